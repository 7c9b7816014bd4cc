import { Inject, Injectable } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import {
  IDENTITY_COLUMNS,
  type IdentityRow,
  lookEvents,
  RELATIONSHIPS_JSON,
  type RelationshipRow,
  relationshipOf,
} from '../patients/patients.reads.js';
import { noRelationshipTo, OWN_RELATIONSHIPS, type PersonToAsk, WHOM_TO_ASK } from '../patients/relationships.js';
import type { AuditEntry } from '../platform/audit.js';
import { Clock } from '../platform/clock.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import {
  ACTION_JSON,
  ACTION_TABLES,
  type ActionRow,
  actionOf,
  IS_WAITING,
  idOrNull,
  WAITING_JSON,
  WAITING_TABLES,
  type WaitingRow,
} from './case-rows.js';
import type { ActionsPage, CasesToday, PersonDiscussion } from './case-views.graphql.js';

const OPEN = `a.state in ('open','inProgress')`;

const PERSON = `
  with own as materialized (${OWN_RELATIONSHIPS})
  select ${IDENTITY_COLUMNS}, p.lock_version as "lockVersion",
    (select ${RELATIONSHIPS_JSON} from own o where o.patient_id = p.patient_id) as relationships,
    coalesce((select json_agg(json_build_object('caseId', c.case_id, 'meetingId', m.meeting_id, 'mdtName', d.name, 'meetingDate', m.meeting_date,
        'question', c.question, 'state', c.state, 'outcomeText', c.outcome_text) order by m.starts_at desc, c.case_id)
      from case_list_item c
      join mdt_meeting m on m.tenant_id = c.tenant_id and m.meeting_id = c.meeting_id
      join mdt d on d.tenant_id = c.tenant_id and d.mdt_id = c.mdt_id
      where c.tenant_id = $1 and c.patient_id = $2 and c.state <> 'withdrawn'), '[]') as discussions,
    coalesce((select json_agg(action order by due_on, action_id) from (
      select ${ACTION_JSON} as action, a.due_on, a.action_id from ${ACTION_TABLES}
      where a.tenant_id = $1 and a.patient_id = $2 and ${OPEN}) x), '[]') as actions
  from patient p
  where p.tenant_id = $1 and p.patient_id = $2 and exists (select 1 from own o where o.patient_id = p.patient_id)`;

// A co-ordinator sees to what the meetings of their organisation left open, everyone else to what is theirs.
const ACTIONS_OF_VIEWER = `a.tenant_id = $1 and ${OPEN} and a.patient_id in (select o.patient_id from own o)
  and (a.owner_practitioner_id = (select quorate_practitioner()) or ($2 and am.host_organisation_id = (select quorate_organisation())))`;

const MY_ACTIONS = `
  with own as materialized (${OWN_RELATIONSHIPS})
  select ${ACTION_JSON} as action from ${ACTION_TABLES}
  where ${ACTIONS_OF_VIEWER}
    and ($3::uuid is null or (a.due_on, a.action_id) > (select x.due_on, x.action_id from case_action x where x.tenant_id = $1 and x.action_id = $3))
  order by a.due_on, a.action_id limit $4`;

const TODAY = `
  with own as materialized (${OWN_RELATIONSHIPS})
  select
    coalesce((select json_agg(item) from (select ${WAITING_JSON} as item from ${WAITING_TABLES}
      where $2 and w.tenant_id = $1 and ${IS_WAITING} and wm.host_organisation_id = (select quorate_organisation())
        and w.patient_id in (select o.patient_id from own o)
      order by wm.starts_at, w.position, w.case_id limit 20) x), '[]') as waiting,
    coalesce((select json_agg(item) from (select ${ACTION_JSON} as item from ${ACTION_TABLES}
      where ${ACTIONS_OF_VIEWER} and a.due_on <= $3::date order by a.due_on, a.action_id limit 20) x), '[]') as actions`;

interface PersonRow extends IdentityRow {
  readonly lockVersion: number;
  readonly relationships: readonly RelationshipRow[];
  readonly discussions: PersonDiscussion[];
  readonly actions: readonly ActionRow[];
}

/** What one member of staff has to do with people: one person's page, their actions, and their part of Today. */
@Injectable()
export class CaseWorklistsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** One person with why the viewer may see them, else NoRelationship: the same for a person who never was. */
  async person(viewer: Viewer, patientId: string): Promise<object> {
    const [row] = await this.reads.audited<PersonRow>(
      viewer,
      { name: 'person', text: PERSON, values: [viewer.tenantId, idOrNull(patientId)] },
      (rows) => (rows.length > 0 ? lookEvents('person', rows) : [refusedLook(patientId)]),
    );
    if (!row) return noRelationshipTo(await this.whomToAsk(viewer));
    const { actions, ...person } = row;
    return {
      ...person,
      __typename: 'Person',
      relationships: row.relationships.map(relationshipOf),
      openActions: actions.map((action) => actionOf(viewer, action, this.today())),
    };
  }

  async myActions(viewer: Viewer, input: { first: number; after?: string | null }): Promise<ActionsPage> {
    const first = Math.min(Math.max(Math.trunc(input.first), 1), 100);
    const after = input.after ? idOrNull(input.after) : null;
    const rows = await this.reads.audited<{ action: ActionRow }>(
      viewer,
      {
        name: 'my-actions',
        text: MY_ACTIONS,
        values: [viewer.tenantId, viewer.role === 'careCoordinator', after, first + 1],
      },
      (found) =>
        personEvents(
          'myActions',
          found.slice(0, first).map((row) => row.action),
        ),
    );
    return {
      actions: rows.slice(0, first).map((row) => actionOf(viewer, row.action, this.today())),
      hasMore: rows.length > first,
    };
  }

  async casesToday(viewer: Viewer): Promise<CasesToday> {
    const [row] = await this.reads.audited<{ waiting: WaitingRow[]; actions: ActionRow[] }>(
      viewer,
      {
        name: 'cases-today',
        text: TODAY,
        values: [viewer.tenantId, viewer.role === 'careCoordinator', addDays(this.today(), 7)],
      },
      ([found]) => personEvents('casesToday', found ? [...found.waiting, ...found.actions] : []),
    );
    return {
      waiting: row?.waiting ?? [],
      actionsDue: (row?.actions ?? []).map((action) => actionOf(viewer, action, this.today())),
    };
  }

  private whomToAsk(viewer: Viewer): Promise<PersonToAsk[]> {
    return this.reads.rows<PersonToAsk>(viewer, {
      name: 'whom-to-ask',
      text: WHOM_TO_ASK,
      values: [viewer.tenantId, viewer.organisationId],
    });
  }

  private today(): string {
    return toLondon(this.clock.now().toISOString()).date;
  }
}

/** One event for each person named; one without a person when there was none. */
function personEvents(operation: string, items: readonly { readonly person: IdentityRow }[]): AuditEntry[] {
  const ids = [...new Set(items.map((item) => item.person.id))];
  if (ids.length === 0) return [{ operation, kind: 'read', entity: 'Patient', entityId: 'none' }];
  return ids.map((id) => ({ operation, kind: 'read', entity: 'Patient', entityId: id, patientId: id }));
}

/** Somebody tried a record that is closed to them, or an id that never was: the trail says the same of both. */
function refusedLook(patientId: string): AuditEntry {
  return {
    operation: 'person',
    kind: 'refusal',
    entity: 'Patient',
    entityId: patientId.slice(0, 64),
    patientId: idOrNull(patientId),
    outcome: 'refused',
    detail: { code: 'NO_RELATIONSHIP' },
  };
}
