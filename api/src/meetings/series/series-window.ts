import { Inject, Injectable } from '@nestjs/common';
import { addDays, ENGLAND_BANK_HOLIDAYS_COVER, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { bookDates, moveWindow } from './series.service.js';
import { planDatesUpTo } from './series-plan.js';
import { lockSeries, ruleOf } from './series-rows.js';

/** The rolling window: each night the series without a last date get the meetings that have come within reach. */
@Injectable()
export class SeriesWindow {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Job: books every open-ended series of an active MDT for as many weeks as were chosen when it was planned. Bank holidays and dates on which a person
   * or the room is taken are left out, each with its reason on the MDT's page. One transaction a series, behind the
   * locks that planning takes, so it may run twice, on two servers at once, or be killed. Returns how many meetings it
   * made.
   */
  async carryOn(tenantId: string): Promise<number> {
    let made = 0;
    for (const seriesId of await this.due(tenantId)) {
      made += await this.commands.runJob(tenantId, 'carryOnSeries', (tx) => carryOnOne(tx, seriesId));
    }
    return made;
  }

  /** Series with a date of theirs between the end of their window and the end of today's. */
  private async due(tenantId: string): Promise<string[]> {
    const now = this.clock.now();
    const rows = await this.reads.rowsFor<StoredRule>(jobSession(tenantId), {
      name: 'series-to-carry-on',
      text: `select s.series_id as "seriesId", s.frequency, s.weekday, s.week_of_month as "weekOfMonth", s.start_time as "startTime",
               s.duration_minutes as "durationMinutes", s.from_date::text as "fromDate", s.until_date::text as "untilDate",
               s.planned_through::text as "plannedThrough", s.weeks_ahead as "weeksAhead"
             from mdt_series s join mdt d on d.tenant_id = s.tenant_id and d.mdt_id = s.mdt_id
             where s.tenant_id = $1 and s.until_date is null and s.planned_through < $2::date + s.weeks_ahead * 7 - 1 and d.status = 'active'
             order by s.series_id`,
      values: [tenantId, toLondon(now.toISOString()).date],
    });
    return rows.filter((row) => !isEmpty(datesOf(row, now))).map((row) => row.seriesId);
  }
}

type StoredRule = Parameters<typeof ruleOf>[0] & {
  readonly seriesId: string;
  readonly plannedThrough: string;
  readonly weeksAhead: number;
};

/** The first day that is not booked yet; never after the last whose bank holidays are known. */
function windowEnd(weeksAhead: number, now: Date): string {
  const end = addDays(toLondon(now.toISOString()).date, weeksAhead * 7);
  const known = addDays(ENGLAND_BANK_HOLIDAYS_COVER.until, 1);
  return end < known ? end : known;
}

function datesOf(series: Omit<StoredRule, 'seriesId'>, now: Date) {
  return planDatesUpTo(ruleOf(series), addDays(series.plannedThrough, 1), windowEnd(series.weeksAhead, now), now);
}

function isEmpty({ meetings, skipped }: ReturnType<typeof datesOf>): boolean {
  return meetings.length === 0 && skipped.length === 0;
}

/** Looks again behind the lock: another server, or the co-ordinator, may have been here since. */
async function carryOnOne(tx: Transaction, seriesId: string): Promise<number> {
  const series = await lockSeries(tx, seriesId);
  const [mdt] = await tx.query<{ hostOrganisationId: string; status: string }>(
    'select host_organisation_id as "hostOrganisationId", status from mdt where tenant_id = $1 and mdt_id = $2 for update',
    [tx.tenantId, series.mdtId],
  );
  const dates = datesOf(series, tx.now);
  const isDue = series.untilDate === null && mdt?.status === 'active' && !isEmpty(dates);
  if (!mdt || !isDue) {
    tx.audit({ entity: 'MdtSeries', entityId: seriesId, detail: { mdtId: series.mdtId, meetings: 0, skipped: 0 } });
    return 0;
  }
  await moveWindow(tx, series, dates.plannedThrough);
  const common = { ...series, hostOrganisationId: mdt.hostOrganisationId };
  return (await bookDates(tx, null, common, ruleOf(series), dates)).meetingIds.length;
}
