import type { PackSection } from '@quorate/libs/evidence';
import { instant, type SignalSource } from '../pack-ask.js';
import type { MonthRow } from './months.js';
import { tableOf } from './table.js';

interface ChronologyRow {
  readonly at: string;
  readonly what: string;
  readonly by: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
}

const STEPS_SQL = `
  select ${instant('s.at')} as at, s.kind as what, coalesce(o.name, 'The product, by rule') as by,
    coalesce(s.from_stage, s.from_level) as from, coalesce(s.to_stage, s.to_level) as to, s.reason
  from signal_step s left join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.on_behalf_of
  where s.tenant_id = $1 and s.signal_id = $2 and (s.lead_no is null or exists (select 1 from signal_lead l
    where l.tenant_id = s.tenant_id and l.signal_id = s.signal_id and l.lead_no = s.lead_no and l.commissioner_sees_from <= quorate_now()))
  order by s.step_no`;

const PACKS_SQL = `
  select ${instant('p.sealed_at')} as at, 'packSealed' as what, o.name as by, null as from, null as to,
    'SHA-256 ' || encode(p.sha256, 'hex') as reason
  from evidence_pack p join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.asked_on_behalf_of
  where p.tenant_id = $1 and p.signal_id = $2 and p.state = 'sealed'
    and (not p.is_of_early_notice or exists (select 1 from signal s where s.tenant_id = $1 and s.signal_id = $2 and s.level = 'earlyNotice'))
  order by p.sealed_at, p.pack_id`;

/** What happened to the signal, in order: its own steps, the months judged since it opened, packs sealed before this one. */
export async function chronologySection(source: SignalSource, months: readonly MonthRow[]): Promise<PackSection> {
  const { query, tenantId, signal } = source;
  const steps = await query<ChronologyRow>(STEPS_SQL, [tenantId, signal.signalId]);
  const packs = await query<ChronologyRow>(PACKS_SQL, [tenantId, signal.signalId]);
  const judged = months
    .filter(({ month }) => month >= signal.openedMonth)
    .map(
      (month): ChronologyRow => ({
        at: month.finishedAt,
        what: month.version === 1 ? 'monthJudged' : 'monthJudgedAgain',
        by: 'The product, by rule',
        from: null,
        to: month.level,
        reason: `${month.month.slice(0, 7)}, version ${month.version}: ${month.score === null ? month.standing : `score ${month.score.toFixed(3)}`}`,
      }),
    );
  const rows = [...steps, ...judged, ...packs].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return tableOf(
    {
      name: 'chronology',
      title: 'Chronology',
      about: 'What happened to the signal, oldest first, in the name of which organisation, and the reason on record.',
    },
    {
      at: { title: 'When', cell: (row) => row.at },
      what: { title: 'What', cell: (row) => row.what },
      by: { title: 'By', cell: (row) => row.by },
      from: { title: 'From', cell: (row) => row.from },
      to: { title: 'To', cell: (row) => row.to },
      reason: { title: 'Reason', cell: (row) => row.reason },
    },
    rows,
  );
}
