import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');

describe('.env.example', () => {
  it('has every setting that the server reads, once, and no other', () => {
    const read = readFileSync(join(root, 'api/src/platform/settings.ts'), 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm);
    const shown = readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm);
    const settings = [...read].map(([, name]) => name).sort();
    expect(settings).toContain('DATABASE_URL');
    expect([...shown].map(([, name]) => name).sort()).toEqual(settings);
  });
});
