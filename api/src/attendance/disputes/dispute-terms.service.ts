import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Commands } from '../../platform/commands.js';
import { Reads } from '../../platform/reads.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import type { DisputeTermsVersion, DisputeTermsView } from './dispute-terms.graphql.js';
import { termsOn } from './dispute-terms.js';

export interface DisputeTermsIssued {
  readonly __typename: 'DisputeTermsIssued';
  readonly version: number;
}

const days = z.int().min(1, 'Enter 1 to 60 working days.').max(60, 'Enter 1 to 60 working days.');

const issueInput = z
  .object({
    disputeWorkingDays: days,
    answerWorkingDays: days,
    remindWorkingDays: z.int().min(0, 'Enter 0 or more working days.'),
    inForceFrom: z.iso.date('Enter the date from which the terms are in force.'),
    reason: z.string().trim().min(3, 'Say why the terms change.').max(1_000),
    expectedVersion: z.int().min(0),
  })
  .check(({ value, issues }) => {
    if (value.remindWorkingDays < value.answerWorkingDays) return;
    const message = 'The host is reminded before its answer is due: enter fewer days than it has to answer.';
    issues.push({ code: 'custom', path: ['remindWorkingDays'], message, input: value });
  });

type StoredVersion = Omit<DisputeTermsVersion, 'issuedAt'> & { readonly issuedAt: string };

/** How long records may be disputed: a change is a new version from a day on, and takes nothing from records before it. */
@Injectable()
export class DisputeTermsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async terms(viewer: Viewer): Promise<DisputeTermsView> {
    const [found] = await this.reads.rows<{ commissions: boolean; versions: StoredVersion[] }>(viewer, {
      name: 'dispute-terms-view',
      text: `select quorate_commissions() as commissions, coalesce((select jsonb_agg(jsonb_build_object('version', version, 'inForceFrom', in_force_from,
          'disputeWorkingDays', dispute_working_days, 'answerWorkingDays', answer_working_days, 'remindWorkingDays', remind_working_days,
          'reason', reason, 'issuedAt', issued_at) order by in_force_from desc, version desc) from dispute_terms where tenant_id = $1), '[]') as versions`,
      values: [viewer.tenantId],
    });
    const versions = found?.versions ?? [];
    const today = toLondon(this.clock.now().toISOString()).date;
    const { disputeWorkingDays, answerWorkingDays, remindWorkingDays } = termsOn(versions, today);
    return {
      version: Math.max(0, ...versions.map(({ version }) => version)),
      disputeWorkingDays,
      answerWorkingDays,
      remindWorkingDays,
      canIssue: viewer.role === 'administrator' && (found?.commissions ?? false),
      versions: versions.map((version) => ({ ...version, issuedAt: new Date(version.issuedAt).toISOString() })),
    };
  }

  /** For an administrator of an organisation that commissions: no provider sets how long it may be disputed. */
  issueDisputeTerms(viewer: Viewer, input: unknown): Promise<DisputeTermsIssued | RefusalData> {
    return this.commands.run(viewer, 'issueDisputeTerms', issueInput, input, async (tx, given) => {
      const [acting] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
      if (!acting?.commissions) throw notPermitted();
      // Who issues terms waits for whoever does so at the same moment.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`dispute terms ${tx.tenantId}`]);
      const [newest] = await tx.query<{ version: number }>(
        'select coalesce(max(version), 0)::int as version from dispute_terms where tenant_id = $1',
        [tx.tenantId],
      );
      const current = newest?.version ?? 0;
      if (current !== given.expectedVersion) throw changedByOther(current);
      if (given.inForceFrom < toLondon(tx.now.toISOString()).date)
        throw invalidInput('inForceFrom', 'Terms are in force from today or a later day.');
      const version = current + 1;
      await tx.query(
        `insert into dispute_terms (tenant_id, version, in_force_from, dispute_working_days, answer_working_days, remind_working_days, reason, issued_by, issued_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [
          tx.tenantId,
          version,
          given.inForceFrom,
          given.disputeWorkingDays,
          given.answerWorkingDays,
          given.remindWorkingDays,
          given.reason,
          viewer.accountId,
          tx.now,
        ],
      );
      tx.audit({
        entity: 'DisputeTerms',
        entityId: String(version),
        detail: { version, inForceFrom: given.inForceFrom },
      });
      return { __typename: 'DisputeTermsIssued', version };
    });
  }
}
