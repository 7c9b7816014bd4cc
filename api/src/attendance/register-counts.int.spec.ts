import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Viewer } from '../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../testkit/arrange-meeting.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';
import { RegisterReads } from './register.reads.js';
import { RegisterService } from './register.service.js';

describe('how many came to a meeting that was held', () => {
  let t: TestApp;
  let held: ArrangedMeeting;
  let coming: ArrangedMeeting;

  beforeAll(async () => {
    t = await startTestApp();
    held = await arrangeMeeting(t);
    coming = await arrangeMeeting(t, { startsAt: '2026-12-08T09:00:00.000Z' });
    t.clock.setNow(TEST_NOW);
    await mark('matron', { outcome: 'attended', mode: 'inPerson' });
    await mark('geriatrician', { outcome: 'attendedPart', mode: 'remote', minutes: 20 });
    await mark('dischargeNurse', { outcome: 'apologies', reasonCode: 'workload' });
  });
  afterAll(() => t.stop());

  const mark = (key: SeatKey, entry: object) =>
    t.app.get(RegisterService).recordAttendance(t.economy.viewer('careCoordinator'), {
      meetingId: held.meetingId,
      entries: [{ seatId: held.seats[key], expectedSeatVersion: 0, ...entry }],
    });
  const counts = (viewer: Viewer, ids = [held.meetingId, coming.meetingId]) =>
    t.app.get(RegisterReads).counts(viewer, ids);

  it('counts holders and deputies, for a part too, and says what is not recorded; a coming meeting has no count', async () => {
    expect(await counts(t.economy.viewer('careCoordinator'))).toEqual([
      { meetingId: held.meetingId, came: 2, of: 5, notRecorded: 2, isOwnStaff: false },
    ]);
    expect(await counts(t.economy.viewer('clinician'))).toMatchObject([{ came: 2, of: 5 }]);
  });

  it('counts for a manager the own staff alone', async () => {
    expect(await counts(t.economy.viewer('providerManager', 'northgate'))).toEqual([
      { meetingId: held.meetingId, came: 1, of: 2, notRecorded: 0, isOwnStaff: true },
    ]);
  });

  it('tells nobody else: no other host, commissioner, administrator or tenant', async () => {
    for (const viewer of [
      t.economy.viewer('careCoordinator', 'northgate'),
      t.economy.viewer('commissioner', 'icb'),
      t.economy.viewer('administrator'),
      t.economy.stranger('careCoordinator'),
      t.economy.stranger('clinician'),
    ])
      expect(await counts(viewer)).toEqual([]);
  });
});
