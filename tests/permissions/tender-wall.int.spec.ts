import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { canariesIn } from './canaries.js';
import type { Operation } from './documents.js';
import { type Fixture, startFixture } from './economy.js';
import { isInside, Matrix } from './matrix.js';
import { MatrixServer } from './matrix-server.js';
import { type Persona, signInEveryone } from './personas.js';
import { readWorld } from './world.js';

/** Reads that an open tender may answer otherwise. All others, care and registers first of all, stay as they were. */
const TOUCHED = new Set([
  'signals',
  'signal',
  'signalFigures',
  'signalRows',
  'namedStatements',
  'evidencePacks',
  'evidencePack',
  'concerns',
  'concern',
  'departures',
  'dataQuality',
  'detectionRuns',
  'rulesDryRun',
  'engagement',
  'engagementByRole',
  'providerEngagement',
  'engagementRows',
  'engagementPublications',
  'engagementMeasures',
  'engagementMeasure',
  'providerPower',
  'signalUndertakings',
  'undertakingsToDo',
  'undertakingEffect',
  'concernsDue',
  'returnsOfQuarter',
  'providerReturn',
  'meetingReleases',
  'adviceQuestions',
  'adviceQuestion',
  'adviceToday',
  'adviceToCheck',
  'tenders',
  'tenderColleagues',
  'hidingTenders',
]);
/** Each tells of the calls before it. */
const NEVER_ALIKE = new Set(['auditEvents', 'auditChain', 'whoHasLooked']);
/** Care, meetings and registers: what whoever treats somebody needs. */
const CARE = ['register', 'attendanceHistory', 'caseList', 'meeting', 'meetings', 'mdt', 'todayMeetings', 'person'];

interface Asked {
  readonly operation: Operation;
  readonly persona: Persona;
  readonly variables: Record<string, unknown>;
}

/**
 * An open tender against staff of two bidders (the host and a provider with seats) and a commissioner with a conflict, by
 * every read of the schema: what they are answered before it and while it is open.
 */
describe('an open tender', () => {
  let fixture: Fixture;
  let server: MatrixServer;
  let personas: Persona[];
  const before = new Map<Asked, string>();
  const open = new Map<Asked, string>();

  beforeAll(async () => {
    fixture = await startFixture();
    personas = (await signInEveryone(fixture)).filter(
      ({ standing, role }) => ['host', 'provider', 'commissions', 'uninvolved'].includes(standing) && role !== 'carer',
    );
    server = new MatrixServer(fixture);
    await server.start();
    const { schema } = fixture.t.app.get(GraphQLSchemaHost);
    const matrix = new Matrix(await readWorld(fixture, server, personas, schema));
    const asked = matrix.operations
      .filter(({ kind, field }) => kind === 'query' && !NEVER_ALIKE.has(field.name))
      .flatMap((operation) =>
        personas
          .filter((persona) => isInside(operation, persona))
          .flatMap((persona) =>
            matrix.variantsOf(operation).map((variables): Asked => ({ operation, persona, variables })),
          ),
      );
    await askAll(asked, before);
    await openTender();
    await askAll(asked, open);
  }, 900_000);
  afterAll(async () => {
    await fixture.t.stop();
    await server.dropSnapshot();
  });

  async function askAll(asked: readonly Asked[], answers: Map<Asked, string>): Promise<void> {
    for (const one of asked) answers.set(one, (await server.ask(one.persona, one.operation.text, one.variables)).text);
  }

  async function openTender(): Promise<void> {
    const { t, ids } = fixture;
    const { organisations } = t.economy;
    const sql = (text: string, values: readonly unknown[]) =>
      t.db.sql(t.economy.tenantId, text, [t.economy.tenantId, ids.tender, ...values]);
    await sql(`update tender set starts_on = '2026-11-24' where tenant_id = $1 and tender_id = $2`, []);
    await sql('insert into tender_bidder (tenant_id, tender_id, organisation_id) values ($1,$2,$3)', [
      organisations.riverside,
    ]);
    await sql('insert into tender_conflict (tenant_id, tender_id, account_id) values ($1,$2,$3)', [
      t.economy.viewer('commissioner', 'icb').accountId,
    ]);
  }

  const isBound = ({ standing, role }: Persona) =>
    standing === 'host' || standing === 'provider' || (standing === 'commissions' && role === 'commissioner');
  const changed = () => [...before].filter(([asked, answer]) => open.get(asked) !== answer).map(([asked]) => asked);
  const sees = (answer: string | undefined, persona: Persona) =>
    canariesIn(answer ?? '', server.planted).filter(({ column, row }) => {
      const owner = ownerOf(column, row);
      return owner !== null && owner !== persona.organisationId;
    });

  /** Whose sensitive content a column holds; null for what is not sensitive. */
  function ownerOf(column: string, row: Readonly<Record<string, unknown>>): string | null {
    const [table = ''] = column.split('.');
    const { organisations } = fixture.t.economy;
    if (column === 'release_request.reason_text') return String(row.provider_organisation_id);
    if (table === 'advice_question') return String(row.asking_organisation_id);
    if (/^(?:provider_return|signed_return)/.test(table)) return String(row.provider_organisation_id);
    if (table === 'concern' || table === 'concern_step') return organisations.northgate;
    if (table === 'departure') return String(row.party_organisation_id);
    if (table === 'undertaking_step') return organisations.northgate;
    if (/^signal/.test(table))
      return String(row.signal_id) === fixture.ids.signal ? organisations.northgate : organisations.elmpark;
    return table === 'evidence_pack' ? organisations.northgate : null;
  }

  it('showed them something of others before, or nothing is tested', () => {
    const tables = [...before].flatMap(([{ persona }, answer]) =>
      isBound(persona) ? sees(answer, persona).map(({ column }) => column.split('.')[0]) : [],
    );
    expect([...new Set(tables)]).toEqual(
      expect.arrayContaining([
        'signal_step',
        'signal_undertaking',
        'evidence_pack',
        'release_request',
        'signed_return',
        'advice_question',
        'departure',
        'concern',
      ]),
    );
  });

  it('shows whoever it binds nothing sensitive of anybody else, by any read', () => {
    const leaks = [...open].flatMap(([{ operation, persona }, answer]) =>
      isBound(persona)
        ? sees(answer, persona).map(({ column }) => `${operation.name}, ${persona.name} is shown ${column}`)
        : [],
    );
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('changes no answer for whom it does not bind, but for the tender itself', () => {
    const others = changed().filter(({ persona }) => !isBound(persona));
    expect([...new Set(others.map(({ operation, persona }) => `${operation.name}, ${persona.name}`))]).toEqual([]);
  });

  it('leaves care, meetings and registers as they were', () => {
    const touched = new Set(changed().map(({ operation }) => operation.field.name));
    expect([...touched].filter((name) => !TOUCHED.has(name))).toEqual([]);
    const asked = new Set([...before.keys()].map(({ operation }) => operation.field.name));
    expect(CARE.filter((name) => touched.has(name) || !asked.has(name))).toEqual([]);
  });

  it('gives a manager no average of all, and a co-ordinator no figures of others', () => {
    const ofEngagement = (role: string) =>
      [...open].filter(
        ([{ operation, persona }]) =>
          operation.name === 'Query.engagement' && persona.standing === 'host' && persona.role === role,
      );
    const { riverside, northgate, elmpark } = fixture.t.economy.organisations;
    for (const [{ persona }, answer] of [...ofEngagement('providerManager'), ...ofEngagement('careCoordinator')]) {
      const { data } = JSON.parse(answer) as {
        data: { engagement: { economy: unknown; providers: { organisationId: string }[] } | null };
      };
      expect(data.engagement?.providers.map(({ organisationId }) => organisationId)).not.toEqual(
        expect.arrayContaining([northgate]),
      );
      expect(answer).not.toContain(elmpark);
      expect(riverside).toBe(persona.organisationId);
      if (persona.role === 'providerManager') expect(data.engagement?.economy).toBeNull();
    }
    expect(ofEngagement('careCoordinator').length).toBeGreaterThan(0);
  });

  it('refuses what they would write about others, and the files of packs', async () => {
    const conflicted = personas.find(({ standing, role }) => standing === 'commissions' && role === 'commissioner');
    if (!conflicted) throw new Error('Nobody has a conflict.');
    for (const [name, input] of [
      ['sealEvidencePack', { signalId: fixture.ids.signal, sealedFor: 'Me' }],
      ['closeTender', { tenderId: fixture.ids.tender, expectedVersion: 1, reason: 'To see again' }],
      [
        'moveSignal',
        { signalId: fixture.ids.signal, expectedVersion: 1, event: 'STOP', reason: 'x', publishedReason: 'x' },
      ],
    ] as const) {
      const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
      const { text } = await server.ask(
        conflicted,
        `mutation($input: ${type}!) { ${name}(input: $input) { __typename } }`,
        { input },
      );
      expect(text).toContain('NotPermitted');
    }
    const file = async (persona: Persona) =>
      (
        await fetch(
          `${server.socketUrl.replace('ws', 'http').replace('/graphql', '')}/evidence/packs/${fixture.ids.evidencePack}/pack.json`,
          {
            headers: { authorization: `Bearer ${persona.token}` },
          },
        )
      ).status;
    expect(await file(conflicted)).toBe(404);
  });
});
