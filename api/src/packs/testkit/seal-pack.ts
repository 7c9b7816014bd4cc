import { type OpenPack, openPack, type PackCell } from '@quorate/libs/evidence';
import type { Viewer } from '../../platform/viewer.js';
import type { TestApp } from '../../testkit/test-app.js';
import { PackSealer } from '../pack-sealer.js';
import { PacksReads } from '../packs.reads.js';
import { PacksService } from '../packs.service.js';

export interface SealedForTest {
  readonly packId: string;
  readonly bytes: Buffer;
  readonly pack: OpenPack;
}

/** A pack about a signal, asked for and sealed. */
export async function sealSignalPack(t: TestApp, viewer: Viewer, signalId: string): Promise<SealedForTest> {
  const asked = await t.app
    .get(PacksService, { strict: false })
    .sealEvidencePack(viewer, { signalId, sealedFor: 'NHS England' });
  const { packId } = asked as unknown as { packId: string };
  await t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
  const bytes = await t.app.get(PacksReads, { strict: false }).bytes(viewer, packId, 'json');
  if (!bytes) throw new Error('The pack was not sealed.');
  const opened = openPack(bytes);
  if ('why' in opened) throw new Error(opened.why);
  return { packId, bytes, pack: opened.pack };
}

/** The rows of one section, cells by name. */
export function sectionOf({ manifest, sections }: OpenPack, name: string): Record<string, PackCell>[] {
  const columns = manifest.sections.find((section) => section.name === name)?.columns ?? [];
  return (sections[name] ?? []).map((row) =>
    Object.fromEntries(columns.map((column, at) => [column.name, row[at] ?? null])),
  );
}

/** Another version of Northgate's evidence, or evidence of another meeting: the row of `like`, with what `over` says. Returns its number. */
export async function addEvidence(t: TestApp, like: number, over: Readonly<Record<string, unknown>>): Promise<number> {
  const { tenantId } = t.economy;
  const [added] = await t.db.sql<{ no: string }>(
    tenantId,
    `with head as (update evidence_head set evidence_no = evidence_no + 1 where tenant_id = $1 returning evidence_no)
     insert into attendance_evidence select (jsonb_populate_record(e, $3::jsonb || jsonb_build_object('evidence_no', h.evidence_no, 'is_current', true))).*
     from attendance_evidence e, head h where e.tenant_id = $1 and e.evidence_no = $2 returning evidence_no as no`,
    [tenantId, like, JSON.stringify(over)],
  );
  return Number(added?.no);
}
