/** Texts and files of any length in pieces: JavaScript strings are limited to half a GB. */
import * as vscode from 'vscode';

/** A text of any length. Can be iterated repeatedly unless stated otherwise. */
export type Pieces = Iterable<string>;

/** How much is read or written at once, in bytes or characters. */
export const pieceLength = 1_000_000;

/** Whether Node can read and write files: not on the web. */
export function hasNode(): boolean {
  return typeof process === 'object' && typeof process.versions.node === 'string';
}

/** Joins small pieces to save operations. */
export function* gathered(text: Pieces): Generator<string> {
  if (typeof text === 'string') {
    yield text;
    return;
  }
  let pieces: string[] = [];
  let length = 0;
  for (const piece of text) {
    pieces.push(piece);
    length += piece.length;
    if (length < pieceLength) continue;
    yield pieces.join('');
    pieces = [];
    length = 0;
  }
  if (length > 0) yield pieces.join('');
}

/** The text as UTF-8. */
export function* encoded(text: Pieces): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const piece of gathered(text)) yield encoder.encode(piece);
}

/** All bytes as one array. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/**
 * Reads a file in pieces; one that is not on a disk is read whole. Yields between pieces.
 *
 * @param take returns whether to continue
 * @throws the file system's error, or what `take` throws
 */
export async function readBytes(
  uri: vscode.Uri,
  take: (bytes: Uint8Array) => boolean,
): Promise<void> {
  if (uri.scheme !== 'file' || !hasNode()) {
    const bytes = await vscode.workspace.fs.readFile(uri);
    for (let at = 0; at < bytes.length; at += pieceLength) {
      if (!take(bytes.subarray(at, at + pieceLength))) return;
      await new Promise(resolve => setTimeout(resolve, 0));
    }
    return;
  }
  const { open } = await import('node:fs/promises');
  const file = await open(uri.fsPath, 'r');
  try {
    const buffer = new Uint8Array(pieceLength);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0 || !take(buffer.subarray(0, bytesRead))) return;
    }
  } finally {
    await file.close();
  }
}
