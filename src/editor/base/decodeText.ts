/** Decodes a text file of unknown encoding. */
export interface DecodedText {
  readonly text: string;
  /** The first line (from 0) with undecodable bytes; they appear as `�`. */
  readonly badLine?: number;
}

/**
 * Decodes UTF-8, and UTF-16 if a byte-order mark or the pattern of zeros indicates it. Never
 * throws: invalid bytes are replaced and the rest is read.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const sixteen = utf16(bytes);
  if (sixteen !== undefined) return { text: sixteen };
  try {
    return { text: strict(bytes) };
  } catch {
    return { text: new TextDecoder().decode(bytes), badLine: firstBadLine(bytes) };
  }
}

function strict(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function utf16(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return littleEndian(bytes.subarray(2));
  if (first === 0xfe && second === 0xff) return littleEndian(swapped(bytes.subarray(2)));
  // Without a mark: in UTF-16 text with Latin letters every second byte is 0.
  const start = bytes.subarray(0, 512);
  const zeros = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (start.length < 4 || Math.max(even, odd) < start.length * 0.4) return undefined;
  if (Math.min(even, odd) > start.length * 0.05) return undefined;
  return littleEndian(odd > even ? bytes : swapped(bytes));
}

function littleEndian(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le').decode(bytes);
}

/** Converts big-endian to little-endian: not every runtime decodes the former. */
function swapped(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length & ~1);
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    result[index] = bytes[index + 1] ?? 0;
    result[index + 1] = bytes[index] ?? 0;
  }
  return result;
}

/** In UTF-8 a line break is never part of another character, so lines can be tried alone. */
function firstBadLine(bytes: Uint8Array): number {
  const starts = [0];
  bytes.forEach((byte, index) => {
    if (byte === 10) starts.push(index + 1);
  });
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    try {
      strict(bytes.subarray(starts[low], starts[middle + 1]));
      low = middle + 1;
    } catch {
      high = middle;
    }
  }
  return low;
}
