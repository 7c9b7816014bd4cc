import { expect } from '@jest/globals';
import type { Viewer } from '../../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting, type SeatKey } from '../../../testkit/arrange-meeting.js';
import type { TestApp } from '../../../testkit/test-app.js';
import { RegisterReads } from '../../register.reads.js';
import { RegisterService } from '../../register.service.js';
import { StrikesService } from '../strikes.service.js';

type Answer = Record<string, unknown> & { readonly __typename: string };

const DAY = '2026-11-24';
export const DOCTORS = { roleCodes: ['geriatrician'], firstDay: DAY, lastDay: DAY };
export const SOURCE = { sourceTitle: 'Strike of hospital doctors', sourceUrl: 'https://www.example.org/strike' };

/** What the seats of a held meeting count as without a strike, and with one of the geriatrician's role. */
export const LOST = { geriatrician: 'lost', dischargeNurse: 'lost', matron: 'lost', gp: 'tookPart' };
export const OUT = { ...LOST, geriatrician: 'excludedStructural by strike day' };

/** What tests of strikes do: record and confirm, hold meetings, see what seats count as. */
export function strikeDesk(t: TestApp) {
  const service = t.app.get(StrikesService, { strict: false });
  const priya = t.economy.viewer('careCoordinator');
  const record = async (by: Viewer, over: object = {}) =>
    (await service.record(by, { ...DOCTORS, ...SOURCE, ...over })) as unknown as Answer;
  const mark = async (m: ArrangedMeeting, marks: Partial<Record<SeatKey, object>>) => {
    const register = await t.app.get(RegisterReads).register(priya, m.meetingId);
    const entries = Object.entries(marks).map(([key, more]) => {
      const seatId = m.seats[key as SeatKey];
      const version = register?.seats.find((seat) => seat.seatId === seatId)?.version ?? 0;
      return { seatId, expectedSeatVersion: version, ...more };
    });
    const result = await t.app
      .get(RegisterService)
      .recordAttendance(priya, { meetingId: m.meetingId, entries, correctionReason: 'As told afterwards' });
    expect(result.__typename).toBe('RegisterSaved');
  };
  return {
    service,
    record,
    mark,
    recorded: async (by: Viewer, over: object = {}) => {
      const answer = await record(by, over);
      expect(answer).toMatchObject({ __typename: 'StrikeChanged' });
      return String(answer.strikeId);
    },
    confirm: (by: Viewer, strikeId: string, expectedVersion = 1) => service.confirm(by, { strikeId, expectedVersion }),
    withdraw: (by: Viewer, strikeId: string, expectedVersion = 1) =>
      service.withdraw(by, { strikeId, expectedVersion, reason: 'It was called off' }),
    /** The geriatrician absent for a reason of Northgate's, the discharge nurse and the matron absent too, the GP there. */
    held: async (startsAt?: string) => {
      const m = await arrangeMeeting(t, startsAt ? { startsAt, sentAt: '2026-05-01T09:00:00Z' } : {});
      await mark(m, {
        geriatrician: { outcome: 'apologies', reasonCode: 'noCover' },
        dischargeNurse: { outcome: 'absentNoNotice' },
        matron: { outcome: 'apologies', reasonCode: 'workload' },
        gp: { outcome: 'attended', mode: 'inPerson' },
      });
      return m;
    },
    countsOf: async (m: ArrangedMeeting) => {
      const rows = await t.db.sql<{ seat_id: string; count_class: string; is_strike_day: boolean }>(
        t.economy.tenantId,
        'select seat_id, count_class, is_strike_day from attendance_count where meeting_id = $1',
        [m.meetingId],
      );
      const of = (key: SeatKey) => {
        const row = rows.find(({ seat_id }) => seat_id === m.seats[key]);
        return row?.is_strike_day ? `${row.count_class} by strike day` : row?.count_class;
      };
      return {
        geriatrician: of('geriatrician'),
        dischargeNurse: of('dischargeNurse'),
        matron: of('matron'),
        gp: of('gp'),
      };
    },
    clear: async () => {
      const admin = await t.db.superuser();
      await admin.query(
        'truncate strike, detection_run, detection_request, mdt_meeting, outbox_message, attendance_count, attendance_evidence, engagement_by_mdt, engagement_by_provider cascade',
      );
      await admin.end();
    },
  };
}
