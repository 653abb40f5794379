/**
 * The faults to cause inside the extension host: the test writes them down, `preload.ts` reads and
 * obeys them. The extension and VS Code know nothing of it.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The environment variable that names the file with the orders. */
export const ordersVariable = 'FAULTS_ORDERS';

/** A file system operation, selected by the path of its file. */
interface OnFiles {
  /** Matches the paths, as the source of a regular expression. */
  readonly paths: string;
}

export interface DiskFault extends OnFiles {
  readonly what: 'read' | 'write';
  /** The error's code. */
  readonly code: 'ENOSPC' | 'EACCES' | 'EIO';
  /** Half of the text is written before the disk is full. */
  readonly half?: boolean;
}

/** The process is killed before an operation that changes these files, or in the middle of it. */
export interface Kill extends OnFiles {
  /** Identifies this kill: it is carried out once. */
  readonly id: string;
  /** The operation, from 1; writing a text counts twice: at its half, and at its end. */
  readonly step: number;
}

/** A clock that is stopped at a time, or runs on from it. In ms since 1970. */
export interface Clock {
  readonly at: number;
  /** When it was set; `undefined` if it is stopped. */
  readonly since?: number;
}

export interface OrdersOfHost {
  readonly clock?: Clock;
  /** The local time zone, such as `Europe/Berlin`. */
  readonly zone?: string;
  readonly disk?: DiskFault;
  readonly kill?: Kill;
  /** A disk that takes this many ms for each flush of these files. */
  readonly slow?: OnFiles & { readonly ms: number };
  /** VS Code cannot store state of this extension (its id), as if a value in it were a BigInt. */
  readonly refusedState?: string;
}

/** The test's side. Orders take effect a moment later, also in future extension hosts. */
export class Orders {
  readonly #file: string;
  #now: OrdersOfHost = {};

  constructor(folder: string) {
    this.#file = path.join(folder, 'orders.json');
    this.give({});
  }

  /** For `start` of a workbench whose extension host must obey. */
  get options() {
    return {
      env: { [ordersVariable]: this.#file },
      nodeArguments: [`--require=${path.join(__dirname, 'preload.js')}`],
    };
  }

  /** Changes some of the orders; `undefined` takes one back. */
  give(orders: { [K in keyof OrdersOfHost]: OrdersOfHost[K] | undefined }): void {
    this.#now = Object.fromEntries(
      Object.entries({ ...this.#now, ...orders }).filter(([, value]) => value !== undefined),
    );
    const partial = `${this.#file}.partial`;
    fs.writeFileSync(partial, JSON.stringify(this.#now));
    fs.renameSync(partial, this.#file);
  }

  /** Takes all orders back. */
  take(): void {
    this.#now = {};
    this.give({});
  }

  /** Waits until the extension host has read the latest orders. */
  async obeyed(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 3 * obeyedWithin));
  }

  /** Waits until this order killed the process. @throws Error if it did not `within` ms */
  async killed(id: string, within = 30_000): Promise<void> {
    const file = killsFile(this.#file);
    const deadline = Date.now() + within;
    while (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').split('\n').includes(id)) {
      if (Date.now() > deadline) throw new Error(`Nothing was killed: ${id}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

/** How long a host uses the orders it has read, in ms. */
export const obeyedWithin = 20;

/** The file with the ids of completed kills, beside that of the orders. */
export function killsFile(ordersFile: string): string {
  return `${ordersFile}.kills`;
}
