import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Charts } from '../../indicators/charts.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeSignal } from '../../withholding/testkit/arrange-signal.js';
import { PackSealer } from '../pack-sealer.js';
import { PacksReads } from '../packs.reads.js';
import { PacksService } from '../packs.service.js';
import { packPdf } from './pack-pdf.js';

// The client is not built for this test; that its own charts are drawn is seen in the browser's journey.
const SQUARE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 300" width="720" height="300"><rect x="10" y="10" width="90" height="90" fill="#005eb8"></rect><text x="10" y="200" font-family="arial">Ŵyl</text></svg>';
const CHARTS = {
  renderMonthlySvg: () => SQUARE,
  summariseMonthly: () => 'Mean 99%. Latest, September 2026: 33% (2 of 6).',
} as unknown as Charts;

interface TreeNode {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly TreeNode[];
}

describe('a pack as a PDF', () => {
  let t: TestApp;
  let folder: string;
  let bytes: Buffer;
  let pdf: Buffer;
  let text: string;
  let pages: readonly string[];
  const nodes: TreeNode[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    const { signalId } = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
    await addReply(signalId);
    const viewer = t.economy.viewer('commissioner', 'icb');
    const asked = await t.app
      .get(PacksService, { strict: false })
      .sealEvidencePack(viewer, { signalId, sealedFor: 'Llŷr Ŵyn, Ysbyty Tŷ’r Môr' });
    const { packId } = asked as unknown as { packId: string };
    await t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
    bytes = (await t.app.get(PacksReads, { strict: false }).bytes(viewer, packId, 'pdf')) as Buffer;
    pdf = await packPdf(bytes, CHARTS);
    const show = process.env.SHOW_PACK;
    if (show) writeFileSync(show, pdf);
    const document = await getDocumentProxy(new Uint8Array(pdf));
    pages = (await extractText(document)).text;
    text = pages.join('\n').replace(/\s+/g, ' ');
    for (let page = 1; page <= document.numPages; page += 1) {
      collect((await (await document.getPage(page)).getStructTree()) as TreeNode | null);
    }
  }, 120_000);
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function collect(node: TreeNode | null): void {
    if (!node) return;
    nodes.push(node);
    for (const child of node.children ?? []) collect(child);
  }

  async function addReply(signalId: string): Promise<void> {
    const { tenantId, organisations } = t.economy;
    const manager = t.economy.viewer('providerManager', 'northgate').accountId;
    const sql = (text_: string, values: readonly unknown[]) =>
      t.db.sql(tenantId, text_, [tenantId, signalId, ...values]);
    await sql(
      `insert into signal_reply (tenant_id, signal_id, summary, sent_by, on_behalf_of, sent_at) values ($1,$2,'Two geriatric posts were empty.',$3,$4,'2026-11-12')`,
      [manager, organisations.northgate],
    );
    const pointId = '00000000-0000-4000-8000-00000000000a';
    await sql(
      `insert into signal_reply_point (tenant_id, point_id, signal_id, point_no, kind, words, evidence) values ($1,$3,$2,1,'fact','The register of 7 July is wrong.','The rota of that day')`,
      [pointId],
    );
    await sql(
      `insert into signal_point_decision (tenant_id, point_id, signal_id, decision, reason, decided_by, on_behalf_of, decided_at) values ($1,$3,$2,'partlyUpheld','One of the two seats was filled.',$4,$5,'2026-11-20')`,
      [pointId, t.economy.viewer('commissioner', 'icb').accountId, organisations.icb],
    );
  }

  it('is tagged, in British English, with its title shown, and numbers its pages', async () => {
    const raw = pdf.toString('latin1');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('/Lang (en-GB)');
    expect(raw).toContain('/DisplayDocTitle true');
    const { info } = await (await getDocumentProxy(new Uint8Array(pdf))).getMetadata();
    expect(info).toMatchObject({ Title: 'Evidence pack: Northgate Acute NHS Trust', Language: 'en-GB' });
    expect(text).toContain(`Page 1 of ${pages.length}`);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  it('has headings, tables whose header cells say what they head, and figures in words', () => {
    const roles = nodes.map(({ role }) => role);
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'H2').length).toBeGreaterThan(10);
    const tables = nodes.filter(({ role }) => role === 'Table');
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const [head, ...body] = table.children ?? [];
      const first = head?.children?.[0];
      expect(first?.role === 'TH' || head?.role === 'TR').toBe(true);
      for (const row of body) expect((row.children ?? [])[0]?.role).toBe('TH');
    }
    expect(pdf.toString('latin1')).toContain('/Scope /Column');
    expect(nodes.filter(({ role }) => role === 'Figure').map(({ alt }) => alt)).toEqual([
      'Mean 99%. Latest, September 2026: 33% (2 of 6).',
      'Mean 99%. Latest, September 2026: 33% (2 of 6).',
    ]);
  });

  it('embeds letters of every Latin alphabet, Welsh too', () => {
    expect(text).toContain('Llŷr Ŵyn, Ysbyty Tŷ’r Môr');
    expect(pdf.toString('latin1')).toMatch(/\/FontFile2/);
  });

  it('says what the signal is not, and gives the reply and the decision on it the same room', () => {
    expect(text).toContain('It is a reason to ask, not a finding');
    expect(text).toContain('The provider replies: Two geriatric posts were empty.');
    expect(text).toContain('The register of 7 July is wrong.');
    expect(text).toContain('Decision: Partly upheld, by Tamewater Integrated Care Board');
    expect(text).toContain('One of the two seats was filled.');
    for (const word of ['breach', 'guilt', 'offender']) expect(text.toLowerCase()).not.toContain(word);
  });

  it('prints the rows of the signal, and names the file it is a rendering of', async () => {
    const { createHash } = await import('node:crypto');
    expect(text).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(text).toContain('54 of 96 rows are printed');
    expect(text).toMatch(/Person \d/);
  });

  it('is the same file again for the same pack but for its own marks of time', async () => {
    const again = await packPdf(bytes, CHARTS);
    expect(again.length).toBe(pdf.length);
  });
});
