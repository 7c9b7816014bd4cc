import { Inject, Injectable } from '@nestjs/common';
import { checkRules, completeRegime, MONTH_LEVELS, REGIME_2015, type RegulatoryRegime } from '@quorate/libs/signals';
import { addWorkingDays, ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { OneAtATime } from '../../platform/one-at-a-time.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { DetectionService, type DryMonth } from '../detection.service.js';
import { monthsBack, previousMonth } from '../months.js';
import { type GivenValue, ruleValues, withThresholds } from './rule-values.js';
import { shownWords } from './rule-words.js';
import type { DryRunMonth, RulesDryRun, RuleVersion } from './rules.graphql.js';

const MOST_VERSIONS = 50;
const YEAR_MONTHS = 12;

interface VisibleSignal {
  readonly providerId: string;
  readonly openedMonth: string;
  readonly latestMonth: string;
}

interface StoredVersion extends Omit<RuleVersion, 'thresholds' | 'times' | 'words'> {
  readonly body: RegulatoryRegime;
}

/** The versions of the rules, and rules tried on the months of the last year. */
@Injectable()
export class RulesReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DetectionService) private readonly detection: DetectionService,
    @Inject(OneAtATime) private readonly oneAtATime: OneAtATime,
  ) {}

  /** Newest first; the rules as shipped where none are stored yet. */
  async versions(viewer: Viewer): Promise<RuleVersion[]> {
    const stored = await this.reads.rows<StoredVersion>(viewer, {
      name: 'rule-versions',
      text: `select g.regime_id as id, g.code, g.version, g.in_force_from::text as "inForceFrom", g.reason, g.issued_at as "issuedAt", g.body,
               g.regime_id = (select i.regime_id from regulatory_regime i where i.tenant_id = $1 and i.in_force_from <= $2
                 order by i.in_force_from desc, i.version desc limit 1) as "isInForce"
             from regulatory_regime g where g.tenant_id = $1 order by g.version desc limit $3`,
      values: [viewer.tenantId, this.today(), MOST_VERSIONS],
    });
    const versions = stored.length > 0 ? stored : [this.shipped()];
    return versions.map(({ body, ...version }) => ({
      ...version,
      ...ruleValues(completeRegime(body)),
      words: shownWords(body),
    }));
  }

  /**
   * What the newest rules with some thresholds changed would have said of the last twelve complete months. One at a time in
   * a tenant, since it takes seconds of a core. A provider is named in months of a signal about it that the viewer sees, and
   * only counted otherwise; months that providers see first are left out, since with few flags a count tells whose it is, and
   * its mean the score. Null for an organisation that does not commission.
   */
  async dryRun(viewer: Viewer, given: readonly GivenValue[]): Promise<RulesDryRun | null> {
    if (!(await this.commissions(viewer))) return null;
    const newest = await this.newest(viewer);
    const thresholds = withThresholds(newest.thresholds, given);
    const problems = thresholds
      ? checkRules({ thresholds, times: newest.times }).map(({ code, message }) => ({ path: code, message }))
      : [{ path: '', message: 'There is no rule of this name.' }];
    if (!thresholds || problems.length > 0) return { isBusy: false, problems, months: [] };
    const last = await this.lastShown(
      viewer,
      previousMonth(`${this.today().slice(0, 7)}-01`),
      newest.times.providerFirst,
    );
    const first = monthsBack(last, YEAR_MONTHS - 1);
    const done = await this.oneAtATime.run(`dry run ${viewer.tenantId}`, () =>
      this.detection.dryRun(viewer.tenantId, { first, last }, thresholds),
    );
    if (!done) return { isBusy: true, problems, months: [] };
    const [names, visible] = await Promise.all([this.names(viewer), this.visibleSignals(viewer)]);
    return { isBusy: false, problems, months: done.result.map((month) => monthOf(month, names, visible)) };
  }

  /** The last complete month that was judged so long ago that no provider sees it first; of a tenant without runs the last one. */
  private async lastShown(viewer: Viewer, complete: string, providerFirst: number): Promise<string> {
    const judged = await this.reads.rows<{ month: string; on: string }>(viewer, {
      name: 'months-first-judged',
      // In the demo the months before the first run count as judged on their own day, as signals of them do.
      text: `select d.month::text as month, (case when d.cause = 'history' and t.is_demo then d.month + interval '1 month'
               else d.finished_at at time zone 'Europe/London' end)::date::text as on
             from detection_run d join tenant t on t.tenant_id = d.tenant_id
             where d.tenant_id = $1 and d.version = 1 and d.month <= $2 order by d.month desc limit $3`,
      values: [viewer.tenantId, complete, YEAR_MONTHS],
    });
    const seen = judged.find(({ on }) => addWorkingDays(on, providerFirst, ENGLAND_BANK_HOLIDAYS) <= this.today());
    const oldest = judged.at(-1);
    return seen?.month ?? (oldest ? previousMonth(oldest.month) : complete);
  }

  private async commissions(viewer: Viewer): Promise<boolean> {
    const [acting] = await this.reads.rows<{ commissions: boolean }>(viewer, {
      name: 'acting-commissions',
      text: 'select quorate_commissions() as commissions',
      values: [],
    });
    return acting?.commissions ?? false;
  }

  /** Those that the viewer's wall shows: none within its provider's lead time, and no early notice. */
  private visibleSignals(viewer: Viewer): Promise<VisibleSignal[]> {
    return this.reads.rows<VisibleSignal>(viewer, {
      name: 'signals-that-may-be-named',
      text: `select provider_organisation_id as "providerId", opened_month::text as "openedMonth", latest_month::text as "latestMonth"
             from signal_now where tenant_id = $1 and level <> 'earlyNotice'`,
      values: [viewer.tenantId],
    });
  }

  private async newest(viewer: Viewer): Promise<RegulatoryRegime> {
    const [newest] = await this.reads.rows<{ body: RegulatoryRegime }>(viewer, {
      name: 'newest-rules',
      text: 'select body from regulatory_regime where tenant_id = $1 order by version desc limit 1',
      values: [viewer.tenantId],
    });
    return completeRegime(newest?.body ?? REGIME_2015);
  }

  private async names(viewer: Viewer): Promise<ReadonlyMap<string, string>> {
    const rows = await this.reads.rows<{ id: string; name: string }>(viewer, {
      name: 'names-of-organisations',
      text: 'select organisation_id as id, name from organisation where tenant_id = $1',
      values: [viewer.tenantId],
    });
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private shipped(): StoredVersion {
    const { code, version, inForceFrom } = REGIME_2015;
    const issuedAt = new Date(`${inForceFrom}T00:00:00Z`);
    return { id: code, code, version, inForceFrom, reason: 'As shipped', issuedAt, isInForce: true, body: REGIME_2015 };
  }

  private today(): string {
    return toLondon(this.clock.now().toISOString()).date;
  }
}

function monthOf(
  { month, providers, providersTested, expectedFalseShare }: DryMonth,
  names: ReadonlyMap<string, string>,
  visible: readonly VisibleSignal[],
): DryRunMonth {
  const signals = providers.filter(({ isFlagged }) => isFlagged);
  const known = new Set(
    visible
      .filter(({ openedMonth, latestMonth }) => openedMonth <= month && month <= latestMonth)
      .map(({ providerId }) => providerId),
  );
  const named = signals
    .filter(({ providerId }) => known.has(providerId))
    .map(({ providerId, level, score }) => ({
      providerId,
      providerName: names.get(providerId) ?? '',
      level,
      score: score ?? 0,
    }));
  return {
    month,
    providersTested,
    notJudged: providers.length - providersTested,
    earlyNotices: providers.filter(({ level }) => level === 'earlyNotice').length,
    signals: signals.length,
    expectedFalseShare,
    providers: named.sort((a, b) => MONTH_LEVELS.indexOf(b.level) - MONTH_LEVELS.indexOf(a.level) || b.score - a.score),
  };
}
