import type { PackFacts } from '@quorate/libs/evidence';
import { addDays, toLondon } from '@quorate/libs/time';
import { BEHAVIOURS } from '../oversight/concerns/behaviours.js';
import { REGIME_IN_FORCE } from '../withholding/regimes.js';
import { countInWorker } from './count-in-worker.js';
import { instant, lastDayShown, newestEvidence, PSEUDONYMS, packSource } from './pack-ask.js';
import { readRows, toldRows } from './pack-rows.js';
import { type PackAsk, type PackContents, type PackReading, patientsOf } from './read-signal-pack.js';
import {
  concernChronology,
  concernSection,
  countsSection,
  monthlySection,
  type PackConcern,
} from './sections/concern.js';
import { coverSection, leftOutSection } from './sections/cover.js';
import { impactSection } from './sections/impact.js';
import { readRules, rulesSection } from './sections/rules.js';

/** As far back as the figures look, and the period of a concern whose author said none. */
const MOST_DAYS = 729;
const USUAL_DAYS = 364;
const CAVEAT =
  'A concern is what somebody has written. It is no finding. The records beside it are of one organisation alone, compared with nobody, and the organisation has not been heard here.';
const PERIOD = 'period';

const CONCERN_SQL = `
  select c.concern_id as "concernId", c.reference, o.organisation_id as "providerId", o.name as "providerName", o.ods_code as "providerCode",
    t.name as system, c.behaviours, c.state, c.due_on::text as "dueOn", ${instant('c.received_at')} as "receivedAt",
    c.happened_from::text as "saidFrom", c.happened_until::text as "saidUntil"
  from concern c
  join tenant t on t.tenant_id = c.tenant_id
  join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id
  where c.tenant_id = $1 and c.concern_id = $2`;

/**
 * Everything that goes into a pack about a concern: the records of the organisation that it is about, of the period that it
 * is about, and nothing of its author. Ids of people leave this function as numbers drawn for the pack.
 */
export async function readConcernPack(ask: PackAsk, reading: PackReading): Promise<PackContents> {
  const { query, readAt, softwareVersion } = reading;
  const today = toLondon(readAt.toISOString()).date;
  const [found] = await query<Omit<PackConcern, 'from' | 'until'>>(CONCERN_SQL, [ask.tenantId, ask.subject.id]);
  if (!found) throw new Error('A pack of a concern that is not there, or about nobody that is known.');
  const lastDay = await lastDayShown(query, ask.tenantId, found.providerId);
  const concern: PackConcern = {
    ...found,
    ...periodOf(found, lastDay !== null && lastDay < today ? lastDay : today),
  };
  const { providerId, from, until } = concern;
  const source = packSource(query, { tenantId: ask.tenantId, providerId, from, until }, reading.read);
  const [regime] = await query<{ regimeId: string }>(REGIME_IN_FORCE, [ask.tenantId, today]);
  const rules = regime ? await readRules(source, regime.regimeId) : null;
  const rows = await readRows(source);
  const dataCut = await newestEvidence(source);
  const about = { scope: { kind: 'all' as const, code: null }, since: from, asOf: addDays(until, 1) };
  const { insideLeave, recounted } = await countInWorker(rows.exact, [
    { runId: PERIOD, run: { run: PERIOD, cut: dataCut }, about },
  ]);
  const counted = recounted.get(PERIOD);
  const told = await toldRows(rows, insideLeave);
  const lost = new Set(counted?.['elsewhere.lost']);
  const affected = rows.impact.filter(({ evidenceNo }) => lost.has(evidenceNo));
  const facts: PackFacts = {
    packId: ask.packId,
    subject: {
      kind: 'concern',
      id: concern.concernId,
      providerName: concern.providerName,
      providerCode: concern.providerCode,
      system: concern.system,
    },
    sealedFor: ask.sealedFor,
    sealedBy: ask.sealedBy,
    readAt: readAt.toISOString(),
    dataCut,
    runs: [],
    rules: { code: rules?.code ?? '', version: rules?.version ?? 0 },
    softwareVersion,
    pseudonyms: PSEUDONYMS,
    caveat: CAVEAT,
  };
  return {
    facts,
    sections: [
      coverSection(facts),
      concernSection({ ...concern, behaviours: concern.behaviours.map(behaviourWords) }),
      await concernChronology(source, concern.concernId),
      countsSection(counted),
      monthlySection(told.register, counted),
      impactSection(affected, lost, patientsOf(affected)),
      told.releases,
      told.invitations,
      told.register,
      told.disputes,
      ...(rules ? [rulesSection(rules, undefined)] : []),
      leftOutSection('concern'),
    ],
  };
}

/** The days that its author said, as far as records of them may be shown and the figures look back; of what they did not say, a year. */
function periodOf(
  { saidFrom, saidUntil }: Pick<PackConcern, 'saidFrom' | 'saidUntil'>,
  lastDay: string,
): Pick<PackConcern, 'from' | 'until'> {
  const until = saidUntil !== null && saidUntil < lastDay ? saidUntil : lastDay;
  const earliest = addDays(until, -MOST_DAYS);
  const from = saidFrom ?? addDays(until, -USUAL_DAYS);
  if (from > until) return { from: until, until };
  return { from: from < earliest ? earliest : from, until };
}

function behaviourWords(code: string): string {
  return BEHAVIOURS.find((known) => known.code === code)?.label ?? code;
}
