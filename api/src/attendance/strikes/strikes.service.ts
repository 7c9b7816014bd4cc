import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { recountStrikeDays } from './recount-strike-days.js';
import { type Called, changeInput, confirmInput, declineInput, recordInput, withdrawInput } from './strike-inputs.js';
import { tellOfStrike } from './strike-mail.js';
import { OWN_ORGANISATIONS } from './strike-parties.sql.js';
import { lockStrike, type StrikeGiven, type StrikeState, stepNotPossible } from './strike-state.js';

export interface StrikeChanged {
  readonly __typename: 'StrikeChanged';
  readonly strikeId: string;
}

/** A version that is about to be written. */
interface NewVersion extends Called {
  readonly strikeId: string;
  readonly version: number;
  readonly replaces: readonly number[];
}

/** Strike days: recorded, changed, confirmed, withdrawn. What counts because of it is counted anew in the same command. */
@Injectable()
export class StrikesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** By who commissions, for any provider; by a provider for its own staff, which counts once it is confirmed. */
  record(viewer: Viewer, input: unknown): Promise<StrikeChanged | RefusalData> {
    return this.commands.run(viewer, 'recordStrike', recordInput, input, async (tx, given) => {
      const strikeId = newId();
      await tx.query('insert into strike (tenant_id, strike_id, organisation_id) values ($1,$2,$3)', [
        tx.tenantId,
        strikeId,
        viewer.organisationId,
      ]);
      return this.write(tx, viewer, { ...given, strikeId, version: 1, replaces: [] });
    });
  }

  /** The next version. What counts goes on counting until the new one does. */
  change(viewer: Viewer, input: unknown): Promise<StrikeChanged | RefusalData> {
    return this.commands.run(viewer, 'changeStrike', changeInput, input, async (tx, given) => {
      const strike = await lockStrike(tx, given);
      if (!strike.isOwn) throw notPermitted();
      if (strike.waiting) await this.settle(tx, strike, strike.waiting.version, 'replaced');
      await tx.query('update strike set lock_version = lock_version + 1 where tenant_id = $1 and strike_id = $2', [
        tx.tenantId,
        strike.strikeId,
      ]);
      const replaces = strike.counting ? [strike.counting.version] : [];
      return this.write(tx, viewer, { ...given, version: strike.newest + 1, replaces });
    });
  }

  /** By somebody else, who commissions and has no part in the organisation that recorded it. */
  confirm(viewer: Viewer, input: unknown): Promise<StrikeChanged | RefusalData> {
    return this.commands.run(viewer, 'confirmStrike', confirmInput, input, async (tx, given) => {
      const { strike, version, recordedBy } = await this.toDecide(tx, viewer, given);
      if (strike.counting) await this.settle(tx, strike, strike.counting.version, 'replaced');
      await this.settle(tx, strike, version, 'counts', viewer);
      const versions = [version, ...(strike.counting ? [strike.counting.version] : [])];
      const meetings = await recountStrikeDays(tx, { strikeId: strike.strikeId, versions });
      await tellOfStrike(tx, this.publicUrl, { kind: 'confirmed', organisationId: strike.organisationId, recordedBy });
      return this.done(tx, strike.strikeId, { step: 'confirmed', version, meetings });
    });
  }

  /** The version that waits comes to nothing; one that counts already goes on. */
  decline(viewer: Viewer, input: unknown): Promise<StrikeChanged | RefusalData> {
    return this.commands.run(viewer, 'declineStrike', declineInput, input, async (tx, given) => {
      const { strike, version, recordedBy } = await this.toDecide(tx, viewer, given);
      await this.settle(tx, strike, version, 'declined', viewer, given.reason);
      await tellOfStrike(tx, this.publicUrl, { kind: 'declined', organisationId: strike.organisationId, recordedBy });
      return this.done(tx, strike.strikeId, { step: 'declined', version });
    });
  }

  /** By who recorded it; what was confirmed, also by who may confirm it. Absences count again as they would without it. */
  withdraw(viewer: Viewer, input: unknown): Promise<StrikeChanged | RefusalData> {
    return this.commands.run(viewer, 'withdrawStrike', withdrawInput, input, async (tx, given) => {
      const strike = await lockStrike(tx, given);
      if (!strike.isOwn && !(strike.isApart && strike.counting?.needsConfirmation)) throw notPermitted();
      const open = [strike.waiting, strike.counting].flatMap((version) => version ?? []);
      if (open.length === 0)
        throw stepNotPossible('These strike days set nothing aside: there is nothing to withdraw.');
      for (const { version } of open) await this.settle(tx, strike, version, 'withdrawn');
      await tx.query(
        `update strike set withdrawn_by = $3, withdrawn_on_behalf_of = $4, withdrawn_at = $5, withdrawn_because = $6, lock_version = lock_version + 1
         where tenant_id = $1 and strike_id = $2`,
        [tx.tenantId, strike.strikeId, viewer.accountId, viewer.organisationId, tx.now, given.reason],
      );
      const versions = strike.counting ? [strike.counting.version] : [];
      const meetings = await recountStrikeDays(tx, { strikeId: strike.strikeId, versions });
      return this.done(tx, strike.strikeId, { step: 'withdrawn', meetings });
    });
  }

  private async write(tx: Transaction, viewer: Viewer, given: NewVersion): Promise<StrikeChanged> {
    const { strikeId, version } = given;
    const { needsConfirmation, providerIds } = await calledOut(tx, viewer, given);
    if (!needsConfirmation)
      await tx.query(
        `update strike_version set state = 'replaced' where tenant_id = $1 and strike_id = $2 and version = any($3::integer[])`,
        [tx.tenantId, strikeId, given.replaces],
      );
    await tx.query(
      `insert into strike_version (tenant_id, strike_id, version, role_codes, provider_ids, first_day, last_day, source_title, source_url, needs_confirmation,
         state, recorded_by, recorded_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`,
      [
        tx.tenantId,
        strikeId,
        version,
        given.roleCodes,
        providerIds,
        given.firstDay,
        given.lastDay,
        given.sourceTitle,
        given.sourceUrl,
        needsConfirmation,
        needsConfirmation ? 'waiting' : 'counts',
        viewer.accountId,
        tx.now,
      ],
    );
    const organisationId = String(viewer.organisationId);
    if (needsConfirmation) {
      await tellOfStrike(tx, this.publicUrl, { kind: 'waits', organisationId, recordedBy: viewer.accountId });
      return this.done(tx, strikeId, { step: 'recorded', version });
    }
    const meetings = await recountStrikeDays(tx, { strikeId, versions: [version, ...given.replaces] });
    return this.done(tx, strikeId, { step: 'recorded', version, meetings });
  }

  private async toDecide(
    tx: Transaction,
    viewer: Viewer,
    given: StrikeGiven,
  ): Promise<{ readonly strike: StrikeState; readonly version: number; readonly recordedBy: string }> {
    const strike = await lockStrike(tx, given);
    if (!strike.commissions) throw notPermitted();
    if (!strike.waiting) throw stepNotPossible('Nothing of these strike days waits to be confirmed.');
    if (!strike.isApart || strike.waiting.recordedBy === viewer.accountId)
      throw stepNotPossible(
        'Whoever recorded strike days, or works where they were recorded, does not confirm them. Ask an administrator of another organisation that commissions.',
      );
    return { strike, version: strike.waiting.version, recordedBy: strike.waiting.recordedBy };
  }

  /** Gives a version its next state; with a viewer, as decided by them, which is a new version of the strike to whoever has it open. */
  private async settle(
    tx: Transaction,
    { strikeId }: StrikeState,
    version: number,
    state: 'counts' | 'declined' | 'replaced' | 'withdrawn',
    decidedBy?: Viewer,
    declinedBecause = '',
  ): Promise<void> {
    if (!decidedBy) {
      await tx.query('update strike_version set state = $4 where tenant_id = $1 and strike_id = $2 and version = $3', [
        tx.tenantId,
        strikeId,
        version,
        state,
      ]);
      return;
    }
    await tx.query(
      `update strike_version set state = $4, decided_by = $5, decided_on_behalf_of = $6, decided_at = $7, declined_because = $8
       where tenant_id = $1 and strike_id = $2 and version = $3`,
      [tx.tenantId, strikeId, version, state, decidedBy.accountId, decidedBy.organisationId, tx.now, declinedBecause],
    );
    await tx.query('update strike set lock_version = lock_version + 1 where tenant_id = $1 and strike_id = $2', [
      tx.tenantId,
      strikeId,
    ]);
  }

  private done(tx: Transaction, strikeId: string, detail: Record<string, string | number>): StrikeChanged {
    tx.audit({ entity: 'Strike', entityId: strikeId, detail });
    return { __typename: 'StrikeChanged', strikeId };
  }
}

/**
 * The providers whose staff were called out, and whether somebody else has to confirm it: always where no commissioning
 * organisation records it, and where whoever does works for a provider that it covers.
 */
async function calledOut(
  tx: Transaction,
  viewer: Viewer,
  given: Called,
): Promise<{ readonly needsConfirmation: boolean; readonly providerIds: readonly string[] | null }> {
  const [facts] = await tx.query<{ commissions: boolean; roles: number; providers: number; isOwn: boolean }>(
    `select quorate_commissions() as commissions,
       (select count(*)::int from professional_role where tenant_id = $1 and role_code = any($2::text[])) as roles,
       (select count(*)::int from organisation where tenant_id = $1 and organisation_id = any($3::uuid[])) as providers,
       exists (select 1 from (${OWN_ORGANISATIONS}) own where case when $3::uuid[] is not null then own.id = any($3::uuid[])
         else exists (select 1 from mdt_seat x where x.tenant_id = $1 and x.provider_organisation_id = own.id) end) as "isOwn"`,
    [tx.tenantId, given.roleCodes, given.organisationIds],
  );
  if (!facts || facts.roles < given.roleCodes.length) throw invalidInput('roleCodes', 'Choose roles of the list.');
  if (!facts.commissions) {
    const own = String(viewer.organisationId);
    if (given.organisationIds?.some((id) => id !== own))
      throw invalidInput('organisationIds', 'You can record strike days of your own organisation’s staff.');
    return { needsConfirmation: true, providerIds: [own] };
  }
  if (given.organisationIds !== null && facts.providers < given.organisationIds.length)
    throw invalidInput('organisationIds', 'Choose organisations of the directory.');
  return { needsConfirmation: facts.isOwn, providerIds: given.organisationIds };
}
