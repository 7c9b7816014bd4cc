import { createHash } from 'node:crypto';
import type { ReturnFigures } from '@quorate/libs/attendance';
import { canonicalJson } from '@quorate/libs/identifiers';
import type { Transaction } from '../../platform/commands.js';
import { newSecret } from '../../platform/ids.js';
import { notPermitted } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { notPossible, type ReturnComments, type ReturnState } from './return-state.js';

/** What is signed: everything that the return says, in a form of its own that later software reads too. */
export interface SignedContent {
  readonly format: 'quorate-provider-return/1';
  readonly provider: { readonly id: string; readonly odsCode: string | null; readonly name: string };
  /** YYYY-MM */
  readonly month: string;
  readonly version: number;
  readonly dueOn: string | null;
  readonly dataCut: string;
  readonly rows: { readonly count: number; readonly sha256: string };
  readonly figures: ReturnFigures;
  readonly roleNames: Readonly<Record<string, string>>;
  readonly comments: ReturnComments;
  /** Only where the provider's one manager checked it and signed it. */
  readonly isByOnePerson?: true;
  /** Chance, so that nobody who is shown the hash alone can try out figures until it fits. */
  readonly nonce: string;
}

interface Stored {
  readonly odsCode: string | null;
  readonly name: string;
  readonly dataCut: string;
  readonly rows: number;
  readonly rowsHash: Buffer;
  readonly figures: ReturnFigures;
  readonly comments: ReturnComments;
  readonly roleNames: Record<string, string> | null;
}

/** The canonical text of a return as it stands, and its SHA-256. */
export async function contentToSign(
  tx: Transaction,
  {
    returnId,
    providerId,
    month,
    versionNo,
    dueOn,
  }: Pick<ReturnState, 'returnId' | 'providerId' | 'month' | 'versionNo' | 'dueOn'>,
  isByOnePerson = false,
): Promise<{ readonly text: string; readonly sha256: Buffer }> {
  const [stored] = await tx.query<Stored>(
    `select o.ods_code as "odsCode", o.name, c.data_cut::text as "dataCut", cardinality(c.evidence_nos) as rows, c.rows_hash as "rowsHash",
       c.figures, c.comments,
       (select jsonb_object_agg(r.role_code, r.name) from professional_role r where r.tenant_id = $1
          and r.role_code in (select x->>'roleCode' from jsonb_array_elements(c.figures->'byRole') x)) as "roleNames"
     from provider_return_content c join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id
     where c.tenant_id = $1 and c.return_id = $2`,
    [tx.tenantId, returnId],
  );
  if (!stored) throw new Error('A return without its content.');
  const content: SignedContent = {
    format: 'quorate-provider-return/1',
    provider: { id: providerId, odsCode: stored.odsCode, name: stored.name },
    month: month.slice(0, 7),
    version: versionNo,
    dueOn,
    dataCut: stored.dataCut,
    rows: { count: stored.rows, sha256: stored.rowsHash.toString('hex') },
    figures: stored.figures,
    roleNames: stored.roleNames ?? {},
    comments: stored.comments,
    ...(isByOnePerson && { isByOnePerson }),
    nonce: newSecret(),
  };
  const text = canonicalJson(content);
  return { text, sha256: createHash('sha256').update(text).digest() };
}

/** A stored content, as `contentToSign` wrote it. */
export function readContent(text: string): SignedContent {
  return JSON.parse(text) as SignedContent;
}

export interface NewestSigned {
  readonly providerId: string;
  /** First day. */
  readonly month: string;
  /** After those that were withdrawn too. */
  readonly nextVersionNo: number;
  readonly figures: ReturnFigures;
}

/** The own return, locked, where it is signed and the newest version of its month. */
export async function lockNewestSigned(tx: Transaction, viewer: Viewer, returnId: string): Promise<NewestSigned> {
  // Locked first and read after it: of two who return the month anew at once the second sees what the first has made.
  await tx.query('select 1 as locked from provider_return where tenant_id = $1 and return_id = $2 for update', [
    tx.tenantId,
    returnId,
  ]);
  const [found] = await tx.query<{
    providerId: string;
    month: string;
    nextVersionNo: number;
    content: string | null;
    hasLater: boolean;
  }>(
    `select r.provider_organisation_id as "providerId", r.month::text as month,
       (select max(l.version) + 1 from provider_return l where l.tenant_id = r.tenant_id and l.provider_organisation_id = r.provider_organisation_id
         and l.month = r.month) as "nextVersionNo",
       (select s.content from signed_return s where s.tenant_id = r.tenant_id and s.return_id = r.return_id) as content,
       exists (select 1 from provider_return l where l.tenant_id = r.tenant_id and l.provider_organisation_id = r.provider_organisation_id
         and l.month = r.month and l.version > r.version and l.state <> 'withdrawn') as "hasLater"
     from provider_return r where r.tenant_id = $1 and r.return_id = $2 and r.provider_organisation_id = $3`,
    [tx.tenantId, returnId, viewer.organisationId],
  );
  if (!found) throw notPermitted();
  if (found.content === null) throw notPossible('NOT_SIGNED_YET', 'This return is not signed yet: change it as it is.');
  if (found.hasLater)
    throw notPossible('ONE_IN_PREPARATION', 'There is a later version of this month already. Open that one.');
  const { providerId, month, nextVersionNo } = found;
  return { providerId, month, nextVersionNo, figures: readContent(found.content).figures };
}
