import { randomUUID } from 'node:crypto';
import { type MonthLevel, type ParticipationMonth, REGIME_2015, type RegulatoryRegime } from '@quorate/libs/signals';
import { Commands } from '../../platform/commands.js';
import type { TestApp } from '../../testkit/test-app.js';
import { SignalsService } from '../signals/signals.service.js';

/** How one provider stood, for a run made by hand. */
export interface ArrangedMonth {
  readonly providerId: string;
  readonly level: MonthLevel;
  /** Null where it was not judged. */
  readonly score: number | null;
  readonly since?: string;
  /** Seats month by month; none unless told. */
  readonly months?: readonly ParticipationMonth[];
}

const NO_OBSERVED = { atRisk: 40, tookPart: 15, expected: 34, expectedLow: 30, expectedHigh: 38 };
const LEAVE_OUT = { holds: true, leastExcess: 11, excess: 19 };
const BURDEN = { medianNoticeDays: 14, shareOutsideOfficeHours: 0, medianTravelMinutes: 20 };

/** The rules in force, written once. */
async function arrangeRegime(t: TestApp): Promise<string> {
  const { tenantId } = t.economy;
  const [found] = await t.db.sql<{ id: string }>(
    tenantId,
    'select regime_id as id from regulatory_regime where tenant_id = $1',
    [tenantId],
  );
  if (found) return found.id;
  const id = randomUUID();
  const body: RegulatoryRegime = REGIME_2015;
  await t.db.sql(
    tenantId,
    `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_at)
     values ($1,$2,$3,1,$4,$5,'First rules','2020-01-01')`,
    [tenantId, id, body.code, body.inForceFrom, body],
  );
  return id;
}

/** A run of a month with what it found, and what follows for signals. Returns the run's id. */
export async function arrangeRun(
  t: TestApp,
  month: string,
  found: readonly ArrangedMonth[],
  options: { readonly cause?: string; readonly follow?: boolean } = {},
): Promise<string> {
  const { tenantId } = t.economy;
  const [runId, regimeId] = [randomUUID(), await arrangeRegime(t)];
  const [{ version } = { version: 1 }] = await t.db.sql<{ version: number }>(
    tenantId,
    'select coalesce(max(version), 0) + 1 as version from detection_run where tenant_id = $1 and month = $2',
    [tenantId, month],
  );
  await t.db.sql(
    tenantId,
    `insert into detection_run (tenant_id, run_id, month, version, cause, model_version, regime_id, parameters, data_cut, rows_read, rows_hash, providers_tested, data_quality, started_at, finished_at)
     values ($1,$2,$3,$4,$5,'1',$6,'{}',0,0,'\\x00',1,'[]',$7,$7)`,
    [
      tenantId,
      runId,
      month,
      version,
      options.cause ?? (version === 1 ? 'monthly' : 'correction'),
      regimeId,
      t.clock.now(),
    ],
  );
  for (const { providerId, level, score, since = month, months = [] } of found) {
    await t.db.sql(
      tenantId,
      `insert into provider_month (tenant_id, run_id, provider_organisation_id, month, score, is_flagged, standing, level, figures, reasons, commissioner_sees_from)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'[]',$10)`,
      [
        tenantId,
        runId,
        providerId,
        month,
        score,
        level !== 'none',
        score === null ? 'notEnough' : 'judged',
        level,
        figures(since, months),
        // What follows says from when; where nothing does, both parties see it at once.
        options.follow === false ? t.clock.now() : 'infinity',
      ],
    );
  }
  if (options.follow !== false) await followRun(t, runId);
  return runId;
}

/** What the monthly job does after the run stands. */
export function followRun(t: TestApp, runId: string): Promise<void> {
  return t.app.get(Commands).runJob(t.economy.tenantId, 'test', (tx) => {
    tx.audit({ entity: 'DetectionRun', entityId: runId });
    return t.app.get(SignalsService, { strict: false }).follow(tx, runId);
  });
}

function figures(since: string, months: readonly ParticipationMonth[]): object {
  return {
    crossRows: 40,
    scope: { kind: 'all', code: null },
    since,
    asOf: since,
    elsewhere: NO_OBSERVED,
    ownSites: NO_OBSERVED,
    breadth: { people: 6, peopleWithLoss: 5, mdts: 4, mdtsWithLoss: 3, months: 5, monthsWithLoss: 4 },
    withoutOnePerson: LEAVE_OUT,
    withoutOneMdt: LEAVE_OUT,
    burden: { provider: BURDEN, others: BURDEN },
    impact: { discussedWithoutSeat: 9, deferredSeatAbsent: 2, discussedAgain: 2, medianWaitDays: 14, ages: [] },
    shows: {},
    reasons: { provider: 10, host: 2, personal: 3, structural: 4, none: 6 },
    releases: { asked: 0, granted: 0, grantedWithCover: 0, refused: 0, unanswered: 0, medianDaysToAnswer: null },
    setAside: {},
    months,
    power: null,
  };
}
