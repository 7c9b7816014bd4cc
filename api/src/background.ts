import type { INestApplicationContext } from '@nestjs/common';
import { DisputeAnswersService } from './attendance/disputes/dispute-answers.service.js';
import { EngagementCountsService } from './attendance/engagement-counts.service.js';
import { ReleaseService } from './attendance/release.service.js';
import { keepCheckpoint } from './audit/keep-checkpoint.js';
import { MeasuresService } from './indicators/measures/measures.service.js';
import { PublicationsService } from './indicators/publication/publications.service.js';
import { LeaversService } from './meetings/mdts/leavers.service.js';
import { SeriesWindow } from './meetings/series/series-window.js';
import { forgetOldKeys } from './messaging/forget-old-keys.js';
import { forgetOldMail } from './messaging/forget-old-mail.js';
import { OutboxRelay } from './messaging/outbox-relay.js';
import { tenantIds } from './messaging/tenant-ids.js';
import { AdviceDueDatesService } from './oversight/advice/advice-due-dates.service.js';
import { ConcernDatesService } from './oversight/concerns/concern-dates.service.js';
import { ReturnCalendarService } from './oversight/returns/return-calendar.service.js';
import { RunPlanService } from './oversight/runs/run-plan.service.js';
import { RunWorker } from './oversight/runs/run-worker.js';
import { CorrectionsService } from './oversight/signals/corrections.service.js';
import { DueDatesService } from './oversight/signals/due-dates.service.js';
import { UndertakingDueDatesService } from './oversight/undertakings/undertaking-due-dates.service.js';
import { PackSealer } from './packs/pack-sealer.js';
import { Clock } from './platform/clock.js';
import { Commands } from './platform/commands.js';
import { Database } from './platform/database.js';
import { Reads } from './platform/reads.js';
import { type ScheduledTask, startSchedule } from './platform/schedule.js';
import type { Settings } from './platform/settings.js';
import { SETTINGS } from './platform/settings-token.js';

const CHECKPOINT_MS = 5 * 60_000;

/**
 * Starts what a server does besides answering: mail, scheduled work, audit checkpoints. `report` is told of what failed;
 * each of them goes on. Resolves to the function that ends it all, with what was begun finished and a last checkpoint
 * kept; call it before the database is closed. The listener (`Live.start`) is the caller's to start and stop around it.
 */
export async function startBackground(
  app: INestApplicationContext,
  report: (cause: unknown) => void,
): Promise<() => Promise<void>> {
  const relay = app.get(OutboxRelay, { strict: false });
  const stopSchedule = await startSchedule(app.get(Database), tasksOf(app), report);
  try {
    await relay.start(report);
  } catch (cause) {
    await stopSchedule();
    throw cause;
  }
  const sealer = app.get(PackSealer, { strict: false });
  sealer.start(report);
  const runs = app.get(RunWorker, { strict: false });
  runs.start(report);
  const stopCheckpoints = startCheckpoints(app, report);
  return async () => {
    await Promise.all([stopSchedule(), relay.stop(), sealer.stop(), runs.stop()]);
    await stopCheckpoints();
  };
}

function tasksOf(app: INestApplicationContext): ScheduledTask[] {
  const [reads, commands] = [app.get(Reads), app.get(Commands)];
  const inEachTenant = (work: (tenantId: string) => Promise<unknown>) => async () => {
    for (const tenantId of await tenantIds(reads)) await work(tenantId);
  };
  const releases = app.get(ReleaseService, { strict: false });
  const leavers = app.get(LeaversService, { strict: false });
  const counts = app.get(EngagementCountsService, { strict: false });
  const disputes = app.get(DisputeAnswersService, { strict: false });
  const corrections = app.get(CorrectionsService, { strict: false });
  const dueDates = app.get(DueDatesService, { strict: false });
  const undertakings = app.get(UndertakingDueDatesService, { strict: false });
  const concernDates = app.get(ConcernDatesService, { strict: false });
  const advice = app.get(AdviceDueDatesService, { strict: false });
  const window = app.get(SeriesWindow, { strict: false });
  const publications = app.get(PublicationsService, { strict: false });
  const measures = app.get(MeasuresService, { strict: false });
  const runPlan = app.get(RunPlanService, { strict: false });
  const returns = app.get(ReturnCalendarService, { strict: false });
  return [
    {
      name: 'plan-detection-runs',
      cron: '20 3 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => runPlan.plan(id)),
    },
    {
      name: 'carry-on-series',
      cron: '15 2 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => window.carryOn(id)),
    },
    {
      name: 'mark-unanswered-releases',
      cron: '*/10 * * * *',
      run: inEachTenant((id) => releases.markUnansweredReleases(id)),
    },
    {
      name: 'count-unrecorded-meetings',
      cron: '5 * * * *',
      run: inEachTenant((id) => counts.countUnrecordedMeetings(id)),
    },
    {
      name: 'empty-seats-of-leavers',
      cron: '10 1 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => leavers.emptySeatsOfLeavers(id)),
    },
    {
      name: 'follow-returns',
      cron: '10 6 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => returns.followMonths(id)),
    },
    {
      name: 'publish-engagement',
      cron: '40 3 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => publications.publishDue(id)),
    },
    {
      name: 'count-and-publish-measures',
      cron: '50 3 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => measures.countAndPublish(id)),
    },
    // Soon, since who corrected a register looks for what comes of it.
    { name: 'follow-corrections', cron: '* * * * *', run: inEachTenant((id) => corrections.followCorrections(id)) },
    {
      name: 'follow-disputes',
      cron: '*/10 * * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => disputes.followDisputes(id)),
    },
    {
      name: 'follow-signals',
      cron: '*/10 * * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => dueDates.followTime(id)),
    },
    {
      name: 'remind-of-undertakings',
      cron: '20 6 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => undertakings.remind(id)),
    },
    {
      name: 'follow-concerns',
      cron: '*/10 * * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => concernDates.followTime(id)),
    },
    {
      name: 'tell-of-late-advice',
      cron: '30 6 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => advice.tellLate(id)),
    },
    { name: 'forget-old-keys', cron: '25 * * * *', run: inEachTenant((id) => forgetOldKeys(commands, reads, id)) },
    {
      name: 'forget-old-mail',
      cron: '35 2 * * *',
      isDueAtStart: true,
      run: inEachTenant((id) => forgetOldMail(commands, reads, id)),
    },
  ];
}

/** Each server keeps its own file, so this is a timer and not a scheduled task, which one instance of many would run. */
function startCheckpoints(app: INestApplicationContext, report: (cause: unknown) => void): () => Promise<void> {
  const settings = app.get<Settings>(SETTINGS);
  const keep = () =>
    keepCheckpoint(app.get(Database), settings.dataDirectory, app.get(Clock).now()).then(() => undefined, report);
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(keep);
  }, CHECKPOINT_MS);
  return () => {
    clearInterval(timer);
    return last.then(keep);
  };
}
