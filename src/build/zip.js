const { deflate } = require('@gfx/zopfli');
const zlib = require('node:zlib');

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const directoryEnd = 0x06054b50;
const deflated = 8;

/**
 * Compresses the files of a zip archive anew with Zopfli, which takes seconds where zlib takes
 * milliseconds, for 4 % fewer bytes that any unzip reads. Order, names, dates and content stay, so
 * that equal archives stay equal.
 *
 * @param {Buffer} archive without encryption, comment or Zip64
 * @returns {Promise<Buffer>}
 */
async function compressHarder(archive) {
  const end = archive.length - 22;
  if (archive.readUInt32LE(end) !== directoryEnd)
    throw new Error('No zip archive without comment.');
  const files = [];
  const directory = [];
  let offset = 0;
  let at = archive.readUInt32LE(end + 16);
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (archive.readUInt32LE(at) !== directoryEntry) throw new Error('A damaged zip archive.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(i =>
      archive.readUInt16LE(at + i),
    );
    const entry = Buffer.from(
      archive.subarray(at, at + 46 + nameLength + extraLength + commentLength),
    );
    at += entry.length;
    let data = readData(archive, entry);
    if (entry.readUInt16LE(10) === deflated) {
      const harder = await zopfli(zlib.inflateRawSync(data));
      if (harder.length < data.length) data = harder;
    }
    entry.writeUInt16LE(entry.readUInt16LE(8) & ~8, 8); // sizes stand in the header, not behind the data
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(offset, 42);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(localHeader, 0);
    entry.copy(header, 4, 6, 28); // version, flags, method, date, checksum, sizes
    header.writeUInt16LE(nameLength, 26);
    files.push(header, entry.subarray(46, 46 + nameLength), data);
    directory.push(entry);
    offset += header.length + nameLength + data.length;
  }
  const tail = Buffer.from(archive.subarray(end));
  tail.writeUInt32LE(Buffer.concat(directory).length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, tail]);
}

/** The bytes of a file as they stand in the archive. */
function readData(archive, entry) {
  const header = entry.readUInt32LE(42);
  if (archive.readUInt32LE(header) !== localHeader) throw new Error('A damaged zip archive.');
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  return archive.subarray(start, start + entry.readUInt32LE(20));
}

function zopfli(content) {
  return new Promise((resolve, reject) => {
    deflate(content, { numiterations: 5 }, (error, result) => {
      if (error) reject(error);
      else resolve(Buffer.from(result));
    });
  });
}

module.exports = { compressHarder };
