import { Inject, Injectable } from '@nestjs/common';
import {
  checkRules,
  checkWords,
  completeRegime,
  PREPARED_REGIMES,
  type RegimeWords,
  type RegulatoryRegime,
  type RuleProblem,
  wordsOf,
} from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { storeShippedRegime } from '../regimes.js';
import { withThresholds, withTimes } from './rule-values.js';
import { givenWords, wordsInput } from './rule-words.js';

export interface RulesIssued {
  readonly __typename: 'RulesIssued';
  readonly id: string;
  readonly version: number;
}

const values = z.array(z.object({ code: z.string().max(40), value: z.number() })).max(40);

const issueInput = z.object({
  thresholds: values,
  times: values,
  words: wordsInput.nullish(),
  preparedCode: z.string().max(40).nullish(),
  inForceFrom: z.iso.date('Enter the date from which the rules are in force.'),
  reason: z.string().trim().min(1, 'Say why the rules change.').max(1_000),
  expectedVersion: z.number().int(),
});

/** The rules by which signals open, change and end: a change is a new version. */
@Injectable()
export class RulesService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Issues the next version, in force from today or a later day; months before it stay judged by the rules they had. For an
   * administrator of an organisation that commissions: no provider sets the rules by which it is judged. Refuses with
   * InvalidInput where rules contradict each other, a licence status has nobody to address or a test is empty or missing, and
   * with ChangedByOther where a newer one was issued.
   */
  issueRules(viewer: Viewer, input: unknown): Promise<RulesIssued | RefusalData> {
    return this.commands.run(viewer, 'issueRules', issueInput, input, async (tx, given) => {
      const [acting] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
      if (!acting?.commissions) throw notPermitted();
      const newest = await lockNewest(tx);
      if (newest.version !== given.expectedVersion) throw changedByOther(newest.version);
      const today = toLondon(tx.now.toISOString()).date;
      if (given.inForceFrom < today) throw invalidInput('inForceFrom', 'Rules are in force from today or a later day.');
      const thresholds = withThresholds(newest.thresholds, given.thresholds);
      const times = withTimes(newest.times, given.times);
      if (!thresholds || !times) throw invalidInput('', 'There is no rule of this name.');
      const { code, words } = wordsOfVersion(newest, given);
      refuseProblems([...checkRules({ thresholds, times }), ...checkWords(words)]);
      const version = newest.version + 1;
      const body: RegulatoryRegime = { ...words, code, version, inForceFrom: given.inForceFrom, thresholds, times };
      const id = newId();
      await tx.query(
        `insert into regulatory_regime (tenant_id, regime_id, code, version, in_force_from, body, reason, issued_by, issued_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [tx.tenantId, id, body.code, version, given.inForceFrom, body, given.reason, viewer.accountId, tx.now],
      );
      tx.audit({ entity: 'RegulatoryRegime', entityId: id, detail: { version, inForceFrom: given.inForceFrom } });
      return { __typename: 'RulesIssued', id, version };
    });
  }
}

/** Who issues rules waits for whoever does so at the same moment. */
async function lockNewest(tx: Transaction): Promise<RegulatoryRegime> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`rules ${tx.tenantId}`]);
  await storeShippedRegime(tx);
  const [newest] = await tx.query<{ body: RegulatoryRegime }>(
    'select body from regulatory_regime where tenant_id = $1 order by version desc limit 1',
    [tx.tenantId],
  );
  if (!newest) throw new Error('There are no rules.');
  return completeRegime(newest.body);
}

/** Which licence or guidance the next version is one of, and its words: as they are where none were given. */
function wordsOfVersion(
  newest: RegulatoryRegime,
  { words, preparedCode }: Pick<z.infer<typeof issueInput>, 'words' | 'preparedCode'>,
): { readonly code: string; readonly words: RegimeWords } {
  if (!words) return { code: newest.code, words: wordsOf(newest) };
  if (!preparedCode) return { code: newest.code, words: givenWords(words, wordsOf(newest)) };
  const prepared = PREPARED_REGIMES.find(({ code }) => code === preparedCode);
  if (!prepared) throw invalidInput('preparedCode', 'There are no prepared rules of this name.');
  return { code: prepared.code, words: givenWords(words, prepared.words) };
}

function refuseProblems(found: readonly RuleProblem[]): void {
  if (found.length === 0) return;
  throw new Refused({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    message: 'Check what you entered.',
    problems: found.map(({ code, message }) => ({ path: code, message })),
  } as RefusalData);
}
