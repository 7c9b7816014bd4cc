import type { PackSection } from '@quorate/libs/evidence';
import type { ProviderFigures } from '@quorate/libs/signals';
import { instant, type SignalSource } from '../pack-ask.js';
import { tableOf } from './table.js';

/** How the provider stood in one run of one month. */
export interface MonthRow {
  readonly runId: string;
  readonly month: string;
  readonly version: number;
  readonly cause: string;
  readonly modelVersion: string;
  readonly dataCut: number;
  readonly rowsRead: number;
  readonly rowsHash: string;
  readonly providersTested: number;
  readonly expectedFalseShare: number | null;
  readonly dataQuality: readonly {
    readonly kind: string;
    readonly providerId: string;
    readonly count: number;
    readonly of: number;
  }[];
  readonly finishedAt: string;
  readonly score: number | null;
  readonly isFlagged: boolean;
  readonly standing: string;
  readonly level: string;
  /** Empty where nothing was judged. */
  readonly figures: ProviderFigures | Record<string, never>;
  readonly reasons: unknown;
}

const MONTHS_SQL = `
  select r.run_id as "runId", r.month::text as month, r.version, r.cause, r.model_version as "modelVersion", r.data_cut::float8 as "dataCut",
    r.rows_read as "rowsRead", encode(r.rows_hash, 'hex') as "rowsHash", r.providers_tested as "providersTested",
    r.expected_false_share as "expectedFalseShare", r.data_quality as "dataQuality", ${instant('r.finished_at')} as "finishedAt",
    p.score, p.is_flagged as "isFlagged", p.standing, p.level, p.figures, p.reasons
  from signal_shown s
  join provider_month p on p.tenant_id = s.tenant_id and p.provider_organisation_id = s.provider_organisation_id
  join detection_run r on r.tenant_id = p.tenant_id and r.run_id = p.run_id
  where s.tenant_id = $1 and s.signal_id = $2 and r.month <= s.latest_month
    -- A pack is both parties' to read: what commissioners do not see yet is in none, nor a judgement that they never will; of
    -- a signal that is the provider's alone for now, what they see when they see it, and of an early notice the pack is its own.
    and (s.level = 'earlyNotice' or p.commissioner_sees_from <= greatest(quorate_now(), s.commissioner_sees_from))
    and not exists (select 1 from signal_lead l join signal k on k.tenant_id = l.tenant_id and k.signal_id = l.signal_id
      where l.tenant_id = p.tenant_id and l.run_id = p.run_id and k.provider_organisation_id = p.provider_organisation_id
        and (l.commissioner_sees_from is null or l.commissioner_sees_from > quorate_now()))
  order by r.month, r.version`;

/** Every month of the provider as each run judged it: a month that was corrected stands beside what it replaced. */
export function readMonths({ query, tenantId, signal }: SignalSource): Promise<MonthRow[]> {
  return query<MonthRow>(MONTHS_SQL, [tenantId, signal.signalId]);
}

/** Each month as judged. */
export function monthsSection(rows: readonly MonthRow[]): PackSection {
  return tableOf(
    {
      name: 'months',
      title: 'Months as they were judged',
      about:
        'One row a month and run, from the judgement that opened the signal. A correction has the month judged again, and the later version stands beside the earlier. The score is a probability, 0 to 1; it is empty where there were not enough meetings to judge or the data had to be put right first.',
    },
    {
      month: { title: 'Month', cell: (row) => row.month.slice(0, 7) },
      version: { title: 'Version', cell: (row) => row.version },
      cause: { title: 'Why it was judged', cell: (row) => row.cause },
      score: { title: 'Score', cell: (row) => row.score },
      isFlagged: { title: 'Over the threshold', cell: (row) => row.isFlagged },
      standing: { title: 'Standing', cell: (row) => row.standing },
      level: { title: 'Level', cell: (row) => row.level },
      providersTested: { title: 'Providers judged in the run', cell: (row) => row.providersTested },
      expectedFalseShare: {
        title: 'Expected share of false signals among the open ones',
        cell: (row) => row.expectedFalseShare,
      },
      modelVersion: { title: 'Version of the model', cell: (row) => row.modelVersion },
      dataCut: { title: 'Read rows up to', cell: (row) => row.dataCut },
      rowsRead: { title: 'Rows read', cell: (row) => row.rowsRead },
      rowsHash: { title: 'SHA-256 of the rows read', cell: (row) => row.rowsHash },
      judgedAt: { title: 'Judged at', cell: (row) => row.finishedAt },
      runId: { title: 'Run', cell: (row) => row.runId },
    },
    rows,
  );
}

/** What of the provider's data had to be put right, run by run. */
export function dataQualitySection(rows: readonly MonthRow[], providerId: string): PackSection {
  const found = rows.flatMap((row) =>
    row.dataQuality.filter((finding) => finding.providerId === providerId).map((finding) => ({ ...finding, row })),
  );
  return tableOf(
    {
      name: 'dataQuality',
      title: 'What the data lacked',
      about: 'Gaps that the run found in the provider’s rows, so many of so many. No row means that it found none.',
    },
    {
      month: { title: 'Month', cell: ({ row }) => row.month.slice(0, 7) },
      version: { title: 'Version', cell: ({ row }) => row.version },
      kind: { title: 'Gap', cell: ({ kind }) => kind },
      count: { title: 'Rows', cell: ({ count }) => count },
      of: { title: 'Of', cell: ({ of }) => of },
    },
    found,
  );
}
