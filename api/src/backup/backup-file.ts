import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { pipeline as pipe, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';

/*
 * One file: a first line that names the format, zstd-compressed lines of JSON, and a last line with the SHA-256 of all
 * before it. The lines: a header; per table its name, then for each tenant its id and one JSON string a row, then the
 * table's sum; the newest audit checkpoints; the sums of all tables again.
 */

const MAGIC = Buffer.from('QUORATE-BACKUP 1\n');
const TRAILER_LENGTH = 'SHA256 '.length + 64 + 2;
const CHUNK = 256 * 1024;

/** The file is no backup, or not the one that was written. Nothing has been restored from it. */
export class SpoiltBackup extends Error {}

/** Writes lines to a file that appears only when it is whole, readable by its owner alone. */
export async function writeBackupFile(path: string, lines: AsyncIterable<string>): Promise<void> {
  const half = `${path}.${process.pid}.part`;
  try {
    const sink = createWriteStream(half, { mode: 0o600, flags: 'w', flush: true });
    await pipeline(Readable.from(inChunks(lines)), createZstdCompress(), framed(), sink);
    await rename(half, path);
  } catch (cause) {
    await rm(half, { force: true });
    throw cause;
  }
}

/**
 * Opens a backup, having read all of it once: throws SpoiltBackup unless every byte is as it was written. The lines are
 * read from the same open file, so it cannot be changed for another in between.
 */
export async function openBackupFile(path: string): Promise<{ lines: AsyncIterable<string>; close(): Promise<void> }> {
  const file = await open(path, 'r');
  try {
    const end = await checkedEnd(file);
    return { lines: linesOf(file, end), close: () => file.close() };
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting: string[] = [];
  let size = 0;
  for await (const line of lines) {
    waiting.push(line);
    size += line.length;
    if (size < CHUNK) continue;
    yield Buffer.from(`${waiting.join('\n')}\n`);
    [waiting, size] = [[], 0];
  }
  if (waiting.length > 0) yield Buffer.from(`${waiting.join('\n')}\n`);
}

function framed(): Transform {
  const hash = createHash('sha256').update(MAGIC);
  let isFirst = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      if (isFirst) this.push(MAGIC);
      isFirst = false;
      done(null, chunk);
    },
    flush(done) {
      this.push(`\nSHA256 ${hash.digest('hex')}\n`);
      done();
    },
  });
}

/** Where the compressed part ends, once the digest over the whole file agrees. */
async function checkedEnd(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const end = size - TRAILER_LENGTH;
  const magic = Buffer.alloc(MAGIC.length);
  await file.read(magic, 0, MAGIC.length, 0);
  if (!magic.equals(MAGIC))
    throw new SpoiltBackup('This is not a backup of Quorate, or of a format this version does not know.');
  if (end <= MAGIC.length) throw new SpoiltBackup('The backup is cut off. Nothing was restored. Use another copy.');
  const hash = createHash('sha256');
  for await (const chunk of part(file, 0, end)) hash.update(chunk as Buffer);
  const trailer = Buffer.alloc(TRAILER_LENGTH);
  await file.read(trailer, 0, TRAILER_LENGTH, end);
  if (trailer.toString('latin1') !== `\nSHA256 ${hash.digest('hex')}\n`)
    throw new SpoiltBackup(
      'The backup is cut off or was altered: its digest does not agree. Nothing was restored. Use another copy.',
    );
  return end;
}

async function* linesOf(file: FileHandle, end: number): AsyncGenerator<string> {
  // The callback form hands an error of either stream to the loop below.
  const text = pipe(part(file, MAGIC.length, end), createZstdDecompress(), () => undefined);
  let rest: Buffer[] = [];
  for await (const chunk of text as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8');
      [rest, from] = [[], at + 1];
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) throw new SpoiltBackup('The backup ends in the middle of a line. Nothing was restored.');
}

function part(file: FileHandle, start: number, end: number) {
  return file.createReadStream({ start, end: end - 1, autoClose: false });
}
