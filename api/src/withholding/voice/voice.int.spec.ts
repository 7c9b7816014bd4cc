import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterService } from '../../attendance/register.service.js';
import { AuditReads } from '../../audit/audit.reads.js';
import { addColleague } from '../../oversight/testkit/arrange-parties.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { type ArrangedMeeting, arrangeMeeting } from '../../testkit/arrange-meeting.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import { arrangeSignal } from '../testkit/arrange-signal.js';
import { statedDays, statementsBefore } from './statement-counts.js';
import { VoiceReads } from './voice.reads.js';
import { VoiceService } from './voice.service.js';

const NO_FILTER = { from: null, to: null, operation: null, kind: null, login: null, entity: null, outcome: null };
const WORDS = 'My ward manager said the clinic comes first';

describe('what staff say in private', () => {
  let t: TestApp;
  let service: VoiceService;
  let reads: VoiceReads;
  let past: ArrangedMeeting;
  let signalId: string;

  beforeAll(async () => {
    t = await startTestApp();
    service = t.app.get(VoiceService);
    reads = t.app.get(VoiceReads);
    past = await arrangeMeeting(t, { startsAt: '2026-11-17T09:00:00.000Z' });
    ({ signalId } = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-10T00:00:00Z' }));
  });
  afterAll(() => t.stop());

  const geriatrician = () => t.economy.viewer('clinician', 'northgate');
  const manager = () => t.economy.viewer('providerManager', 'northgate');
  const lead = (organisation: 'icb' | 'northgate' | 'riverside' = 'icb') =>
    t.economy.viewer('informationGovernanceLead', organisation);
  const state = (meetingId: string, viewer: Viewer = geriatrician(), words: string | null = WORDS) =>
    service.stateNotReleased(viewer, { meetingId, words });
  // The table itself behind a viewer's wall: what no read of ours may show either.
  const rowsSeenBy = (viewer: Viewer) =>
    t.app.get(Reads).rows<{ words: string }>(viewer, {
      name: 'all-statements-of-a-test',
      text: 'select words from staff_statement where tenant_id = $1',
      values: [viewer.tenantId],
    });
  const record = async ({ meetingId, seats }: ArrangedMeeting, outcome: string, expectedSeatVersion: number) => {
    const host = t.economy.viewer('careCoordinator', meetingId === past.meetingId ? 'riverside' : 'northgate');
    const entry = { seatId: seats.geriatrician, outcome, mode: outcome === 'attended' ? 'remote' : null };
    const answer = await t.app.get(RegisterService).recordAttendance(host, {
      meetingId,
      entries: [{ ...entry, expectedSeatVersion }],
      correctionReason: expectedSeatVersion > 0 ? 'Was not there' : null,
    });
    expect(answer).toMatchObject({ __typename: 'RegisterSaved' });
  };
  const power = (more: object = {}) => ({
    providerId: t.economy.organisations.northgate,
    from: '2026-01-01',
    to: '2026-11-30',
    power: 'Section 64 of the Health and Social Care Act 2008',
    authority: 'Care Quality Commission',
    ...more,
  });

  it('is kept for the author, who can change its words and take it back', async () => {
    expect(await state(past.meetingId)).toMatchObject({ __typename: 'StatementSaved', statement: { words: WORDS } });
    expect(await state(past.meetingId, geriatrician(), 'Told me no')).toMatchObject({
      statement: { words: 'Told me no' },
    });
    expect(await reads.statements(geriatrician())).toHaveLength(1);
    expect(await reads.voice(geriatrician(), past.meetingId)).toMatchObject({
      employerName: 'Northgate Acute NHS Trust',
      mayState: true,
      toldFrom: 5,
      statement: { words: 'Told me no', isNamed: false, openings: [] },
    });
    expect(await service.withdrawStatement(geriatrician(), { meetingId: past.meetingId })).toMatchObject({
      statement: null,
    });
    expect(await reads.statements(geriatrician())).toEqual([]);
    expect(await service.withdrawStatement(geriatrician(), { meetingId: past.meetingId })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
  });

  it('is refused for a meeting that has not begun, one that oneself was not invited to, and other roles', async () => {
    const coming = await arrangeMeeting(t, { startsAt: '2026-12-08T09:00:00.000Z' });
    expect(await state(coming.meetingId)).toMatchObject({ code: 'INVALID_INPUT' });
    const cancelled = await arrangeMeeting(t, { startsAt: '2026-11-03T09:00:00.000Z', status: 'cancelled' });
    expect(await state(cancelled.meetingId)).toMatchObject({ code: 'NOT_PERMITTED' });
    const without = await arrangeMeeting(t, { startsAt: '2026-11-02T09:00:00.000Z', vacant: ['geriatrician'] });
    expect(await state(without.meetingId)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await reads.voice(geriatrician(), without.meetingId)).toBeNull();
    for (const viewer of [manager(), t.economy.viewer('careCoordinator'), t.economy.stranger('clinician')])
      expect(await state(past.meetingId, viewer)).toMatchObject({ code: 'NOT_PERMITTED' });
  });

  it('is in no row that anybody else can read, whatever statement they could send', async () => {
    await state(past.meetingId);
    expect(await rowsSeenBy(geriatrician())).toEqual([{ words: WORDS }]);
    for (const viewer of [
      manager(),
      lead(),
      lead('northgate'),
      t.economy.viewer('careCoordinator'),
      t.economy.viewer('commissioner', 'icb'),
      t.economy.viewer('administrator', 'icb'),
      t.economy.viewer('clinician', 'riverside'),
      t.economy.stranger('informationGovernanceLead'),
    ])
      expect(await rowsSeenBy(viewer)).toEqual([]);
    expect(await reads.named(manager(), signalId)).toEqual([]);
  });

  it('is on no screen of the audit trail, and names no meeting in it', async () => {
    const stored = await t.db.sql<{ operation: string; text: string }>(
      t.economy.tenantId,
      `select operation, entity_id || detail::text as text from audit_event where tenant_id = $1 and operation in ('stateNotReleased','withdrawStatement','nameStatement')`,
      [t.economy.tenantId],
    );
    expect(stored.length).toBeGreaterThan(3);
    expect(stored.filter(({ text }) => text.includes(past.meetingId))).toEqual([]);
    for (const viewer of [manager(), lead(), lead('northgate'), t.economy.viewer('administrator', 'northgate')]) {
      const { events } = await t.app.get(AuditReads).events(viewer, { first: 100 });
      expect(events.filter(({ operation }) => /Statement|NotReleased/.test(operation))).toEqual([]);
      const asked = await t.app
        .get(AuditReads)
        .events(viewer, { first: 100, filter: { ...NO_FILTER, operation: 'stateNotReleased' } });
      expect(asked.events).toEqual([]);
    }
  });

  it('is shown to the employer and commissioners once the author puts their name to it, until they take it off', async () => {
    await state(past.meetingId);
    await service.nameStatement(geriatrician(), { meetingId: past.meetingId, isNamed: true });
    const commissioner = t.economy.viewer('commissioner', 'icb');
    for (const viewer of [manager(), commissioner])
      expect(await reads.named(viewer, signalId)).toMatchObject([{ staffName: 'Dr Tom Keane', words: WORDS }]);
    expect(await reads.named(t.economy.viewer('providerManager', 'riverside'), signalId)).toEqual([]);
    await service.nameStatement(geriatrician(), { meetingId: past.meetingId, isNamed: false });
    expect(await reads.named(manager(), signalId)).toEqual([]);
    expect(await reads.named(commissioner, signalId)).toEqual([]);
  });

  it('is told to runs as numbers of people only, from five on, in steps of five', async () => {
    const read = async () => {
      const query = async <T extends object>(text: string, values: readonly unknown[]) =>
        t.db.sql<T>(t.economy.tenantId, text, values);
      return statedDays(query, t.economy.tenantId, '2026-01-01', '2026-12-01');
    };
    const own = await arrangeMeeting(t, { startsAt: '2026-11-16T09:00:00.000Z', host: 'northgate' });
    await state(own.meetingId);
    await record(own, 'absentNoNotice', 0);
    // Nothing is counted of a meeting at the employer's own site, nor of one that the register does not have as lost.
    expect(await read()).toEqual([]);
    await record(past, 'attended', 0);
    expect(await read()).toEqual([]);
    await record(past, 'absentNoNotice', 1);
    const days = await read();
    expect(days).toEqual([
      {
        providerId: t.economy.organisations.northgate,
        practitionerId: t.economy.practitioners.geriatrician,
        date: '2026-11-17',
      },
    ]);
    const of = (people: number) =>
      Array.from({ length: people }, (_, i) => ({
        ...days[0],
        practitionerId: `p${i % 9}`,
        date: '2026-11-17',
      })) as typeof days;
    const told = (stated: typeof days, since = '2026-10-01', asOf = '2026-12-01') =>
      statementsBefore(stated, asOf, 5)(t.economy.organisations.northgate, since);
    expect(told(of(4))).toBeNull();
    expect(told(of(9))).toBe(5);
    // Eighteen statements of nine people are nine people.
    expect(told(of(18))).toBe(5);
    expect(told(of(9), '2026-11-18')).toBeNull();
    expect(told(of(9), '2026-10-01', '2026-11-17')).toBeNull();
  });

  it('is opened by a legal power only for a commissioning organisation’s lead, and the author is told', async () => {
    await state(past.meetingId);
    for (const viewer of [lead('northgate'), lead('riverside'), manager(), t.economy.viewer('commissioner', 'icb')])
      expect(await service.openStatements(viewer, power())).toMatchObject({ code: 'NOT_PERMITTED' });
    expect(await service.openStatements(lead(), power({ power: ' ' }))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await rowsSeenBy(lead())).toEqual([]);
    const opened = await service.openStatements(lead(), power({ from: '2026-11-17' }));
    expect(opened).toMatchObject({ statements: [{ staffName: 'Dr Tom Keane', date: '2026-11-17', words: WORDS }] });
    expect(await rowsSeenBy(lead())).toEqual([{ words: WORDS }]);
    expect(await rowsSeenBy(manager())).toEqual([]);
    const voice = await reads.voice(geriatrician(), past.meetingId);
    expect(voice?.statement?.openings).toMatchObject([
      { authority: 'Care Quality Commission', power: 'Section 64 of the Health and Social Care Act 2008' },
    ]);
    const [event] = await t.db.sql<{ detail: object }>(
      t.economy.tenantId,
      `select detail from audit_event where tenant_id = $1 and operation = 'openStatements' and outcome = 'done' order by seq desc limit 1`,
      [t.economy.tenantId],
    );
    expect(event?.detail).toMatchObject({ from: '2026-11-17', to: '2026-11-30', areAuthorsTold: true });
  });

  it('tells the author nothing of an opening that the law forbids to tell', async () => {
    await service.openStatements(lead(), power({ notToldBecause: 'Section 49, prejudice to an inquiry' }));
    const voice = await reads.voice(geriatrician(), past.meetingId);
    expect(voice?.statement?.openings.map(({ openedAt }) => openedAt)).toHaveLength(1);
  });

  it('cannot be withdrawn or named by somebody else', async () => {
    await state(past.meetingId);
    const matron = t.economy.viewer('clinician', 'riverside');
    for (const answer of [
      await service.withdrawStatement(matron, { meetingId: past.meetingId }),
      await service.nameStatement(matron, { meetingId: past.meetingId, isNamed: true }),
    ])
      expect(answer).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await reads.voice(geriatrician(), past.meetingId))?.statement).toMatchObject({ isNamed: false });
  });

  it('is not there for a second login that the employer opens for the same member of staff', async () => {
    await state(past.meetingId);
    const spy = await addColleague(t, geriatrician(), { as: t.economy.practitioners.geriatrician });
    expect(await rowsSeenBy(spy)).toEqual([]);
    expect((await reads.voice(spy, past.meetingId))?.statement).toBeNull();
    expect(await reads.statements(spy)).toEqual([]);
    expect(await service.withdrawStatement(spy, { meetingId: past.meetingId })).toMatchObject({
      code: 'NOT_PERMITTED',
    });
    // Nor does writing one tell of it: theirs stands beside it, and is of no further person.
    expect(await state(past.meetingId, spy, 'Mine')).toMatchObject({ statement: { words: 'Mine' } });
    expect((await reads.voice(geriatrician(), past.meetingId))?.statement?.words).toBe(WORDS);
  });

  it('is opened by no lead who works for the employer too, in another role or as a member of its staff', async () => {
    for (const beside of [
      { alsoAt: t.economy.organisations.northgate },
      { as: t.economy.practitioners.dischargeNurse },
    ])
      expect(await service.openStatements(await addColleague(t, lead(), beside), power())).toMatchObject({
        code: 'NOT_PERMITTED',
      });
  });
});
