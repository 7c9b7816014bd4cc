import type { PackFacts, PackSection } from '@quorate/libs/evidence';
import type { Query } from '../platform/audit.js';
import { instant, type PackSignal, type PackSource } from './pack-ask.js';
import { Pseudonyms } from './pseudonyms.js';
import { chronologySection } from './sections/chronology.js';
import { coverSection, leftOutSection, signalSection } from './sections/cover.js';
import {
  claimsSection,
  figuresSection,
  hasFigures,
  participationSection,
  personalRows,
  recountMonths,
} from './sections/figures.js';
import { impactSection, readImpact } from './sections/impact.js';
import { invitationsSection, readInvitations, readReleases, releasesSection } from './sections/invitations.js';
import { dataQualitySection, monthsSection, readMonths } from './sections/months.js';
import { readRegister, registerSection } from './sections/register.js';
import { replySection, testsSection, undertakingsSection } from './sections/reply.js';
import { methodSection, readRules, rulesSection } from './sections/rules.js';

/** What was asked for: a pack about a signal, for somebody. */
export interface PackAsk {
  readonly packId: string;
  readonly tenantId: string;
  readonly signalId: string;
  readonly sealedFor: string;
  readonly sealedBy: PackFacts['sealedBy'];
}

export interface PackContents {
  readonly facts: PackFacts;
  readonly sections: readonly PackSection[];
}

const FETCH = 5_000;
const PSEUDONYMS =
  'Staff are "Person" and whoever wrote the register "Recorder", each with a number drawn at random for this pack alone; people cared for are "Patient" with a number drawn likewise. The numbers mean nothing in another pack.';

const SIGNAL_SQL = `
  select s.signal_id as "signalId", s.provider_organisation_id as "providerId", o.name as "providerName", o.ods_code as "providerCode",
    t.name as system, s.regime_id as "regimeId", s.opened_by_run_id as "openedByRunId", s.latest_run_id as "latestRunId",
    s.opened_month::text as "openedMonth", s.latest_month::text as "latestMonth", s.since::text as since, s.scope, s.level, s.stage,
    s.stage_due_on::text as "stageDueOn", s.thresholds, s.values, ${instant('s.opened_at')} as "openedAt",
    ${instant('s.provider_sees_from')} as "providerSeesFrom", ${instant('s.commissioner_sees_from')} as "commissionerSeesFrom",
    ${instant('s.closed_at')} as "closedAt", s.closed_because as "closedBecause"
  from signal s
  join tenant t on t.tenant_id = s.tenant_id
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  where s.tenant_id = $1 and s.signal_id = $2`;

/**
 * Everything that goes into a pack, read through `query`, which has to be one snapshot. `read` is told of rows as they
 * come. Ids of people leave this function as numbers drawn for the pack.
 */
export async function readPack(
  query: Query,
  ask: PackAsk,
  readAt: Date,
  softwareVersion: string,
  read: (rows: number) => void,
): Promise<PackContents> {
  const [signal] = await query<PackSignal>(SIGNAL_SQL, [ask.tenantId, ask.signalId]);
  if (!signal) throw new Error('A pack of a signal that is not there.');
  const source = sourceOf(query, ask.tenantId, signal, read);
  const rules = await readRules(source);
  const months = await readMonths(source);
  const [registerRows, invitationRows, releaseRows, impactRows] = [
    await readRegister(source),
    await readInvitations(source),
    await readReleases(source),
    await readImpact(source),
  ];
  const people = new Pseudonyms(
    'Person',
    [...registerRows, ...invitationRows, ...releaseRows].map((row) => row.practitionerId),
  );
  const recorders = new Pseudonyms(
    'Recorder',
    registerRows.map((row) => row.recordedBy),
  );
  const hostCodes = new Map(await organisationCodes(source));
  const hostCode = (id: string) => hostCodes.get(id) ?? null;
  const told = months.filter((month) => month.month >= signal.openedMonth || month.runId === signal.openedByRunId);
  const latest = months.find((month) => month.runId === signal.latestRunId) ?? null;
  const shown = latest && !told.includes(latest) ? [...told, latest] : told;
  // What was judged before the signal, an early notice with its score among it, was for nobody but the provider.
  const judged = months.filter((month) => shown.includes(month));
  const exact = registerSection(registerRows, people, recorders, null);
  const personalIn = await personalRows(shown, exact, hostCode);
  const register = registerSection(registerRows, people, recorders, personalIn);
  // From what the pack itself says, so that whoever has it counts the same.
  const recounted = await recountMonths(shown, register, hostCode);
  const claims = claimsSection(latest, recounted);
  const lost = new Set(rowsBehind(claims, 'elsewhere.lost'));
  const affected = impactRows.filter(({ evidenceNo }) => lost.has(evidenceNo));
  const facts: PackFacts = {
    packId: ask.packId,
    subject: {
      kind: 'signal',
      id: signal.signalId,
      providerName: signal.providerName,
      providerCode: signal.providerCode,
      system: signal.system,
    },
    sealedFor: ask.sealedFor,
    sealedBy: ask.sealedBy,
    readAt: readAt.toISOString(),
    dataCut: await newestEvidence(source),
    runs: told
      .filter(({ figures }) => hasFigures(figures))
      .map(({ runId, month, version, modelVersion, dataCut }) => ({ runId, month, version, modelVersion, dataCut })),
    rules: { code: rules.code, version: rules.version },
    softwareVersion,
    pseudonyms: PSEUDONYMS,
    caveat: rules.body.caveat,
  };
  return {
    facts,
    sections: [
      coverSection(facts),
      signalSection({ ...signal, scope: scopeOf(signal, hostCode) }),
      await replySection(source),
      await chronologySection(source, judged),
      claims,
      participationSection(latest),
      figuresSection(told, recounted, hostCode),
      monthsSection(judged),
      impactSection(
        affected,
        lost,
        new Pseudonyms(
          'Patient',
          affected.map((row) => row.patientId),
        ),
      ),
      releasesSection(releaseRows, people),
      invitationsSection(invitationRows, people),
      register,
      await testsSection(source),
      await undertakingsSection(source),
      dataQualitySection(judged, signal.providerId),
      methodSection(rules),
      rulesSection(rules, signal.thresholds),
      leftOutSection(),
    ],
  };
}

/** An organisation by its ODS code, as everywhere in a pack. */
function scopeOf({ scope }: PackSignal, hostCode: (id: string) => string | null): PackSignal['scope'] {
  return scope.kind === 'host' && scope.code !== null ? { ...scope, code: hostCode(scope.code) } : scope;
}

function sourceOf(query: Query, tenantId: string, signal: PackSignal, read: (rows: number) => void): PackSource {
  return {
    query,
    tenantId,
    signal,
    rowsOf: async <Row extends object>(text: string) => {
      await query(`declare pack_rows no scroll cursor for ${text}`, [tenantId, signal.providerId]);
      const rows: Row[] = [];
      for (;;) {
        const some = await query<Row>(`fetch ${FETCH} from pack_rows`, []);
        for (const row of some) rows.push(row);
        read(rows.length);
        if (some.length < FETCH) break;
      }
      await query('close pack_rows', []);
      return rows;
    },
  };
}

async function organisationCodes({ query, tenantId }: PackSource): Promise<[string, string][]> {
  const rows = await query<{ id: string; code: string }>(
    `select distinct o.organisation_id as id, o.ods_code as code from mdt m
     join organisation o on o.tenant_id = m.tenant_id and o.organisation_id = m.host_organisation_id where m.tenant_id = $1`,
    [tenantId],
  );
  return rows.map(({ id, code }) => [id, code]);
}

async function newestEvidence({ query, tenantId }: PackSource): Promise<number> {
  const [head] = await query<{ no: number }>(
    'select evidence_no::float8 as no from evidence_head where tenant_id = $1',
    [tenantId],
  );
  return head?.no ?? 0;
}

function rowsBehind(claims: PackSection, figure: string): number[] {
  const rows = claims.rows.find(([name]) => name === figure)?.at(-1);
  return Array.isArray(rows) ? rows.map(Number) : [];
}
