/**
 * Reads the directory of a .zip archive: its files and their positions. An archive is untrusted
 * input: every number is checked before use, and no name leads outside. Source: PKWARE,
 * "APPNOTE.TXT", version 6.3.10, sections 4.3 to 4.5.
 */

/** A file in an archive. Sizes are in bytes. */
export interface ZipEntry {
  /** Its path in the archive, with `/` between folders. */
  readonly path: string;
  /** Its unpacked size in bytes, as the archive claims. */
  readonly size: number;
  readonly deflated: boolean;
  /** The raw bytes from the archive, not yet unpacked. */
  readonly bytes: Uint8Array;
}

/** Why an archive is refused as a whole. */
export type ZipRefusal = 'damaged' | 'too-many' | 'outside' | 'encrypted';

/** The limit of files in an archive, including folders. */
export const mostZipEntries = 10_000;

/** Length of the directory's end record, followed by a comment of at most 65,535 bytes. */
const endLength = 22;
const longestComment = 0xffff;
const entryLength = 46;
const localLength = 30;

/** Reads the directory. Takes time in proportion to its length; never throws. */
export function readZip(archive: Uint8Array): readonly ZipEntry[] | ZipRefusal {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  if (end === undefined) return 'damaged';
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  // These values mean that larger real numbers are stored elsewhere.
  if (count > mostZipEntries) return 'too-many';
  if (at > end) return 'damaged';
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + entryLength > end || view.getUint32(at, true) !== 0x02014b50) return 'damaged';
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const extra = at + entryLength + nameLength;
    const next = extra + extraLength + view.getUint16(at + 32, true);
    if (next > end) return 'damaged';
    const path = nameOf(archive.subarray(at + entryLength, extra), (flags & 0x800) !== 0);
    if (leadsOut(path)) return 'outside';
    if ((flags & 1) !== 0) return 'encrypted';
    const method = view.getUint16(at + 10, true);
    const sizes = sizesAt(view, at, extra, extraLength);
    if (!path.endsWith('/') && (method === 0 || method === 8)) {
      const bytes = sizes && bytesAt(archive, view, sizes.offset, sizes.packed, end);
      if (!sizes || !bytes) return 'damaged';
      entries.push({ path, size: sizes.size, deflated: method === 8, bytes });
    }
    at = next;
  }
  return entries;
}

/** The position of the directory's end record, searched from the end of the archive. */
function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}

interface Sizes {
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** The numbers of an entry; those that need more than 32 bits are in an extra field. */
function sizesAt(view: DataView, at: number, extra: number, length: number): Sizes | undefined {
  const found = [24, 20, 42].map(offset => view.getUint32(at + offset, true));
  if (found.includes(0xffffffff)) {
    let field = extra;
    const end = extra + length;
    while (field + 4 <= end && view.getUint16(field, true) !== 1)
      field += 4 + view.getUint16(field + 2, true);
    let value = field + 4;
    for (const [index, one] of found.entries()) {
      if (one !== 0xffffffff) continue;
      if (value + 8 > end) return undefined;
      // Numbers beyond 2^53 are not exact; the caller refuses such a size.
      found[index] = Number(view.getBigUint64(value, true));
      value += 8;
    }
  }
  const [size = 0, packed = 0, offset = 0] = found;
  return { size, packed, offset };
}

function bytesAt(
  archive: Uint8Array,
  view: DataView,
  offset: number,
  packed: number,
  end: number,
): Uint8Array | undefined {
  if (offset + localLength > end || view.getUint32(offset, true) !== 0x04034b50) return undefined;
  const start =
    offset + localLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + packed > end ? undefined : archive.subarray(start, start + packed);
}

/** Names are UTF-8; in older programs' encodings only ASCII is certain. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  const text = new TextDecoder().decode(bytes);
  const name = isUtf8 ? text : text.replaceAll('\uFFFD', '_');
  return name.replaceAll('\\', '/');
}

/** Whether a path leads out of the folder an archive would be unpacked into. */
function leadsOut(path: string): boolean {
  return (
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    path.includes('\0') ||
    path.split('/').includes('..')
  );
}
