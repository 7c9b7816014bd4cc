import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { verifyPack } from '@quorate/libs/evidence';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { RepliesService } from '../oversight/signals/replies.service.js';
import { UndertakingsService } from '../oversight/undertakings/undertakings.service.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { packCrypto } from './pack-crypto.js';
import { packCsvZip } from './pack-csv.js';
import { PackSealer } from './pack-sealer.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';
import { packPdf } from './pdf/pack-pdf.js';

jest.setTimeout(180_000);

/** What a party could write in a reply or an undertaking. */
const HOSTILE = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(2)>',
  formula: '=HYPERLINK("http://x.invalid","click")',
  at: '@SUM(1+9)*cmd|"/c calc"!A0',
  plus: '+44 1234',
  tab: '\t=1+1',
  cr: 'x\r=1+1\r\n"quoted",\'single\'',
  direction: '\u202egnp.exe\u202c \u2066abc\u2069',
  control: 'a\u0001\u0007\u001b[31mb\u0085c\u2028d',
  unwritten: '💥 漢字 עברית العربية ก ﷽ 𝕏',
  long: 'W'.repeat(3_990),
  lines: 'a\n'.repeat(1_990),
};

describe('an evidence pack of what somebody wrote to break it', () => {
  let t: TestApp;
  let folder: string;
  let bytes: Buffer;
  let json: Buffer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    const { signalId } = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
    const manager = t.economy.viewer('providerManager', 'northgate');
    const commissioner = t.economy.viewer('commissioner', 'icb');
    for (const words of Object.values(HOSTILE)) {
      const proposed = await t.app.get(UndertakingsService, { strict: false }).propose(manager, {
        signalId,
        kind: 'other',
        words,
        owner: words.slice(0, 100),
        actionOn: '2026-12-01',
        doneBy: '2026-12-02',
        seenBy: words,
      });
      expect(proposed).toMatchObject({ __typename: 'UndertakingChanged' });
    }
    await t.db.sql(t.economy.tenantId, `update signal set stage = 'withProvider', stage_due_on = '2026-12-20'`);
    const sent = await t.app.get(RepliesService, { strict: false }).sendReply(manager, {
      signalId,
      draftVersion: 0,
      summary: HOSTILE.lines,
      points: Object.values(HOSTILE).map((words) => ({ kind: 'context', words, evidence: words })),
    });
    expect(sent).toMatchObject({ __typename: expect.not.stringContaining('Invalid') });
    const asked = await t.app
      .get(PacksService, { strict: false })
      .sealEvidencePack(commissioner, { signalId, sealedFor: HOSTILE.control + HOSTILE.unwritten });
    const { packId } = asked as unknown as { packId: string };
    expect(await t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId)).toBe(1);
    json = (await t.app.get(PacksReads, { strict: false }).bytes(commissioner, packId, 'json')) as Buffer;
    bytes = (await t.app.get(PacksReads, { strict: false }).bytes(commissioner, packId, 'pdf')) as Buffer;
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('verifies', async () => {
    expect((await verifyPack(json, packCrypto)).ok).toBe(true);
  });

  it('can be read as a PDF to its last page', async () => {
    const pdf = await packPdf(bytes, null);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const pages = (await extractText(document)).text;
    const text = pages.join('\n');
    expect(text).toContain('onerror');
    expect(text.match(/W/g)?.length).toBeGreaterThan(7_000);
    expect(text.match(/^a$/gm)?.length ?? text.match(/\ba\b/g)?.length).toBeGreaterThan(1_900);
  });

  it('has no live cell as CSV', async () => {
    const files = unzipSync(await packCsvZip(json));
    for (const [name, file] of Object.entries(files)) {
      if (!name.endsWith('.csv')) continue;
      const text = new TextDecoder().decode(file);
      for (const cell of cellsOf(text)) expect(cell).not.toMatch(/^[=+@\t\r\n]/);
    }
  });
});

function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}
