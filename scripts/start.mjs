// README command 1 after `npm ci`: builds what it must, then becomes the server.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';

buildIfStale();
await import(join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'api/dist/src/main.js'));
