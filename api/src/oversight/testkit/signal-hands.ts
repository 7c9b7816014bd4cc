import type { Viewer } from '../../platform/viewer.js';
import { arrangeMeeting } from '../../testkit/arrange-meeting.js';
import { TEST_NOW, type TestApp } from '../../testkit/test-app.js';
import { DueDatesService } from '../signals/due-dates.service.js';
import { PointDecisionsService } from '../signals/point-decisions.service.js';
import { RepliesService } from '../signals/replies.service.js';
import type { SignalInfo } from '../signals/signal.graphql.js';
import { SignalReads } from '../signals/signal.reads.js';
import { StagesService } from '../signals/stages.service.js';
import { addColleague, arrangeEvidence } from './arrange-parties.js';
import { arrangeRun } from './arrange-run.js';
import { forgetSignals } from './forget-signals.js';

/** An instant after the lead time of a signal that opened at TEST_NOW. */
export const AFTER_LEAD = '2026-12-08T09:00:00.000Z';

export type Answer = Record<string, unknown> & { readonly __typename: string; readonly code?: string };

/** Those who have to do with the signal, and a meeting at which a seat of its provider stood empty. */
export interface Parties {
  readonly manager: Viewer;
  readonly commissioner: Viewer;
  readonly second: Viewer;
  readonly host: Viewer;
  readonly meeting: { readonly meetingId: string; readonly seatId: string };
}

/** One open signal about Northgate, an alert of TEST_NOW, and what people do with it. */
export function signalHands(app: () => TestApp) {
  let parties: Parties | null = null;
  const known = () => {
    if (!parties) throw new Error('Nobody has gathered yet.');
    return parties;
  };
  const sql = <Row extends object>(text: string) => app().db.sql<Row>(app().economy.tenantId, text);

  async function gather(): Promise<Parties> {
    const t = app();
    const commissioner = t.economy.viewer('commissioner', 'icb');
    const past = await arrangeMeeting(t, { startsAt: '2026-11-10T09:00:00.000Z', requiredRoles: ['geriatrician'] });
    parties = {
      manager: t.economy.viewer('providerManager', 'northgate'),
      commissioner,
      second: await addColleague(t, commissioner),
      host: t.economy.viewer('careCoordinator'),
      meeting: { meetingId: past.meetingId, seatId: String(past.seats.geriatrician) },
    };
    return parties;
  }

  async function open(): Promise<void> {
    const t = app();
    t.clock.setNow(TEST_NOW);
    await forgetSignals(t);
    await arrangeEvidence(t, known().meeting, { recordedBy: known().host.accountId });
    await arrangeRun(t, '2026-10-01', [{ providerId: t.economy.organisations.northgate, level: 'alert', score: 0.93 }]);
    await time();
  }

  const service = <T>(type: new (...parts: never[]) => T) => app().app.get<T>(type as never, { strict: false });
  const time = () => service(DueDatesService).followTime(app().economy.tenantId);
  const signalId = async () => String((await sql<{ id: string }>('select signal_id as id from signal'))[0]?.id);
  const version = async () => Number((await sql<{ v: number }>('select lock_version as v from signal'))[0]?.v);
  const fact = () => ({
    kind: 'fact',
    words: 'She was there.',
    evidence: 'The minutes say so.',
    rows: [known().meeting],
  });

  async function read(viewer: Viewer): Promise<SignalInfo> {
    const signal = await service(SignalReads).signal(viewer, await signalId());
    if (!signal) throw new Error('The signal is not there for this viewer.');
    return signal;
  }

  const move = async (viewer: Viewer, event: string, more: object = {}) =>
    (await service(StagesService).moveSignal(viewer, {
      signalId: await signalId(),
      expectedVersion: await version(),
      event,
      reason: 'Because',
      ...more,
    })) as unknown as Answer;

  const reply = async (viewer: Viewer, points: readonly object[] = [fact()], draftVersion = 0) =>
    (await service(RepliesService).sendReply(viewer, {
      signalId: await signalId(),
      draftVersion,
      summary: 'We see it otherwise.',
      points,
    })) as unknown as Answer;

  const decide = async (viewer: Viewer, over: object = {}) => {
    const [point] = await sql<{ id: string }>('select point_id as id from signal_reply_point order by point_no');
    return (await service(PointDecisionsService).decidePoint(viewer, {
      pointId: point?.id,
      decision: 'upheld',
      reason: 'The minutes name her.',
      correction: 'Attended, in person.',
      ...over,
    })) as unknown as Answer;
  };

  /** Nobody acts until the provider's time to reply is over. */
  async function withCommissioner(): Promise<void> {
    app().clock.setNow('2026-12-02T09:00:00.000Z');
    await time();
    app().clock.setNow('2026-12-17T09:00:00.000Z');
    await time();
  }

  const kinds = async () => (await read(known().manager)).steps.map(({ kind }) => kind);

  return {
    gather,
    open,
    service,
    time,
    signalId,
    version,
    fact,
    read,
    move,
    reply,
    decide,
    withCommissioner,
    kinds,
  };
}
