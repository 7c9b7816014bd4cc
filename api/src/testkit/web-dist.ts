import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder as the build of the web client leaves it, with these documents on its trusted list. The caller removes it. */
export function makeWebDist(documents: readonly string[] = []): string {
  const dist = mkdtempSync(join(tmpdir(), 'quorate-web-'));
  mkdirSync(join(dist, 'client', 'assets'), { recursive: true });
  writeFileSync(join(dist, 'client', 'index.html'), '<!doctype html><div id="app"></div>');
  writeFileSync(join(dist, 'client', 'assets', 'app-0123abcd.js'), 'export {};');
  writeFileSync(join(dist, 'client', 'assets', 'app-0123abcd.js.map'), '{}');
  const list = Object.fromEntries(
    documents.map((text) => [hashOfDocument(text), { operationName: /\w+ (\w+)/.exec(text)?.[1] ?? '', text }]),
  );
  writeFileSync(join(dist, 'trusted-documents.json'), JSON.stringify(list));
  return dist;
}

/** What a document is known by. */
export function hashOfDocument(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
