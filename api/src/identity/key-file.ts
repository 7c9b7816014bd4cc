import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The text of a file that only this user can read, made by `make` when it is not there. Of two processes that start at
 * once one makes it and both read the same.
 */
export function secretFile(path: string, make: () => string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${randomBytes(6).toString('hex')}`;
  writeFileSync(half, make(), { mode: 0o600 });
  try {
    linkSync(half, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(half, { force: true });
  }
  return readFileSync(path, 'utf8');
}
