import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { isId } from '../platform/page-after.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { EvidencePack, EvidencePackPage, PackState } from './packs.graphql.js';

const unzip = promisify(gunzip);
const MOST = 100;

const COLUMNS = `p.pack_id as id, p.signal_id as "signalId", p.concern_id as "concernId", o.name as "providerName", p.sealed_for as "sealedFor",
  b.name as "askedByOrganisation", p.asked_at as "askedAt", p.state, p.progress_done as "progressDone", p.progress_of as "progressOf",
  p.sealed_at as "sealedAt", p.read_at as "readAt", p.row_count as "rowCount", p.byte_count::float8 as "byteCount",
  encode(p.sha256, 'hex') as sha256, encode(p.key_fingerprint, 'hex') as "keyFingerprint"
  from evidence_pack p
  join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.provider_organisation_id
  join organisation b on b.tenant_id = p.tenant_id and b.organisation_id = p.asked_on_behalf_of`;

/**
 * Whose pack `p` is, by role: $2 is the role. The wall alone lets a manager of a provider whose organisation also commissions,
 * such as a local authority's, read every other provider's packs.
 */
const PART_IN = `($2 <> 'providerManager' or (p.signal_id is not null and p.provider_organisation_id = (select quorate_organisation())))`;

const LIST = `select ${COLUMNS}
  where p.tenant_id = $1 and ${PART_IN} and ($3::uuid is null or p.signal_id = $3) and ($6::uuid is null or p.concern_id = $6)
    and ($4::uuid is null or (p.asked_at, p.pack_id) < (select a.asked_at, a.pack_id from evidence_pack a where a.tenant_id = $1 and a.pack_id = $4))
  order by p.asked_at desc, p.pack_id desc limit $5`;
const ONE = `select ${COLUMNS} where p.tenant_id = $1 and ${PART_IN} and p.pack_id = $3`;
const BYTES = `select encode(p.sha256, 'hex') as sha256, p.sealed_at as "sealedAt",
    (select string_agg(b.bytes, ''::bytea order by b.part_no) from evidence_pack_part b where b.tenant_id = p.tenant_id and b.pack_id = p.pack_id) as zipped
  from evidence_pack p where p.tenant_id = $1 and ${PART_IN} and p.pack_id = $3 and p.state = 'sealed'`;

interface PackRow extends Omit<EvidencePack, 'askedAt' | 'sealedAt' | 'readAt' | 'progress'> {
  readonly askedAt: Date;
  readonly sealedAt: Date | null;
  readonly readAt: Date | null;
  readonly progressDone: number;
  readonly progressOf: number | null;
  readonly state: PackState;
}

export interface PackFilter {
  readonly signalId: string | null;
  readonly concernId: string | null;
  readonly first: number;
  readonly after: string | null;
}

/**
 * Packs of signals and concerns that the viewer sees: the wall of `evidence_pack` is the signal's or concern's own, and a
 * provider's manager sees those of the own provider's signals alone.
 */
@Injectable()
export class PacksReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Newest first, of one signal, of one concern or of all. */
  async packs(viewer: Viewer, filter: PackFilter): Promise<EvidencePackPage> {
    if ([filter.signalId, filter.concernId, filter.after].some((id) => id !== null && !isId(id)))
      return { packs: [], hasMore: false };
    const first = Math.min(Math.max(Math.trunc(filter.first), 1), MOST);
    const rows = await this.reads.rows<PackRow>(viewer, {
      name: 'evidence-packs',
      text: LIST,
      values: [viewer.tenantId, viewer.role, filter.signalId, filter.after, first + 1, filter.concernId],
    });
    return { packs: rows.slice(0, first).map(packOf), hasMore: rows.length > first };
  }

  /** One pack and how far it is, or null. */
  async pack(viewer: Viewer, packId: string): Promise<EvidencePack | null> {
    if (!isId(packId)) return null;
    const [row] = await this.reads.rows<PackRow>(viewer, {
      name: 'evidence-pack',
      text: ONE,
      values: [viewer.tenantId, viewer.role, packId],
    });
    return row ? packOf(row) : null;
  }

  /** The bytes of a sealed pack, or null. Throws where they are no longer what was sealed. Each reading is an audit event with the form in which it went out. */
  async bytes(viewer: Viewer, packId: string, form: string): Promise<Buffer | null> {
    if (!isId(packId)) return null;
    const [row] = await this.reads.audited<{ zipped: Buffer; sha256: string }>(
      viewer,
      { name: 'evidence-pack-bytes', text: BYTES, values: [viewer.tenantId, viewer.role, packId] },
      (found) =>
        found.map(({ sha256 }) => ({
          operation: 'downloadEvidencePack',
          kind: 'read',
          entity: 'EvidencePack',
          entityId: packId,
          detail: { form, sha256 },
        })),
    );
    if (!row) return null;
    const bytes = await unzip(row.zipped);
    // Whoever owns the database could have changed them since: better nothing than a pack that is not what was sealed.
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256)
      throw new Error(`The bytes of evidence pack ${packId} are not those that were sealed.`);
    return bytes;
  }
}

function packOf({ askedAt, sealedAt, readAt, progressDone, progressOf, ...row }: PackRow): EvidencePack {
  return {
    ...row,
    askedAt: askedAt.toISOString(),
    sealedAt: sealedAt?.toISOString() ?? null,
    readAt: readAt?.toISOString() ?? null,
    progress: row.state === 'sealed' ? 1 : progressOf ? Math.min(1, progressDone / progressOf) : null,
  };
}
