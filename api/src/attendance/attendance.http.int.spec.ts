import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionsService } from '../identity/sessions.service.js';
import { newId } from '../platform/ids.js';
import type { Viewer } from '../platform/viewer.js';
import { arrangeMeeting } from '../testkit/arrange-meeting.js';
import { listen } from '../testkit/http-browser.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';

interface Answer {
  readonly data: Record<string, Record<string, unknown> | null>;
  readonly errors?: readonly { readonly message: string }[];
}

describe('attendance over HTTP', () => {
  let t: TestApp;
  let url: string;

  beforeAll(async () => {
    t = await startTestApp();
    url = `${await listen(t.app)}/graphql`;
  });
  afterAll(() => t.stop());

  const ask = async (viewer: Viewer, query: string, variables: object): Promise<Answer> => {
    const { tenantId, accountId } = viewer;
    const session = await t.app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: 1 });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${session?.token}`,
        'idempotency-key': newId(),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };

  it('answers a mark with the register as it stands, and a refusal with what stands in its way', async () => {
    const m = await arrangeMeeting(t, { replies: { gp: 'declined' } });
    const record = `mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) { __typename
      ... on RegisterSaved { registerVersion register { registerVersion quorum { isQuorate } seats { seatId version response mark { outcome reasonCode } } } }
      ... on RegisterChangedByOther { message changes { version markedBy } current { registerVersion } } } }`;
    const mark = (outcome: string, reasonCode: string | null) =>
      ask(t.economy.viewer('careCoordinator'), record, {
        input: {
          meetingId: m.meetingId,
          entries: [{ seatId: m.seats.gp, expectedSeatVersion: 0, outcome, reasonCode }],
        },
      });
    const first = await mark('APOLOGIES', 'NO_COVER');
    expect(first.errors).toBeUndefined();
    expect(first.data.recordAttendance).toMatchObject({
      __typename: 'RegisterSaved',
      register: { registerVersion: 1 },
    });
    expect(JSON.stringify(first.data)).toContain(
      '"response":"DECLINED","mark":{"outcome":"APOLOGIES","reasonCode":"NO_COVER"}',
    );
    expect((await mark('ABSENT_NO_NOTICE', null)).data.recordAttendance).toMatchObject({
      __typename: 'RegisterChangedByOther',
      changes: [{ version: 1 }],
      current: { registerVersion: 1 },
    });
  });

  it('carries a release request from the person to the manager and back', async () => {
    const m = await arrangeMeeting(t, { startsAt: '2026-12-01T13:00:00.000Z' });
    const asked = await ask(
      t.economy.viewer('clinician', 'northgate'),
      'mutation ($input: RequestReleaseInput!) { requestRelease(input: $input) { __typename ... on ReleaseRequested { managersTold release { id version state dueOn } } } }',
      { input: { invitationId: m.invitations.geriatrician } },
    );
    expect(asked.data.requestRelease).toMatchObject({
      managersTold: 1,
      release: { state: 'REQUESTED', dueOn: '2026-11-30' },
    });
    const queue = await ask(
      t.economy.viewer('providerManager', 'northgate'),
      '{ releaseQueue(state: WAITING) { waiting items { id version personName cover { name } } } }',
      {},
    );
    const [item] = (queue.data.releaseQueue?.items ?? []) as { id: string; version: number }[];
    const answered = await ask(
      t.economy.viewer('providerManager', 'northgate'),
      'mutation ($input: AnswerReleaseInput!) { answerRelease(input: $input) { __typename ... on ReleasesAnswered { releases { state reasonCode } } } }',
      {
        input: { releaseRequestId: item?.id, expectedVersion: item?.version, answer: 'REFUSE', reasonCode: 'NO_COVER' },
      },
    );
    expect(answered.data.answerRelease).toEqual({
      __typename: 'ReleasesAnswered',
      releases: [{ state: 'REFUSED', reasonCode: 'NO_COVER' }],
    });
  });

  it('links a release mail to the address listened on, also where the port was left to the machine', async () => {
    const m = await arrangeMeeting(t, { startsAt: '2026-12-02T13:00:00.000Z' });
    await ask(
      t.economy.viewer('careCoordinator'),
      'mutation ($input: RequestReleaseInput!) { requestRelease(input: $input) { __typename } }',
      { input: { invitationId: m.invitations.geriatrician } },
    );
    const [mail] = await t.db.sql<{ body_text: string }>(
      t.economy.tenantId,
      `select body_text from outbox_message where meeting_id = $1 and kind = 'releaseRequested'`,
      [m.meetingId],
    );
    expect(mail?.body_text).toContain(`http://localhost:${new URL(url).port}/releases?request=`);
  });

  it('tells a commissioner nothing of a register', async () => {
    const m = await arrangeMeeting(t);
    const query = 'query ($id: ID!) { register(meetingId: $id) { mdtName } }';
    expect((await ask(t.economy.viewer('commissioner'), query, { id: m.meetingId })).data?.register ?? null).toBeNull();
    expect((await ask(t.economy.viewer('careCoordinator'), query, { id: newId() })).data.register).toBeNull();
  });
});
