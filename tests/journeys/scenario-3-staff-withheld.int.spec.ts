import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Live } from '../../api/src/platform/live.js';
import { HttpBrowser, listen } from '../../api/src/testkit/http-browser.js';
import { startTestApp, type TestApp } from '../../api/src/testkit/test-app.js';
import { testServers } from '../../api/src/testkit/test-database.js';
import { HOST, HOST_ROLES, type ImportedSystem, importSystem, PROVIDER, PROVIDER_ROLES } from './imported-system.js';
import { PersonAtWork } from './person-at-work.js';

const MEETING = 'query M($id: ID!) { meeting(id: $id) { replies { id roleCode response source lockVersion } } }';
const REGISTER =
  'query R($id: ID!) { register(meetingId: $id) { registerVersion seats { seatId roleCode version mark { outcome recordedBy } } quorum { isQuorate seatsFilled } } }';
const OWN_FIGURES =
  'query E { engagement { providers { organisationId ownSites { tookPart counted } otherSites { tookPart counted } } } }';

interface Seat {
  readonly seatId: string;
  readonly roleCode: string;
  readonly version: number;
  readonly mark: { readonly outcome: string; readonly recordedBy: string } | null;
}

describe.each(testServers())('scenario 3, staff withheld from meetings at other sites, on $name', (server) => {
  let t: TestApp;
  let origin: string;
  let system: ImportedSystem;

  beforeAll(async () => {
    t = await startTestApp({}, server);
    origin = await listen(t.app);
    await t.app.get(Live).start();
    system = await importSystem(t, origin);
  }, 60_000);
  afterAll(async () => {
    await t.app.get(Live).stop();
    await t.stop();
  });

  it('goes from an imported directory to engagement that shows it, and no other tenant sees any of it', async () => {
    const lin = await PersonAtWork.signIn(origin, 'lin');
    expect(await lin.ask('{ viewer { name acting { roleName organisation { name } } } }')).toMatchObject({
      name: 'Scenario lin',
      acting: { roleName: 'Care co-ordinator', organisation: { name: expect.stringMatching(/northgate/i) } },
    });

    const { mdtId, meetingId } = await plan(lin);
    const people = await list(lin, meetingId);
    await lin.act('sendInvitations', { meetingId }, 'InvitationsSent', 'people');
    await reply(lin, meetingId);
    await askForRelease(lin, meetingId);

    t.clock.setNow('2026-12-08T13:05:00.000Z');
    const before = await figures();
    await markTogether(meetingId);
    const after = await figures();

    expect(before).toEqual({ tookPart: 0, counted: 0 });
    expect(after).toEqual({ tookPart: 1, counted: 3 });
    await nobodyElsewhereSees({ mdtId, meetingId, people });
  }, 120_000);

  /** An MDT that meets every other Tuesday, once at another site, with three seats of its host and three of the other provider. */
  async function plan(lin: PersonAtWork): Promise<{ mdtId: string; meetingId: string }> {
    const found = await lin.ask<{ items: { id: string; name: string }[] }>(
      'query O($filter: OrganisationFilterInput) { organisations(filter: $filter) { items { id name } } }',
      { filter: { text: 'riverside' } },
    );
    const providerId = system.organisations.get(PROVIDER);
    expect(found.items.map(({ id }) => id)).toContain(providerId);
    const seat = (roleCode: string, providerOrganisationId: string | undefined) => ({
      roleCode,
      providerOrganisationId,
      kind: 'CORE',
      countsForQuorum: true,
      holderPractitionerId: system.staff[roleCode],
    });
    const { mdtId } = await lin.act<{ mdtId: string }>(
      'createMdt',
      {
        name: 'Northgate frailty MDT',
        purpose: 'Who can go home, and with what',
        minimumSeats: 3,
        requiredRoles: ['geriatrician'],
        minimumNoticeWorkingDays: 5,
        seats: [
          ...HOST_ROLES.map((role) => seat(role, system.organisations.get(HOST))),
          ...PROVIDER_ROLES.map((role) => seat(role, providerId)),
        ],
      },
      'MdtSaved',
      'mdtId',
    );
    const { meetingIds } = await lin.act<{ meetingIds: string[] }>(
      'planSeries',
      {
        mdtId,
        frequency: 'FORTNIGHTLY',
        weekday: 2,
        startTime: '13:00',
        durationMinutes: 60,
        from: '2026-12-08',
        weeksAhead: 8,
        siteId: system.sites.usual,
      },
      'SeriesPlanned',
      'meetingIds',
    );
    expect(meetingIds).toHaveLength(4);
    await meetElsewhere(lin, meetingIds);
    return { mdtId, meetingId: String(meetingIds[0]) };
  }

  /** The second meeting alone takes place at the other site. */
  async function meetElsewhere(lin: PersonAtWork, meetingIds: readonly string[]): Promise<void> {
    const siteOf = (id: string | undefined) =>
      lin.ask<{ lockVersion: number; site: { id: string } }>(
        'query M($id: ID!) { meeting(id: $id) { lockVersion site { id } } }',
        { id },
      );
    const meetingId = meetingIds[1];
    const { lockVersion: expectedVersion } = await siteOf(meetingId);
    const siteId = system.sites.other;
    await lin.act('editMeeting', { meetingId, scope: 'ONE', expectedVersion, siteId }, 'MeetingsChanged');
    const sites = await Promise.all(meetingIds.map(async (id) => (await siteOf(id)).site.id));
    const { usual, other } = system.sites;
    expect(sites).toEqual([usual, other, usual, usual]);
  }

  async function list(lin: PersonAtWork, meetingId: string): Promise<string[]> {
    const names = ['Quillfeather', 'Ravensbourne'];
    for (const [at, familyName] of names.entries()) {
      const { patientId } = await lin.act<{ patientId: string }>(
        'registerPatient',
        {
          nhsNumber: ['9990000018', '9990000026'][at],
          familyName,
          givenName: 'Joan',
          dateOfBirth: `193${at}-04-02`,
          reason: 'Referred by the ward',
        },
        'PatientRegistered',
        'patientId',
      );
      await lin.act('listCase', { meetingId, patientId, question: 'Can she go home on Friday?' }, 'CaseListed');
    }
    const listed = await lin.ask<{ cases: { person: { familyName: string } }[] }>(
      'query C($id: ID!) { caseList(meetingId: $id) { ... on CaseList { cases { person { familyName } } } } }',
      { id: meetingId },
    );
    expect(listed.cases.map(({ person }) => person.familyName)).toEqual(names);
    return names;
  }

  /** The matron opens the link in her mail, which changes nothing, and answers on the page, which does. */
  async function reply(lin: PersonAtWork, meetingId: string): Promise<void> {
    const { messages } = await lin.ask<{ messages: { id: string; recipientName: string }[] }>(
      '{ outbox(first: 50) { messages { id recipientName kind } } }',
    );
    const mailId = messages.find(({ recipientName }) => recipientName === 'Scenario communityMatron')?.id;
    const mail = await lin.ask<{ text: string }>('query L($id: ID!) { mail(id: $id) { text } }', { id: mailId });
    for (const name of ['Quillfeather', 'Ravensbourne', '999000']) expect(mail.text).not.toContain(name);
    const path = /\/reply\/[\w.~-]+/.exec(mail.text)?.[0] ?? '';
    const matron = new HttpBrowser(origin);
    const replyOf = async () => {
      const { replies } = await lin.ask<{ replies: { roleCode: string }[] }>(MEETING, { id: meetingId });
      return replies.find(({ roleCode }) => roleCode === 'communityMatron');
    };
    const unanswered = await replyOf();
    const page = await matron.get(`${path}?answer=accept`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(unanswered).toMatchObject({ response: 'NEEDS_ACTION' });
    expect(await replyOf()).toEqual(unanswered);

    const invitation = /name="invitation" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const sent = await matron.submit(path, { answer: 'accept', invitation });
    expect(sent.status).toBe(303);
    expect(await replyOf()).toMatchObject({ response: 'ACCEPTED', source: 'LINK' });
  }

  /** Two are asked for; the manager of the other provider grants one and keeps the other. */
  async function askForRelease(lin: PersonAtWork, meetingId: string): Promise<void> {
    const { replies } = await lin.ask<{ replies: { id: string; roleCode: string }[] }>(MEETING, { id: meetingId });
    for (const role of ['geriatrician', 'dischargeNurse']) {
      const invitationId = replies.find(({ roleCode }) => roleCode === role)?.id;
      const { managersTold } = await lin.act<{ managersTold: number }>(
        'requestRelease',
        { invitationId, note: 'Needed for two people' },
        'ReleaseRequested',
        'managersTold',
      );
      expect(managersTold).toBe(1);
    }
    const mo = await PersonAtWork.signIn(origin, 'mo');
    const queue = '{ releaseQueue(state: WAITING) { waiting items { id personName version isOwnSite } } }';
    const { items } = await mo.ask<{
      items: { id: string; personName: string; version: number; isOwnSite: boolean }[];
    }>(queue);
    expect(items.map(({ isOwnSite }) => isOwnSite)).toEqual([false, false]);
    for (const { id, personName, version } of items) {
      const isGranted = personName === 'Scenario geriatrician';
      const answer = isGranted
        ? { answer: 'GRANT' }
        : { answer: 'REFUSE', reasonCode: 'NO_PROTECTED_TIME', note: 'Not for meetings elsewhere' };
      await mo.act('answerRelease', { releaseRequestId: id, expectedVersion: version, ...answer }, 'ReleasesAnswered');
    }
    expect(await mo.ask(queue)).toMatchObject({ waiting: 0 });
    const seen = await lin.ask<{ personName: string; state: string }[]>(
      'query S($id: ID!) { meetingReleases(meetingId: $id) { personName state } }',
      { id: meetingId },
    );
    expect(seen.map(({ personName, state }) => `${personName} ${state}`).sort()).toEqual([
      'Scenario dischargeNurse REFUSED',
      'Scenario geriatrician GRANTED',
    ]);
  }

  /** Two co-ordinators with the register open: each sees the other's marks within a second, and none is lost. */
  async function markTogether(meetingId: string): Promise<void> {
    const [lin, kit] = await Promise.all(['lin', 'kit'].map((login) => PersonAtWork.signIn(origin, login)));
    if (!lin || !kit) throw new Error('Two are needed.');
    const { seats } = await lin.ask<{ seats: Seat[] }>(REGISTER, { id: meetingId });
    const entry = (role: string, outcome: string, more: object = {}) => ({
      seatId: seats.find(({ roleCode }) => roleCode === role)?.seatId,
      outcome,
      expectedSeatVersion: 0,
      ...more,
    });
    const mark = (person: PersonAtWork, entries: object[]) =>
      person.act('recordAttendance', { meetingId, entries }, 'RegisterSaved');
    const watching = kit.watch('subscription W($id: ID!) { registerChanged(meetingId: $id) { registerVersion } }', {
      id: meetingId,
    });
    const first = (await watching.next()) as { registerChanged: { registerVersion: number } };
    const next = watching.next();
    const marked = performance.now();
    await mark(lin, [entry('geriatrician', 'ATTENDED', { mode: 'REMOTE' })]);
    const second = (await next) as { registerChanged: { registerVersion: number } };
    expect(performance.now() - marked).toBeLessThan(1_000);
    expect(second.registerChanged.registerVersion).toBeGreaterThan(first.registerChanged.registerVersion);
    const seen = await kit.ask<{ seats: Seat[] }>(REGISTER, { id: meetingId });
    expect(seen.seats.find(({ roleCode }) => roleCode === 'geriatrician')?.mark).toEqual({
      outcome: 'ATTENDED',
      recordedBy: 'Scenario lin',
    });

    await Promise.all([
      mark(kit, [
        entry('dischargeNurse', 'APOLOGIES', { reasonCode: 'RELEASE_REFUSED' }),
        entry('pharmacist', 'ABSENT_NO_NOTICE'),
      ]),
      mark(
        lin,
        HOST_ROLES.map((role) => entry(role, 'ATTENDED', { mode: 'IN_PERSON' })),
      ),
    ]);
    watching.stop();
    const all = await kit.ask<{ seats: Seat[]; quorum: object }>(REGISTER, { id: meetingId });
    expect(all.seats.filter(({ mark: made }) => made === null)).toEqual([]);
    expect(all.quorum).toEqual({ isQuorate: true, seatsFilled: 4 });
  }

  /** The provider's seats at meetings of others, as its own manager sees them. */
  async function figures(): Promise<object | undefined> {
    const mo = await PersonAtWork.signIn(origin, 'mo');
    const { providers } = await mo.ask<{ providers: { organisationId: string; otherSites: object }[] }>(OWN_FIGURES);
    return (
      providers.find(({ organisationId }) => organisationId === system.organisations.get(PROVIDER))?.otherSites ?? {
        tookPart: 0,
        counted: 0,
      }
    );
  }

  async function nobodyElsewhereSees(made: {
    mdtId: string;
    meetingId: string;
    people: readonly string[];
  }): Promise<void> {
    for (const role of ['careCoordinator', 'clinician', 'providerManager', 'commissioner', 'administrator'] as const) {
      const stranger = await PersonAtWork.signIn(origin, t.economy.stranger(role).login);
      const answers = await Promise.all([
        stranger.textOf('{ mdts(first: 100) { items { id name } } }'),
        stranger.textOf('query M($id: ID!) { mdt(id: $id) { name } }', { id: made.mdtId }),
        stranger.textOf(MEETING, { id: made.meetingId }),
        stranger.textOf(REGISTER, { id: made.meetingId }),
        stranger.textOf(
          'query C($id: ID!) { caseList(meetingId: $id) { __typename ... on CaseList { cases { id } } } }',
          { id: made.meetingId },
        ),
        stranger.textOf('{ people(input: { text: "Quillfeather" }) { people { familyName } } }'),
        stranger.textOf('{ releaseQueue(state: ANSWERED) { items { personName } } }'),
        stranger.textOf('{ organisations { items { name } } }'),
        stranger.textOf(OWN_FIGURES),
        stranger.textOf('{ outbox { messages { recipientName subject } } }'),
      ]);
      for (const trace of [
        ...made.people,
        'Northgate frailty',
        'Scenario',
        'RIVERSIDE',
        'Riverside Hospitals',
        made.mdtId,
        made.meetingId,
      ])
        expect(answers.filter((answer) => answer.includes(trace))).toEqual([]);
    }
  }
});
