import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { managesPeopleOf, requireManaged } from '../../platform/managed-organisations.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { appointInput, endInput } from './return-inputs.js';

export interface SignatoryChanged {
  readonly __typename: 'SignatoryChanged';
  readonly signatoryId: string;
}

/** Who may sign returns for an organisation: an administrator's to appoint, and never themselves. */
@Injectable()
export class SignatoriesService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** Appoints a manager of the organisation, from a day on that is not past. Refuses one whose appointment stands. */
  appoint(viewer: Viewer, input: unknown): Promise<SignatoryChanged | RefusalData> {
    return this.commands.run(viewer, 'appointSignatory', appointInput, input, async (tx, given) => {
      await requireManaged(tx.query, given.organisationId);
      if (given.accountId === viewer.accountId) throw notPermitted('Nobody appoints themselves.');
      const today = toLondon(tx.now.toISOString()).date;
      if (given.firstDay < today) throw invalidInput('firstDay', 'Choose today or a later day.');
      await requireManager(tx, given.accountId, given.organisationId);
      await endPast(tx, viewer, given, today);
      const [standing] = await tx.query(
        'select 1 as found from return_signatory where tenant_id = $1 and organisation_id = $2 and account_id = $3 and ended_at is null',
        [tx.tenantId, given.organisationId, given.accountId],
      );
      if (standing)
        throw invalidInput('accountId', 'They may sign already. End that appointment first if its days are to change.');
      const signatoryId = newId();
      await tx.query(
        `insert into return_signatory (tenant_id, signatory_id, organisation_id, account_id, post, first_day, last_day, appointed_by, appointed_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [
          tx.tenantId,
          signatoryId,
          given.organisationId,
          given.accountId,
          given.post,
          given.firstDay,
          given.lastDay,
          viewer.accountId,
          tx.now,
        ],
      );
      tx.audit({ entity: 'ReturnSignatory', entityId: signatoryId, detail: { accountId: given.accountId } });
      return { __typename: 'SignatoryChanged' as const, signatoryId };
    });
  }

  /** Ends an appointment now. What was signed under it stays signed. */
  end(viewer: Viewer, input: unknown): Promise<SignatoryChanged | RefusalData> {
    return this.commands.run(viewer, 'endSignatory', endInput, input, async (tx, { signatoryId }) => {
      const [found] = await tx.query<{ isOver: boolean }>(
        `select s.ended_at is not null as "isOver" from return_signatory s
         where s.tenant_id = $1 and s.signatory_id = $2 and ${managesPeopleOf('s.organisation_id')} for update of s`,
        [tx.tenantId, signatoryId],
      );
      if (!found) throw notPermitted();
      if (found.isOver) throw invalidInput('signatoryId', 'This appointment has ended already.');
      await tx.query(
        'update return_signatory set ended_by = $3, ended_at = $4 where tenant_id = $1 and signatory_id = $2',
        [tx.tenantId, signatoryId, viewer.accountId, tx.now],
      );
      tx.audit({ entity: 'ReturnSignatory', entityId: signatoryId, detail: { hasEnded: true } });
      return { __typename: 'SignatoryChanged' as const, signatoryId };
    });
  }
}

/** Locks the account, so that two who appoint the same person take turns. */
async function requireManager(tx: Transaction, accountId: string, organisationId: string): Promise<void> {
  const [manager] = await tx.query(
    `select 1 as found from account u where u.tenant_id = $1 and u.account_id = $2 and (u.left_at is null or u.left_at > $4)
       and exists (select 1 from acting_role r where r.tenant_id = u.tenant_id and r.account_id = u.account_id
         and r.organisation_id = $3 and r.role = 'providerManager' and r.during @> $4::timestamptz)
     for update of u`,
    [tx.tenantId, accountId, organisationId, tx.now],
  );
  if (!manager)
    throw invalidInput(
      'accountId',
      'Choose a manager of this organisation. Give them that role first if they lack it.',
    );
}

/** An appointment whose days are over makes way for the next. */
async function endPast(
  tx: Transaction,
  viewer: Viewer,
  { organisationId, accountId }: { readonly organisationId: string; readonly accountId: string },
  today: string,
): Promise<void> {
  await tx.query(
    `update return_signatory set ended_by = $4, ended_at = $5
     where tenant_id = $1 and organisation_id = $2 and account_id = $3 and ended_at is null and last_day < $6::date`,
    [tx.tenantId, organisationId, accountId, viewer.accountId, tx.now, today],
  );
}
