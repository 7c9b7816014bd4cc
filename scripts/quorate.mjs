// The fixed command line. Builds the server when it is not, then hands over to it in the same process.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';

buildIfStale(['libs', 'migrations', 'api']);
await import(join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'api/dist/src/cli/main.js'));
