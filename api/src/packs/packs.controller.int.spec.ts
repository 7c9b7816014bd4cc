import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { unzipSync } from 'fflate';
import { SessionsService } from '../identity/sessions.service.js';
import type { Viewer } from '../platform/viewer.js';
import { listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { PackSealer } from './pack-sealer.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';

jest.setTimeout(120_000);

describe('the files of an evidence pack', () => {
  let t: TestApp;
  let folder: string;
  let address: string;
  let packId: string;
  const board = () => t.economy.viewer('commissioner', 'icb');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    address = await listen(t.app);
    const { signalId } = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
    const asked = await t.app
      .get(PacksService, { strict: false })
      .sealEvidencePack(board(), { signalId, sealedFor: 'NHS England' });
    ({ packId } = asked as unknown as { packId: string });
    await t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function get(path: string, viewer: Viewer | null) {
    const opened =
      viewer &&
      (await t.app
        .get(SessionsService)
        .open({ tenantId: viewer.tenantId, accountId: viewer.accountId, kind: 'bearer', hours: 1 }));
    return fetch(`${address}/evidence/${path}`, {
      headers: opened ? { authorization: `Bearer ${opened.token}` } : {},
      redirect: 'manual',
    });
  }

  it.each([
    ['json', 'application/json'],
    ['pdf', 'application/pdf'],
    ['zip', 'application/zip'],
  ])('go out as an attachment that no cache keeps and no browser takes for something else: %s', async (form, type) => {
    const answer = await get(`packs/${packId}/pack.${form}`, board());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="evidence-pack-${packId}.${form}"`);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  });

  it('are the sealed bytes, and a ZIP of them with one table a section', async () => {
    const json = Buffer.from(await (await get(`packs/${packId}/pack.json`, board())).arrayBuffer());
    const shown = await t.app.get(PacksReads, { strict: false }).pack(board(), packId);
    expect(createHash('sha256').update(json).digest('hex')).toBe(shown?.sha256);
    const zip = async () => Buffer.from(await (await get(`packs/${packId}/pack.zip`, board())).arrayBuffer());
    const [first, second] = [await zip(), await zip()];
    expect(first.equals(second)).toBe(true);
    const files = unzipSync(new Uint8Array(first));
    expect(Buffer.from(files['evidence-pack.json'] ?? []).equals(json)).toBe(true);
    const names: string[] = JSON.parse(String(json)).manifest.sections.map(
      ({ name }: { name: string }) => `${name}.csv`,
    );
    expect(Object.keys(files).sort()).toEqual(['evidence-pack.json', ...names].sort());
    const register = Buffer.from(files['register.csv'] ?? []).toString('utf8');
    expect(register.startsWith('\ufeff')).toBe(true);
    expect(register.trimEnd().split(/\r\n/)).toHaveLength(1 + JSON.parse(String(json)).sections.register.length);
    expect(register).not.toMatch(/^[=+@-]/m);
  });

  it('are refused without a session, and not found for others, of an unknown form or as another path', async () => {
    const signedOut = await get(`packs/${packId}/pack.json`, null);
    expect([signedOut.status, await signedOut.text()]).toEqual([401, expect.stringContaining('Sign in')]);
    const answers = await Promise.all([
      get(`packs/${packId}/pack.json`, t.economy.viewer('providerManager', 'riverside')),
      get(`packs/${packId}/pack.json`, t.economy.viewer('clinician', 'northgate')),
      get(`packs/${packId}/pack.json`, t.economy.stranger('commissioner')),
      get(`packs/${t.economy.organisations.icb}/pack.json`, board()),
      get('packs/not-an-id/pack.json', board()),
      get(`packs/${packId}/pack.exe`, board()),
      get(`packs/${packId}/constructor`, board()),
    ]);
    const seen = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
    expect(new Set(seen.map(String)).size).toBe(1);
    expect(seen[0]?.[0]).toBe(404);
    for (const answer of answers) {
      expect(answer.headers.get('content-disposition')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
    }
  });

  it('are on the audit trail each, and a refused one as no download', async () => {
    const events = () =>
      t.db.sql(
        t.economy.tenantId,
        `select 1 from audit_event where operation = 'downloadEvidencePack' and entity_id = $1`,
        [packId],
      );
    const before = (await events()).length;
    await get(`packs/${packId}/pack.zip`, board());
    await get(`packs/${packId}/pack.zip`, t.economy.viewer('providerManager', 'riverside'));
    expect(await events()).toHaveLength(before + 1);
  });

  it('come with a public key that everybody may have', async () => {
    const answer = await get('key.pem', null);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
