import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../platform/settings.js';

/** The built web client: WEB_DIST_DIR, else web/dist of the repository this file is in, compiled or not. */
export function webDistDirectory(settings: Pick<Settings, 'WEB_DIST_DIR'>): string {
  if (settings.WEB_DIST_DIR) return resolve(settings.WEB_DIST_DIR);
  let at = import.meta.dirname;
  while (!existsSync(join(at, 'web', 'package.json')) && dirname(at) !== at) at = dirname(at);
  return join(at, 'web', 'dist');
}
