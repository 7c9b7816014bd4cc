import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import type { NamedStatement, StatementSaved, StatementsOpened } from './voice.graphql.js';
import {
  INVITED_MEETING,
  type InvitedMeeting,
  OWN_STATEMENTS,
  type StoredStatement,
  statementOf,
} from './voice.reads.js';

type Saved = StatementSaved & { __typename: string };
type Opened = StatementsOpened & { __typename: string };

const ofMeeting = { meetingId: z.uuid() };
const stateInput = z.object({
  ...ofMeeting,
  words: z.string().trim().max(1000, 'Use at most 1,000 characters').nullish(),
});
const withdrawInput = z.object(ofMeeting);
const nameInput = z.object({ ...ofMeeting, isNamed: z.boolean() });
const openInput = z
  .object({
    providerId: z.uuid(),
    from: z.iso.date('Enter the first day'),
    to: z.iso.date('Enter the last day'),
    power: z.string().trim().min(1, 'Enter the law and its section').max(500),
    authority: z.string().trim().min(1, 'Enter who asks').max(500),
    notToldBecause: z.string().trim().max(1000).nullish(),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'The last day is before the first' });

/** What every event of the private voice says of where: nothing, so that no reader of the trail learns of a meeting. */
const NOWHERE = { entity: 'StaffStatement', entityId: 'private' } as const;

/**
 * Staff say in private that they were not released for a meeting. The author alone reads it, by the login that wrote it: an
 * employer can open another login for the same member of staff; employer and commissioners are
 * told numbers, from enough people on. The audit trail has who did something and never of which meeting, and no screen of it
 * shows these events.
 */
@Injectable()
export class VoiceService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** States it, or changes its words. Refused before the meeting has begun. */
  stateNotReleased(viewer: Viewer, input: unknown): Promise<Saved | RefusalData> {
    return this.commands.run(viewer, 'stateNotReleased', stateInput, input, async (tx, { meetingId, words }) => {
      const meeting = await invitedMeeting(tx, viewer, meetingId);
      if (!meeting.mayState) throw invalidInput('meetingId', 'This meeting has not begun.');
      await tx.query(
        `insert into staff_statement (tenant_id, statement_id, practitioner_id, meeting_id, meeting_date, provider_organisation_id, host_organisation_id, words, stated_at, account_id)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (tenant_id, practitioner_id, meeting_id, account_id) do update set words = excluded.words`,
        [
          tx.tenantId,
          newId(),
          viewer.practitionerId,
          meetingId,
          meeting.date,
          meeting.employerId,
          meeting.hostId,
          words ?? '',
          tx.now,
          viewer.accountId,
        ],
      );
      tx.audit(NOWHERE);
      return saved(tx, viewer, meetingId);
    });
  }

  /** Takes it back, words and all. Months that were judged keep the number they were judged with. */
  withdrawStatement(viewer: Viewer, input: unknown): Promise<Saved | RefusalData> {
    return this.commands.run(viewer, 'withdrawStatement', withdrawInput, input, async (tx, { meetingId }) => {
      const gone = await tx.query(
        'delete from staff_statement where tenant_id = $1 and practitioner_id = $2 and meeting_id = $3 returning 1 as gone',
        [tx.tenantId, viewer.practitionerId, meetingId],
      );
      if (gone.length === 0) throw notPermitted();
      tx.audit(NOWHERE);
      return { __typename: 'StatementSaved', statement: null };
    });
  }

  /** The author puts their name to it, for the employer's manager and commissioners; or takes it off again. */
  nameStatement(viewer: Viewer, input: unknown): Promise<Saved | RefusalData> {
    return this.commands.run(viewer, 'nameStatement', nameInput, input, async (tx, { meetingId, isNamed }) => {
      const named = await tx.query(
        `update staff_statement set named_at = case when $4::boolean then coalesce(named_at, $5) end
         where tenant_id = $1 and practitioner_id = $2 and meeting_id = $3 returning 1 as named`,
        [tx.tenantId, viewer.practitionerId, meetingId, isNamed, tx.now],
      );
      if (named.length === 0) throw notPermitted();
      tx.audit(NOWHERE);
      return saved(tx, viewer, meetingId);
    });
  }

  /**
   * Opens a provider's statements of some days by a legal power, to this account alone: who asked, by which law, and whether
   * the authors are told. Only for an information governance lead of a commissioning organisation, never of the employer, in
   * whatever role.
   */
  openStatements(viewer: Viewer, input: unknown): Promise<Opened | RefusalData> {
    return this.commands.run(viewer, 'openStatements', openInput, input, async (tx, asked) => {
      const [may] = await tx.query<{ may: boolean }>(
        'select quorate_commissions() and quorate_organisation() <> $1 and not quorate_works_for($1) as may',
        [asked.providerId],
      );
      if (!may?.may) throw notPermitted();
      const openingId = newId();
      const values = [tx.tenantId, asked.providerId, asked.from, asked.to, openingId];
      await asOwnWork(tx.query, async () => {
        await tx.query(
          `insert into staff_statement_opening (tenant_id, opening_id, statement_id, practitioner_id, power, authority, not_told_because, opened_by, opened_at)
           select $1, $5, statement_id, practitioner_id, $6, $7, $8, $9, $10 from staff_statement
           where tenant_id = $1 and provider_organisation_id = $2 and meeting_date between $3 and $4`,
          [...values, asked.power, asked.authority, asked.notToldBecause ?? '', viewer.accountId, tx.now],
        );
      });
      tx.audit({
        entity: 'Organisation',
        entityId: asked.providerId,
        detail: { openingId, from: asked.from, to: asked.to, areAuthorsTold: !asked.notToldBecause },
      });
      const statements = await tx.query<NamedStatement>(OPENED, [tx.tenantId, openingId]);
      return { __typename: 'StatementsOpened', statements };
    });
  }
}

const OPENED = `
  select t.statement_id as id, p.name as "staffName", d.name as "mdtName", t.meeting_date::text as date, t.words
  from staff_statement_opening o
  join staff_statement t on t.tenant_id = o.tenant_id and t.statement_id = o.statement_id
  join practitioner p on p.tenant_id = t.tenant_id and p.practitioner_id = t.practitioner_id
  join mdt_meeting m on m.tenant_id = t.tenant_id and m.meeting_id = t.meeting_id
  join mdt d on d.tenant_id = m.tenant_id and d.mdt_id = m.mdt_id
  where o.tenant_id = $1 and o.opening_id = $2
  order by t.meeting_date, t.statement_id`;

async function invitedMeeting(tx: Transaction, viewer: Viewer, meetingId: string): Promise<InvitedMeeting> {
  const [meeting] = await tx.query<InvitedMeeting>(INVITED_MEETING, [tx.tenantId, viewer.practitionerId, meetingId]);
  if (!meeting) throw notPermitted();
  return meeting;
}

async function saved(tx: Transaction, viewer: Viewer, meetingId: string): Promise<Saved> {
  const [stored] = await tx.query<StoredStatement>(OWN_STATEMENTS, [tx.tenantId, viewer.practitionerId, meetingId]);
  return { __typename: 'StatementSaved', statement: stored ? statementOf(stored) : null };
}
