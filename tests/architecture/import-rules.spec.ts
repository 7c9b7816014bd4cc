import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const boundaries = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/boundaries.mjs'), ...args], { cwd: root, encoding: 'utf8' });

describe('the import rules', () => {
  it('hold for the whole tree', () => {
    const run = boundaries();
    expect(run.stderr).toMatch(/ 0 forbidden imports/);
    expect(run.status).toBe(0);
  });

  it('refuse a tree that breaks them, rule by rule', () => {
    const run = boundaries('--base', 'tests/architecture/fixture');
    for (const rule of [
      'no-cycles',
      'libs-import-libs-only',
      'libs-by-their-face',
      'libs-in-their-order',
      'web-imports-libs-only',
      'ui-knows-no-domain',
      'writes-through-commands',
      'platform-knows-no-domain',
      'api-meetings-imports-only-below',
    ]) {
      expect(run.stderr).toContain(`${rule}:`);
    }
    expect(run.status).toBe(1);
  });
});
