/**
 * What is to go wrong inside the extension host: the test writes it down, `preload.ts` reads it there
 * and obeys. The extension and VS Code know nothing of it.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The variable of the environment that names the file with the orders. */
export const ordersVariable = 'FAULTS_ORDERS';

/** An operation of the file system that a file's path tells to be meant. */
interface OnFiles {
  /** Matches the paths, as the source of a regular expression. */
  readonly paths: string;
}

export interface DiskFault extends OnFiles {
  readonly what: 'read' | 'write';
  /** The error's code. */
  readonly code: 'ENOSPC' | 'EACCES' | 'EIO';
  /** Half of what is to be written is there before the disk is full. */
  readonly half?: boolean;
}

/** The process is killed before an operation that changes these files, or in the middle of it. */
export interface Kill extends OnFiles {
  /** Tells this kill from those before: it is carried out once. */
  readonly id: string;
  /** At which operation, from 1; a text that is written counts twice: at its half, and at its end. */
  readonly step: number;
}

/** What a clock shows: it stands still at a time, or it goes on from there. In ms since 1970. */
export interface Clock {
  readonly at: number;
  /** When it was set; `undefined` where it stands still. */
  readonly since?: number;
}

export interface OrdersOfHost {
  readonly clock?: Clock;
  /** The local time zone, such as `Europe/Berlin`. */
  readonly zone?: string;
  readonly disk?: DiskFault;
  readonly kill?: Kill;
  /** A disk that takes so many ms for each flush of these files. */
  readonly slow?: OnFiles & { readonly ms: number };
  /** VS Code can store no state of this extension (its id), as where a value in it is a BigInt. */
  readonly refusedState?: string;
}

/** The test's side. What is ordered holds a moment later, also for extension hosts to come. */
export class Orders {
  readonly #file: string;
  #now: OrdersOfHost = {};

  constructor(folder: string) {
    this.#file = path.join(folder, 'orders.json');
    this.give({});
  }

  /** For `start` of a workbench whose extension host is to obey. */
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

  /** Waits until the extension host has read what was ordered last. */
  async obeyed(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 3 * obeyedWithin));
  }

  /** Waits until the process was killed by this order. @throws Error when it was not `within` ms */
  async killed(id: string, within = 30_000): Promise<void> {
    const file = killsFile(this.#file);
    const deadline = Date.now() + within;
    while (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').split('\n').includes(id)) {
      if (Date.now() > deadline) throw new Error(`Nothing was killed: ${id}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

/** How long a host goes by the orders it has read, in ms. */
export const obeyedWithin = 20;

/** The file with the ids of the kills that were carried out, beside that of the orders. */
export function killsFile(ordersFile: string): string {
  return `${ordersFile}.kills`;
}
