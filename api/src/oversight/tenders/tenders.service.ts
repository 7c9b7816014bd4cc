import { Inject, Injectable } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { mailWords } from '../../meetings/invitations/mail-text.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { changeInput, closeInput, MOST_DAYS, openInput, TOO_LONG } from './tender-inputs.js';

export interface TenderChanged {
  readonly __typename: 'TenderChanged';
  readonly tenderId: string;
}

interface TenderState {
  readonly tenderId: string;
  readonly organisationId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly closedAt: Date | null;
  readonly lockVersion: number;
}

/** Who bids and who has a conflict, said by the organisation that runs a tender; never by somebody whom a tender binds. */
@Injectable()
export class TendersService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Opens one from a day on. The managers of the bidders are told that content is hidden, and not who else bids. */
  open(viewer: Viewer, input: unknown): Promise<TenderChanged | RefusalData> {
    return this.commands.run(viewer, 'openTender', openInput, input, async (tx, given) => {
      await requireCommissioning(tx);
      if (given.endsOn < todayOf(tx)) throw invalidInput('endsOn', 'Enter a day that is not past.');
      const bidders = [...new Set([...given.organisationIds, ...(await ofMdts(tx, viewer, given.mdtIds))])];
      await refuseNoBidder(tx, viewer, bidders);
      await refuseNoColleague(tx, viewer, given.conflictAccountIds);
      const tenderId = newId();
      await tx.query(
        `insert into tender (tenant_id, tender_id, organisation_id, title, reason, starts_on, ends_on, opened_by, opened_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
        [
          tx.tenantId,
          tenderId,
          viewer.organisationId,
          given.title,
          given.reason,
          given.startsOn,
          given.endsOn,
          viewer.accountId,
          tx.now,
        ],
      );
      await tx.query('insert into tender_mdt (tenant_id, tender_id, mdt_id) select $1, $2, unnest($3::uuid[])', [
        tx.tenantId,
        tenderId,
        given.mdtIds,
      ]);
      await this.bind(tx, tenderId, bidders, given.conflictAccountIds);
      tx.audit({ entity: 'Tender', entityId: tenderId, detail: { step: 'opened', bidders: bidders.length } });
      return { __typename: 'TenderChanged', tenderId };
    });
  }

  /** Another end, further bidders, further colleagues with a conflict. Nobody is let out before the end. */
  change(viewer: Viewer, input: unknown): Promise<TenderChanged | RefusalData> {
    return this.commands.run(viewer, 'changeTender', changeInput, input, async (tx, given) => {
      const tender = await ownTender(tx, viewer, given);
      if (given.endsOn < tender.startsOn || given.endsOn < todayOf(tx))
        throw invalidInput('endsOn', 'Enter a day that is not past, and not before the beginning.');
      if (given.endsOn > addDays(tender.startsOn, MOST_DAYS)) throw invalidInput('endsOn', TOO_LONG);
      if (given.organisationIds.length > 0) await refuseNoBidder(tx, viewer, given.organisationIds);
      await refuseNoColleague(tx, viewer, given.conflictAccountIds);
      await tx.query(
        'update tender set ends_on = $3, lock_version = lock_version + 1 where tenant_id = $1 and tender_id = $2',
        [tx.tenantId, tender.tenderId, given.endsOn],
      );
      await this.bind(tx, tender.tenderId, given.organisationIds, given.conflictAccountIds);
      tx.audit({ entity: 'Tender', entityId: tender.tenderId, detail: { step: 'changed', endsOn: given.endsOn } });
      return { __typename: 'TenderChanged', tenderId: tender.tenderId };
    });
  }

  /** Ends it before its last day, with a reason: everybody sees again what their role sees. */
  close(viewer: Viewer, input: unknown): Promise<TenderChanged | RefusalData> {
    return this.commands.run(viewer, 'closeTender', closeInput, input, async (tx, given) => {
      const tender = await ownTender(tx, viewer, given);
      await tx.query(
        `update tender set closed_by = $3, closed_at = $4, closed_because = $5, lock_version = lock_version + 1 where tenant_id = $1 and tender_id = $2`,
        [tx.tenantId, tender.tenderId, viewer.accountId, tx.now, given.reason],
      );
      tx.audit({ entity: 'Tender', entityId: tender.tenderId, detail: { step: 'closed' } });
      return { __typename: 'TenderChanged', tenderId: tender.tenderId };
    });
  }

  private async bind(
    tx: Transaction,
    tenderId: string,
    bidders: readonly string[],
    colleagues: readonly string[],
  ): Promise<void> {
    const added = await tx.query<{ organisationId: string }>(
      `insert into tender_bidder (tenant_id, tender_id, organisation_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing
       returning organisation_id as "organisationId"`,
      [tx.tenantId, tenderId, bidders],
    );
    await tx.query(
      'insert into tender_conflict (tenant_id, tender_id, account_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing',
      [tx.tenantId, tenderId, colleagues],
    );
    await this.tell(
      tx,
      added.map(({ organisationId }) => organisationId),
    );
  }

  private tell(tx: Transaction, organisationIds: readonly string[]): Promise<void> {
    return asOwnWork(tx.query, async () => {
      const managers = await tx.query<{ name: string; email: string; practitionerId: string | null }>(
        `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
         where r.tenant_id = $1 and r.during @> $2::timestamptz and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
           and r.role = 'providerManager' and r.organisation_id = any($3::uuid[]) order by u.email`,
        [tx.tenantId, tx.now, organisationIds],
      );
      for (const { name, email, practitionerId } of managers)
        tx.send({
          kind: 'tenderOpened',
          recipientName: name,
          recipientEmail: email,
          recipientPractitionerId: practitionerId,
          subject: 'News for you in Quorate: a tender',
          ...mailWords([
            {
              kind: 'paragraph',
              words:
                'While a tender is open, your organisation sees no sensitive content of others. Care, meetings and registers are not touched.',
            },
            { kind: 'link', words: 'Sign in to see until when', url: `${this.publicUrl.origin()}/engagement` },
          ]),
        });
    });
  }
}

async function requireCommissioning(tx: Transaction): Promise<void> {
  const [acting] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
  if (!acting?.commissions) throw notPermitted();
}

/** The hosts of MDTs and whoever has a seat there, as far as they can bid. */
async function ofMdts(tx: Transaction, viewer: Viewer, mdtIds: readonly string[]): Promise<string[]> {
  const found = await tx.query<{ mdtId: string; organisationIds: string[] }>(
    `select m.mdt_id as "mdtId", array_agg(distinct o.id) as "organisationIds" from mdt m cross join lateral (
       select m.host_organisation_id as id union select s.provider_organisation_id from mdt_seat s
         where s.tenant_id = m.tenant_id and s.mdt_id = m.mdt_id and s.to_version is null) o
     where m.tenant_id = $1 and m.mdt_id = any($2::uuid[]) group by m.mdt_id`,
    [tx.tenantId, mdtIds],
  );
  if (found.length < mdtIds.length) throw invalidInput('mdtIds', 'Choose MDTs of the list.');
  const able = await biddersAmong(
    tx,
    viewer,
    found.flatMap(({ organisationIds }) => organisationIds),
  );
  return able.filter(({ mayBid }) => mayBid).map(({ id }) => id);
}

interface AbleBidder {
  readonly id: string;
  readonly name: string;
  readonly mayBid: boolean;
  /** Whether the viewer works there in some other role. */
  readonly isOwn: boolean;
}

/** Whoever watches over others bids for nothing; and whoever runs the tender could not end it. */
function biddersAmong(tx: Transaction, viewer: Viewer, organisationIds: readonly string[]): Promise<AbleBidder[]> {
  return tx.query<AbleBidder>(
    `select o.organisation_id as id, o.name, o.kind not in ('icb','subIcb','region','regulator') and o.organisation_id <> $3 as "mayBid",
       exists (select 1 from acting_role a where a.tenant_id = $1 and a.account_id = $4 and a.organisation_id = o.organisation_id and a.during @> $6::timestamptz)
         or exists (select 1 from practitioner_role p where p.tenant_id = $1 and p.practitioner_id = $5 and p.organisation_id = o.organisation_id and p.during @> $7::date) as "isOwn"
     from organisation o where o.tenant_id = $1 and o.organisation_id = any($2::uuid[])`,
    [tx.tenantId, organisationIds, viewer.organisationId, viewer.accountId, viewer.practitionerId, tx.now, todayOf(tx)],
  );
}

async function refuseNoBidder(tx: Transaction, viewer: Viewer, organisationIds: readonly string[]): Promise<void> {
  const found = await biddersAmong(tx, viewer, organisationIds);
  if (found.length < organisationIds.length || found.length === 0)
    throw invalidInput('organisationIds', 'Choose organisations of the directory that can bid.');
  const none = found.find(({ mayBid }) => !mayBid);
  if (none)
    throw invalidInput('organisationIds', `${none.name} cannot bid: it runs the tender or watches over others.`);
  const own = found.find(({ isOwn }) => isOwn);
  if (own)
    throw invalidInput('organisationIds', `You work for ${own.name} as well. Ask a colleague to run this tender.`);
}

async function refuseNoColleague(tx: Transaction, viewer: Viewer, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  if (accountIds.includes(viewer.accountId))
    throw invalidInput(
      'conflictAccountIds',
      'Whoever has a conflict does not run the tender. Ask a colleague to do this.',
    );
  const found = await tx.query(
    `select distinct r.account_id from acting_role r where r.tenant_id = $1 and r.organisation_id = $3 and r.account_id = any($2::uuid[]) and r.during @> $4::timestamptz`,
    [tx.tenantId, accountIds, viewer.organisationId, tx.now],
  );
  if (found.length < accountIds.length)
    throw invalidInput('conflictAccountIds', 'Choose colleagues of your own organisation.');
}

/** Locked; hidden by the wall from other organisations and from whoever is bound. */
async function ownTender(
  tx: Transaction,
  viewer: Viewer,
  given: { readonly tenderId: string; readonly expectedVersion: number },
): Promise<TenderState> {
  const [tender] = await tx.query<TenderState>(
    `select tender_id as "tenderId", organisation_id as "organisationId", starts_on::text as "startsOn", ends_on::text as "endsOn",
       closed_at as "closedAt", lock_version as "lockVersion" from tender where tenant_id = $1 and tender_id = $2 for update`,
    [tx.tenantId, given.tenderId],
  );
  if (!tender || tender.organisationId !== viewer.organisationId) throw notPermitted();
  if (tender.lockVersion !== given.expectedVersion) throw changedByOther(tender.lockVersion);
  if (tender.closedAt !== null || tender.endsOn < todayOf(tx))
    throw new Refused({
      __typename: 'TenderStepNotPossible',
      code: 'NOT_ALLOWED_NOW',
      message: 'This tender is over. Open another one.',
    } as RefusalData);
  return tender;
}

function todayOf(tx: Transaction): string {
  return toLondon(tx.now.toISOString()).date;
}
