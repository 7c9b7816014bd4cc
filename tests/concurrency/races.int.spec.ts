import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionsService } from '../../api/src/identity/sessions.service.js';
import { MdtService } from '../../api/src/meetings/mdts/mdt.service.js';
import { SeatsService } from '../../api/src/meetings/mdts/seats.service.js';
import { MeetingsService } from '../../api/src/meetings/meetings.service.js';
import { HttpBrowser, listen } from '../../api/src/testkit/http-browser.js';
import { ROLE_CODES } from '../../api/src/testkit/small-economy.js';
import { startTestApp, type TestApp } from '../../api/src/testkit/test-app.js';
import { testServers } from '../../api/src/testkit/test-database.js';

const CONTENDERS = 20;
const ROUNDS = 5;

describe.each(testServers())('at the same time, on $name', (server) => {
  let t: TestApp;
  let mdtIds: string[];

  beforeAll(async () => {
    t = await startTestApp({}, server);
    mdtIds = [];
    for (let made = 0; made < CONTENDERS; made += 1) mdtIds.push(await addMdt(`Contender ${made}`));
  }, 120_000);
  afterAll(() => t.stop());

  /** An MDT with one seat, held by the geriatrician whom everybody wants. */
  async function addMdt(name: string): Promise<string> {
    const { organisations, practitioners } = t.economy;
    const saved = await t.app.get(MdtService).createMdt(t.economy.viewer('careCoordinator'), {
      name,
      purpose: 'To be wanted by many',
      minimumSeats: 1,
      seats: [
        {
          roleCode: ROLE_CODES.geriatrician,
          providerOrganisationId: organisations.northgate,
          kind: 'core',
          countsForQuorum: true,
          holderPractitionerId: practitioners.geriatrician,
        },
      ],
    });
    if (!('mdtId' in saved)) throw new Error(`No MDT: ${JSON.stringify(saved)}`);
    return saved.mdtId;
  }

  async function race(round: number, place: object): Promise<string[]> {
    const results = await Promise.all(
      mdtIds.map((mdtId, contender) =>
        t.app.get(MeetingsService).addExtraordinaryMeeting(t.economy.viewer('careCoordinator'), {
          mdtId,
          date: `2027-02-${String(round + 1).padStart(2, '0')}`,
          // Not all the same hour: each overlaps every other.
          startTime: `10:${String(contender).padStart(2, '0')}`,
          durationMinutes: 60,
          ...place,
        }),
      ),
    );
    return results.map(({ __typename }) => __typename);
  }

  it('twenty want one person for overlapping hours: one of them gets her, the others are told of the clash', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const typenames = await race(round, {});
      expect(typenames.filter((name) => name === 'Clashes')).toHaveLength(CONTENDERS - 1);
    }
    const overlaps = await t.db.sql(
      t.economy.tenantId,
      `select 1 from practitioner_booking a join practitioner_booking b on b.tenant_id = a.tenant_id and b.practitioner_id = a.practitioner_id
         and b.meeting_id > a.meeting_id and a.during && b.during`,
    );
    expect(overlaps).toEqual([]);
    const meetings = await t.db.sql(t.economy.tenantId, `select 1 from mdt_meeting where status = 'booked'`);
    expect(meetings).toHaveLength(ROUNDS);
  }, 120_000);

  it('twenty want one room for seats that nobody holds: one of them gets it', async () => {
    await t.db.sql(t.economy.tenantId, 'update mdt_seat set holder_practitioner_id = null');
    const { rooms, sites } = t.economy;
    const typenames = await race(20, { siteId: sites.riverside, roomId: rooms.riverside });
    expect(typenames.filter((name) => name === 'Clashes')).toHaveLength(CONTENDERS - 1);
  }, 120_000);

  it('one intent is sent eight times over HTTP with one key: done once, with one answer', async () => {
    const browser = new HttpBrowser(await listen(t.app));
    const { tenantId, accountId } = t.economy.viewer('careCoordinator');
    const session = await t.app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: 1 });
    const names = Array.from({ length: 10 }, (_, at) => `Sent again ${at}`);
    for (const name of names) {
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          browser.ask(
            'mutation C($input: CreateMdtInput!) { createMdt(input: $input) { __typename ... on MdtSaved { mdtId } ... on InvalidInput { problems { message } } } }',
            {
              input: {
                name,
                purpose: 'Once',
                minimumSeats: 1,
                seats: [
                  {
                    roleCode: ROLE_CODES.matron,
                    providerOrganisationId: t.economy.organisations.riverside,
                    kind: 'CORE',
                    countsForQuorum: true,
                  },
                ],
              },
            },
            { 'idempotency-key': key, authorization: `Bearer ${session?.token}` },
          ),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ data: { createMdt: { __typename: 'MdtSaved' } } });
    }
    const saved = await t.db.sql(t.economy.tenantId, `select 1 from mdt where name like 'Sent again%'`);
    expect(saved).toHaveLength(names.length);
  }, 120_000);

  it('editors who change one seat again and again lose nothing that was acknowledged', async () => {
    const [seat] = await t.db.sql<{ id: string; version: number }>(
      t.economy.tenantId,
      'select seat_id as id, lock_version as version from mdt_seat limit 1',
    );
    if (!seat) throw new Error('No seat.');
    const [editors, editsEach] = [6, 8];
    const editor = async () => {
      let expectedVersion = seat.version;
      for (let saved = 0; saved < editsEach; ) {
        const result = await t.app.get(SeatsService).setSeatDeputies(t.economy.viewer('careCoordinator'), {
          seatId: seat.id,
          expectedVersion,
          deputies: [],
        });
        if (result.__typename === 'ChangedByOther')
          expectedVersion = (result as unknown as { currentVersion: number }).currentVersion;
        else if ('code' in result) throw new Error(`Refused: ${result.code}`);
        else {
          saved += 1;
          expectedVersion += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: editors }, editor));
    const [after] = await t.db.sql<{ version: number }>(
      t.economy.tenantId,
      'select lock_version as version from mdt_seat where seat_id = $1',
      [seat.id],
    );
    expect(after?.version).toBe(seat.version + editors * editsEach);
  }, 120_000);
});
