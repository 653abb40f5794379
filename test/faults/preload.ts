/**
 * Loaded before everything else in VS Code's extension host (`node --require`): gives it a clock,
 * time zone and disk that fail when the test orders it. See `orders.ts`.
 */
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { killsFile, obeyedWithin, ordersVariable, type OrdersOfHost } from './orders';

const file = process.env[ordersVariable];
if (file !== undefined && process.argv.includes('--type=extensionHost')) obey(file);

function obey(ordersFile: string): void {
  const { readFileSync, appendFileSync, existsSync } = fs;
  const { env } = process;
  const ownZone = env.TZ;
  let text = '';
  let orders: OrdersOfHost = {};
  let readAt = -Infinity;

  /** The current orders. */
  const current = (): OrdersOfHost => {
    if (performance.now() - readAt < obeyedWithin) return orders;
    readAt = performance.now();
    const now = readFileSync(ordersFile, 'utf8');
    if (now === text) return orders;
    text = now;
    orders = JSON.parse(text) as OrdersOfHost;
    const zone = orders.zone ?? ownZone;
    if (zone !== env.TZ) {
      if (zone === undefined) delete env.TZ;
      else env.TZ = zone;
    }
    return orders;
  };

  setClock(() => current().clock);
  setDisk(current, id => {
    const kills = killsFile(ordersFile);
    if (existsSync(kills) && readFileSync(kills, 'utf8').split('\n').includes(id)) return;
    appendFileSync(kills, `${id}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
  setState(() => current().refusedState);
  setInterval(current, obeyedWithin).unref(); // a zone applies even if nobody asks for the time
}

function setClock(clock: () => OrdersOfHost['clock']): void {
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  const now = () => {
    const { at, since } = clock() ?? {};
    if (at === undefined) return realNow();
    return since === undefined ? at : at + (realNow() - since);
  };
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new RealDate(now()).toString(),
  });
}

/** Wraps the calls of `node:fs/promises` that change or read files, which the extension uses. */
function setDisk(orders: () => OrdersOfHost, kill: (id: string) => void): void {
  const promises = fs.promises;
  let killId = '';
  let step = 0;

  const isMeant = (where: unknown, paths: string) =>
    typeof where === 'string' && new RegExp(paths).test(where);

  /** A step of a change: the process may end here. */
  const passes = (where: unknown) => {
    const { kill: order } = orders();
    if (order === undefined || !isMeant(where, order.paths)) return;
    if (order.id !== killId) {
      killId = order.id;
      step = 0;
    }
    step += 1;
    if (step === order.step) kill(order.id);
  };

  const failure = (what: 'read' | 'write', where: unknown) => {
    const { disk } = orders();
    if (disk?.what !== what || !isMeant(where, disk.paths)) return undefined;
    return {
      half: disk.half ?? false,
      error: Object.assign(new Error(`${disk.code}: ${what}`), disk),
    };
  };

  /** Takes as long as a slow disk. */
  const flushed = async (where: unknown) => {
    const { slow } = orders();
    if (slow === undefined || !isMeant(where, slow.paths)) return;
    await new Promise(resolve => setTimeout(resolve, slow.ms));
  };

  const { open, rename, rm, readFile } = promises;
  const wrapped: Partial<typeof promises> = {
    async open(where, flags, mode) {
      const writes = flags !== undefined && flags !== 'r';
      if (writes) passes(where);
      const failed = failure(writes ? 'write' : 'read', where);
      // A full disk still lets files be opened.
      if (failed && failed.error.code !== 'ENOSPC') throw failed.error;
      const handle = await open(where, flags, mode);
      return writes ? wrapHandle(handle, where) : handle;
    },
    async rename(from, to) {
      passes(to);
      const failed = failure('write', to);
      if (failed) throw failed.error;
      await rename(from, to);
    },
    async rm(where, options) {
      passes(where);
      await rm(where, options);
    },
    readFile: (async (where: string, options: BufferEncoding) => {
      const failed = failure('read', where);
      if (failed) throw failed.error;
      return readFile(where, options);
    }) as typeof readFile,
  };
  Object.assign(promises, wrapped);

  const wrapHandle = (handle: FileHandle, where: unknown): FileHandle => {
    const writeFile = handle.writeFile.bind(handle);
    const sync = handle.sync.bind(handle);
    const datasync = handle.datasync.bind(handle);
    return Object.assign(handle, {
      async writeFile(content: string) {
        const half = content.slice(0, Math.floor(content.length / 2));
        passes(where);
        const failed = failure('write', where);
        if (failed && !failed.half) throw failed.error;
        const { kill: order } = orders();
        if (failed || (order && isMeant(where, order.paths))) {
          await writeFile(half);
          if (failed) throw failed.error;
          passes(where);
          await writeFile(content.slice(half.length));
        } else await writeFile(content);
        passes(where);
      },
      async sync() {
        await flushed(where);
        await sync();
        passes(where);
      },
      async datasync() {
        await flushed(where);
        await datasync();
        passes(where);
      },
    });
  };
}

/** VS Code sends a state to its window as JSON, in a list: kind, owner, state. */
function setState(refused: () => string | undefined): void {
  const { stringify } = JSON;
  JSON.stringify = ((value: unknown, ...others: [never, never]) => {
    if (Array.isArray(value) && value.length === 3 && value[1] === refused()) {
      throw new TypeError('Do not know how to serialize a BigInt');
    }
    return stringify(value, ...others);
  }) as typeof stringify;
}
