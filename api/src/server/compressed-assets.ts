import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestHandler, Response } from 'express';

const HASHED_TEXT = /^\/assets\/([\w.-]+\.(js|css|svg))$/;
const ENCODINGS = ['br', 'gzip'] as const;
type Encoding = (typeof ENCODINGS)[number];

const COMPRESS: Readonly<Record<Encoding, (plain: Buffer) => Promise<Buffer>>> = {
  br: (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (plain) => promisify(gzip)(plain, { level: 9 }),
};

/**
 * The client's scripts and styles compressed, a third of their size on the line: as the build did it, or once, when a file is
 * first asked for. A hash in the name says that it never changes. Answers with data of people are not compressed (BREACH).
 */
export function compressedAssets(clientDirectory: string): RequestHandler {
  const known = new Map<string, Promise<Buffer>>();
  const packed = (name: string, encoding: Encoding) => {
    const key = `${encoding} ${name}`;
    const found = known.get(key) ?? smaller(join(clientDirectory, 'assets', name), encoding);
    known.set(key, found);
    // A name that is not there is not kept, so that nobody fills the memory with names.
    found.catch(() => known.delete(key));
    return found;
  };
  return async (request, response, next) => {
    const [, name, type] = HASHED_TEXT.exec(request.path) ?? [];
    if (!name || !type || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    response.vary('Accept-Encoding');
    const encoding = ENCODINGS.find((each) => request.acceptsEncodings(each) === each);
    if (!encoding) return next();
    const body = await packed(name, encoding).catch(() => null);
    if (body) send(response, type, encoding, body);
    else next();
  };
}

/** As the build left it beside the file, else made now. */
async function smaller(file: string, encoding: Encoding): Promise<Buffer> {
  const made = encoding === 'br' ? await readFile(`${file}.br`).catch(() => null) : null;
  return made ?? COMPRESS[encoding](await readFile(file));
}

function send(response: Response, type: string, encoding: Encoding, body: Buffer): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('Content-Encoding', encoding);
  response.type(type).send(body);
}
