/** Starts the line with the measurements that the driver in VS Code prints. */
export const measuredMark = 'measured:';

/** One activation, in ms. */
export interface Activation {
  readonly id: string;
  /** Reading and running the extension's main file. */
  readonly load: number;
  /** The call of `activate`, until it returns. */
  readonly call: number;
  /** The call of `activate`, until its promise is settled. */
  readonly active: number;
}
