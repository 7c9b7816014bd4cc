import type { PackFacts, PackSection } from '@quorate/libs/evidence';
import { addDays } from '@quorate/libs/time';
import type { Query } from '../platform/audit.js';
import { nextMonth } from '../withholding/months.js';
import { countInWorker } from './count-in-worker.js';
import { instant, newestEvidence, type PackSignal, type PackSource, PSEUDONYMS, packSource } from './pack-ask.js';
import { readRows, toldRows } from './pack-rows.js';
import { Pseudonyms } from './pseudonyms.js';
import { chronologySection } from './sections/chronology.js';
import { coverSection, leftOutSection, signalSection } from './sections/cover.js';
import { askedRuns, claimsSection, figuresSection, hasFigures, participationSection } from './sections/figures.js';
import { impactSection } from './sections/impact.js';
import { dataQualitySection, monthsSection, readMonths } from './sections/months.js';
import { replySection, testsSection } from './sections/reply.js';
import { methodSection, readRules, rulesSection } from './sections/rules.js';
import { undertakingSections } from './sections/undertakings.js';

/** What was asked for: a pack about a signal, or about a concern without one, for somebody. */
export interface PackAsk {
  readonly packId: string;
  readonly tenantId: string;
  readonly subject: { readonly kind: 'signal' | 'concern'; readonly id: string };
  readonly sealedFor: string;
  readonly sealedBy: PackFacts['sealedBy'];
}

/** A reading under way: one snapshot, when, by which version of the product, and who is told of rows as they come. */
export interface PackReading {
  readonly query: Query;
  readonly readAt: Date;
  readonly softwareVersion: string;
  read(rows: number): void;
}

export interface PackContents {
  readonly facts: PackFacts;
  readonly sections: readonly PackSection[];
}

const SIGNAL_SQL = `
  select s.signal_id as "signalId", s.provider_organisation_id as "providerId", o.name as "providerName", o.ods_code as "providerCode",
    t.name as system, s.regime_id as "regimeId", s.opened_by_run_id as "openedByRunId", s.latest_run_id as "latestRunId",
    s.opened_month::text as "openedMonth", s.latest_month::text as "latestMonth", s.since::text as since, s.scope, s.level, s.stage,
    s.stage_due_on::text as "stageDueOn", s.thresholds, s.values, ${instant('s.opened_at')} as "openedAt",
    ${instant('s.provider_sees_from')} as "providerSeesFrom", ${instant('s.commissioner_sees_from')} as "commissionerSeesFrom",
    ${instant('s.closed_at')} as "closedAt", s.closed_because as "closedBecause"
  from signal_shown s
  join tenant t on t.tenant_id = s.tenant_id
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  where s.tenant_id = $1 and s.signal_id = $2`;

/**
 * Everything that goes into a pack about a signal, read through one snapshot. Ids of people leave this function as numbers
 * drawn for the pack.
 */
export async function readSignalPack(ask: PackAsk, reading: PackReading): Promise<PackContents> {
  const { query, readAt, softwareVersion } = reading;
  const [signal] = await query<PackSignal>(SIGNAL_SQL, [ask.tenantId, ask.subject.id]);
  if (!signal) throw new Error('A pack of a signal that is not there.');
  const { providerId } = signal;
  // Meetings after the newest month that both parties see are the provider's alone for now.
  const until = lastDayOf(signal.latestMonth);
  const plain = packSource(query, { tenantId: ask.tenantId, providerId, from: null, until }, reading.read);
  const source = { ...plain, signal };
  const rules = await readRules(source, signal.regimeId);
  const months = await readMonths(source);
  const rows = await readRows(source);
  const hostCodes = new Map(await organisationCodes(source));
  const hostCode = (id: string) => hostCodes.get(id) ?? null;
  const told = months.filter((month) => month.month >= signal.openedMonth || month.runId === signal.openedByRunId);
  const latest = months.find((month) => month.runId === signal.latestRunId) ?? null;
  const shown = latest && !told.includes(latest) ? [...told, latest] : told;
  // What was judged before the signal, an early notice with its score among it, was for nobody but the provider.
  const judged = months.filter((month) => shown.includes(month));
  const { insideLeave, recounted } = await countInWorker(rows.exact, askedRuns(shown, hostCode));
  const toldOf = await toldRows(rows, insideLeave);
  const claims = claimsSection(latest, recounted);
  const lost = new Set(rowsBehind(claims, 'elsewhere.lost'));
  const affected = rows.impact.filter(({ evidenceNo }) => lost.has(evidenceNo));
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
      impactSection(affected, lost, patientsOf(affected)),
      toldOf.releases,
      toldOf.invitations,
      toldOf.register,
      toldOf.disputes,
      await testsSection(source),
      ...(await undertakingSections(source)),
      dataQualitySection(judged, signal.providerId),
      methodSection(rules),
      rulesSection(rules, signal.thresholds),
      leftOutSection('signal'),
    ],
  };
}

function lastDayOf(month: string): string {
  return addDays(nextMonth(month), -1);
}

/** Numbers for people cared for. */
export function patientsOf(rows: readonly { readonly patientId: string }[]): Pseudonyms {
  return new Pseudonyms(
    'Patient',
    rows.map((row) => row.patientId),
  );
}

/** An organisation by its ODS code, as everywhere in a pack. */
function scopeOf({ scope }: PackSignal, hostCode: (id: string) => string | null): PackSignal['scope'] {
  return scope.kind === 'host' && scope.code !== null ? { ...scope, code: hostCode(scope.code) } : scope;
}

async function organisationCodes({ query, tenantId }: PackSource): Promise<[string, string][]> {
  const rows = await query<{ id: string; code: string }>(
    `select distinct o.organisation_id as id, o.ods_code as code from mdt m
     join organisation o on o.tenant_id = m.tenant_id and o.organisation_id = m.host_organisation_id where m.tenant_id = $1`,
    [tenantId],
  );
  return rows.map(({ id, code }) => [id, code]);
}

/** The rows of the register behind one number. */
export function rowsBehind(claims: PackSection, figure: string): number[] {
  const rows = claims.rows.find(([name]) => name === figure)?.at(-1);
  return Array.isArray(rows) ? rows.map(Number) : [];
}
