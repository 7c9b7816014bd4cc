import type { Transaction } from '../../platform/commands.js';
import { type RefusalData, Refused } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import { type KnownName, namesInWords } from './names-in-words.js';

// A first cut in the database: names whose first or last word is in the text. What they come to is `namesInWords`.
const CANDIDATES = `
  select n.kind, n.name from (
    select 'organisation' as kind, o.name from organisation o where o.tenant_id = $1
    union select 'organisation', o.published_name from organisation o where o.tenant_id = $1 and o.published_name is not null
    union select 'organisation', h.name from organisation_name h where h.tenant_id = $1
    union select 'site', s.name from site s where s.tenant_id = $1
    union select 'staff', p.name from practitioner p where p.tenant_id = $1
    union select 'staff', a.name from account a where a.tenant_id = $1) n
  where case n.kind when 'staff' then position(lower(substring(n.name from '[^ ]+$')) in $2) > 0
    else position(lower(substring(regexp_replace(n.name, '^the ', '', 'i') from '^[^ ]+')) in $2) > 0 end`;

/** Refuses words for all staff that hold the name of an organisation, a site or a member of staff of the tenant. */
export async function refuseNames(tx: Transaction, texts: readonly string[]): Promise<void> {
  const text = texts.join('\n');
  let held: string[] = [];
  await asOwnWork(tx.query, async () => {
    const names = await tx.query<KnownName>(CANDIDATES, [tx.tenantId, text.toLowerCase()]);
    held = namesInWords(text, names);
  });
  if (held.length === 0) return;
  throw new Refused({
    __typename: 'NamesInWords',
    code: 'NAMES_IN_WORDS',
    message: `These words are for all staff, so they may name nobody. Take out or rewrite: ${held.join('; ')}.`,
    names: held,
  } as RefusalData);
}
