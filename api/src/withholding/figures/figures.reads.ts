import { Inject, Injectable } from '@nestjs/common';
import {
  EvidenceBook,
  type FiguredRow,
  type FigureNumber,
  figuredRows,
  figuresFrom,
  isBehind,
  REGIME_2015,
  type SetAsideReason,
} from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import { ROW_DISPUTE } from '../../attendance/disputes/row-dispute.js';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { EVIDENCE_COLUMNS, evidenceRowOf, IS_NEWEST_AT_CUT, type StoredEvidence } from '../evidence.reads.js';
import { REGIME_IN_FORCE, type StoredRegime } from '../regimes.js';
import type { SignalFigures } from './figures.graphql.js';
import { figuresView, isPersonal, type StoredFigures } from './figures-view.js';
import type { OwnMonth } from './own-month.graphql.js';
import type { SignalRows } from './signal-rows.graphql.js';
import { choicesOf, narrowed, placeAfter, type RowNames, type RowsFilter, signalRowOf } from './signal-rows.js';
import type { SignalRules } from './signal-rules.graphql.js';

const ROWS_AT_MOST = 500;

export interface RowsPage extends RowsFilter {
  readonly first: number;
  readonly after: string | null;
}

/**
 * The figures of a signal and the rows behind them, for whom the wall of `signal` shows it to: the provider's manager, and
 * commissioners once it is theirs to see. Numbers are those stored with the run, rows those of its data cut.
 */
@Injectable()
export class FiguresReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null where the signal is not the viewer's to see, or not there. */
  async figures(viewer: Viewer, signalId: string): Promise<SignalFigures | null> {
    const stored = await this.stored(viewer, signalId);
    return stored && figuresView(stored, isOwn(viewer, stored));
  }

  /** The same; and null for rows that would tell of somebody's leave to another than their employer. */
  async rows(viewer: Viewer, signalId: string, number: FigureNumber, page: RowsPage): Promise<SignalRows | null> {
    const stored = await this.stored(viewer, signalId);
    if (!stored || (isPersonalNumber(number) && !isOwn(viewer, stored))) return null;
    const behind = await this.behind(viewer, stored, number);
    const left = narrowed(behind, page);
    const from = placeAfter(page.after);
    const to = from + Math.min(Math.max(1, page.first), ROWS_AT_MOST);
    const names = await this.namesOf(viewer, behind, isOwn(viewer, stored));
    return {
      signalId,
      providerName: stored.provider_name,
      number,
      count: behind.length,
      total: left.length,
      isNamed: names.staff !== null,
      ...choicesOf(behind, names),
      rows: left.slice(from, to).map((row) => signalRowOf(row, names)),
      endCursor: to < left.length ? String(to) : null,
    };
  }

  /** The rules in force on the day; as the product ships them where the tenant has none of its own yet. */
  async rules(viewer: Viewer): Promise<SignalRules> {
    const [stored] = await this.reads.rows<StoredRegime>(viewer, {
      name: 'signal-rules',
      text: REGIME_IN_FORCE,
      values: [viewer.tenantId, toLondon(this.clock.now().toISOString()).date],
    });
    const { thresholds, times, ...regime } = stored?.regime ?? REGIME_2015;
    return { ...regime, ...thresholds, providerFirst: times.providerFirst, reply: times.reply };
  }

  /** The viewer's own provider month by month, newest first, each as it was judged last. */
  ownMonths(viewer: Viewer): Promise<OwnMonth[]> {
    return this.reads.rows<OwnMonth>(viewer, {
      name: 'own-months',
      text: `select to_char(m.month, 'YYYY-MM') as month, m.standing, m.level, (m.figures ->> 'crossRows')::int as "crossRows", m.figures -> 'power' as power,
               (g.body #>> '{thresholds,leastCrossRows}')::int as "leastCrossRows",
               coalesce((select json_agg(json_build_object('kind', f ->> 'finding', 'count', (f ->> 'count')::int, 'of', (f ->> 'of')::int))
                 from jsonb_array_elements(m.reasons) f where f ->> 'kind' = 'dataFirst'), '[]') as "toMend"
             from provider_month m
             join detection_run r on r.tenant_id = m.tenant_id and r.run_id = m.run_id
             join regulatory_regime g on g.tenant_id = r.tenant_id and g.regime_id = r.regime_id
             where m.tenant_id = $1 and m.provider_organisation_id = quorate_organisation()
               and not exists (select 1 from detection_run later where later.tenant_id = r.tenant_id and later.month = r.month and later.version > r.version)
             order by m.month desc limit 36`,
      values: [viewer.tenantId],
    });
  }

  private async stored(viewer: Viewer, signalId: string): Promise<StoredFigures | null> {
    const [stored] = await this.reads.rows<StoredFigures>(viewer, {
      name: 'signal-figures',
      text: `select s.signal_id, s.provider_organisation_id as provider_id, o.name as provider_name, to_char(r.month, 'YYYY-MM') as month, r.version,
               r.model_version, r.data_cut::text, r.providers_tested, r.expected_false_share, m.figures, g.body as regime,
               case m.figures #>> '{scope,kind}' when 'role' then coalesce(pr.name, m.figures #>> '{scope,code}') when 'host' then h.name end as scope_name
             from signal_now s
             join provider_month m on m.tenant_id = s.tenant_id and m.run_id = s.latest_run_id and m.provider_organisation_id = s.provider_organisation_id
             join detection_run r on r.tenant_id = s.tenant_id and r.run_id = s.latest_run_id
             join regulatory_regime g on g.tenant_id = s.tenant_id and g.regime_id = s.regime_id
             join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
             left join professional_role pr on pr.tenant_id = s.tenant_id and pr.role_code = m.figures #>> '{scope,code}'
             left join organisation h on h.tenant_id = s.tenant_id and h.organisation_id::text = m.figures #>> '{scope,code}'
             where s.tenant_id = $1 and s.signal_id = $2 and case when $3 then quorate_commissions() else s.provider_organisation_id = quorate_organisation() end`,
      values: [viewer.tenantId, signalId, viewer.role === 'commissioner'],
    });
    return stored ?? null;
  }

  /** Newest first, as many as the stored number says. */
  private async behind(viewer: Viewer, stored: StoredFigures, number: FigureNumber): Promise<FiguredRow[]> {
    const { figures, provider_id: providerId } = stored;
    const rows = await this.reads.rows<StoredEvidence>(viewer, {
      name: 'signal-evidence',
      text: `select ${EVIDENCE_COLUMNS} from attendance_evidence e
             where e.tenant_id = $1 and e.evidence_no <= $2 and e.provider_organisation_id = $3 and e.meeting_date >= $4 and e.meeting_date < $5
               and not e.is_gone and ${IS_NEWEST_AT_CUT}`,
      values: [viewer.tenantId, stored.data_cut, providerId, figuresFrom(figures.asOf), figures.asOf],
    });
    const about = { providerId, scope: figures.scope, since: figures.since, asOf: figures.asOf };
    return figuredRows(new EvidenceBook(rows.map(evidenceRowOf)), about)
      .filter((row) => isBehind(number, row))
      .reverse();
  }

  private async namesOf(viewer: Viewer, rows: readonly FiguredRow[], isNamed: boolean): Promise<RowNames> {
    const distinct = (of: (row: FiguredRow) => string | null) => [...new Set(rows.flatMap((row) => of(row) ?? []))];
    const found = await this.reads.rows<{ kind: string; id: string; name: string }>(viewer, {
      name: 'signal-row-names',
      text: `select 'mdt' as kind, mdt_id::text as id, name from mdt where tenant_id = $1 and mdt_id = any($2)
             union all select 'organisation', organisation_id::text, name from organisation where tenant_id = $1 and organisation_id = any($3)
             union all select 'role', role_code, name from professional_role where tenant_id = $1 and role_code = any($4)
             union all select 'staff', practitioner_id::text, name from practitioner where tenant_id = $1 and practitioner_id = any($5)
             union all select 'dispute', d.meeting_id || '_' || d.seat_id, ${ROW_DISPUTE} from attendance_dispute d
               where d.tenant_id = $1 and d.state = 'waiting' and d.meeting_id = any($6)`,
      values: [
        viewer.tenantId,
        distinct(({ row }) => row.mdtId),
        distinct(({ row }) => row.hostId),
        distinct(({ row }) => row.roleCode),
        isNamed ? distinct(({ row }) => row.practitionerId) : [],
        distinct(({ row }) => row.meetingId),
      ],
    });
    const of = (kind: string) =>
      new Map(found.filter((name) => name.kind === kind).map(({ id, name }) => [id, name] as const));
    return {
      mdts: of('mdt'),
      organisations: of('organisation'),
      roles: of('role'),
      staff: isNamed ? of('staff') : null,
      disputes: of('dispute'),
    };
  }
}

/** The provider's own manager, to whom its staff are named. */
function isOwn({ role, organisationId }: Viewer, stored: StoredFigures): boolean {
  return role === 'providerManager' && organisationId === stored.provider_id;
}

function isPersonalNumber(number: FigureNumber): boolean {
  const [part, what] = number.split('.');
  return part === 'setAside' && isPersonal(what as SetAsideReason);
}
