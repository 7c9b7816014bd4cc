import { actionLifecycle, type StateOf } from '@quorate/libs/lifecycle';
import { IDENTITY_JSON, type IdentityRow } from '../patients/patients.reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { ActionForPerson } from './case-views.graphql.js';

/** An action as the statements give it. */
export interface ActionRow {
  readonly id: string;
  readonly caseId: string;
  readonly description: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly organisationName: string;
  readonly dueOn: string;
  readonly state: StateOf<typeof actionLifecycle>;
  readonly stateReason: string | null;
  readonly lockVersion: number;
  readonly isMine: boolean;
  readonly isHost: boolean;
  readonly person: IdentityRow;
  readonly mdtName: string;
  readonly meetingId: string;
  readonly meetingDate: string;
}

/** One action as a JSON object, over ACTION_TABLES. */
export const ACTION_JSON = `json_build_object('id', a.action_id, 'caseId', a.case_id, 'description', a.description,
  'owner', json_build_object('id', a.owner_practitioner_id, 'name', op.name), 'organisationName', oo.name, 'dueOn', a.due_on,
  'state', a.state, 'stateReason', a.state_reason, 'lockVersion', a.lock_version,
  'isMine', a.owner_practitioner_id is not distinct from quorate_practitioner(),
  'isHost', am.host_organisation_id is not distinct from quorate_organisation(),
  'person', ${IDENTITY_JSON}, 'mdtName', ad.name, 'meetingId', am.meeting_id, 'meetingDate', am.meeting_date)`;

export const ACTION_TABLES = `case_action a
  join patient p on p.tenant_id = a.tenant_id and p.patient_id = a.patient_id
  join practitioner op on op.tenant_id = a.tenant_id and op.practitioner_id = a.owner_practitioner_id
  join organisation oo on oo.tenant_id = a.tenant_id and oo.organisation_id = a.organisation_id
  join case_list_item ac on ac.tenant_id = a.tenant_id and ac.case_id = a.case_id
  join mdt_meeting am on am.tenant_id = ac.tenant_id and am.meeting_id = ac.meeting_id
  join mdt ad on ad.tenant_id = am.tenant_id and ad.mdt_id = am.mdt_id`;

/** Left over by a meeting: deferred, or on the list of one that is over or was cancelled, and not carried on yet. Over `w` and `wm`. */
export const IS_WAITING = `(w.state in ('deferred','deferredSeatAbsent')
  or (w.state = 'listed' and (wm.ends_at <= quorate_now() or wm.status = 'cancelled')))`;

/** Somebody left over by a meeting, over `w` (case_list_item), `p`, `wm` (mdt_meeting) and `wd` (mdt). */
export const WAITING_JSON = `json_build_object('caseId', w.case_id, 'person', ${IDENTITY_JSON}, 'meetingId', wm.meeting_id,
  'mdtName', wd.name, 'meetingDate', wm.meeting_date, 'state', w.state, 'outcomeText', w.outcome_text)`;

export const WAITING_TABLES = `case_list_item w
  join patient p on p.tenant_id = w.tenant_id and p.patient_id = w.patient_id
  join mdt_meeting wm on wm.tenant_id = w.tenant_id and wm.meeting_id = w.meeting_id
  join mdt wd on wd.tenant_id = w.tenant_id and wd.mdt_id = w.mdt_id`;

export interface WaitingRow {
  readonly caseId: string;
  readonly person: IdentityRow;
  readonly meetingId: string;
  readonly mdtName: string;
  readonly meetingDate: string;
  readonly state: string;
  readonly outcomeText: string | null;
}

/** The action as the API shows it, with the steps this viewer may take. `today` is a local date. */
export function actionOf(viewer: Viewer, row: ActionRow, today: string): ActionForPerson {
  const { isHost, ...shown } = row;
  const mayMove = (row.isMine && viewer.role === 'clinician') || (isHost && viewer.role === 'careCoordinator');
  return {
    ...shown,
    isOverdue: !actionLifecycle.isFinal(row.state) && row.dueOn < today,
    steps: mayMove ? [...actionLifecycle.allows(row.state)] : [],
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id, or null for a text that cannot be one: it is answered like an id that never was. */
export function idOrNull(text: string): string | null {
  return UUID.test(text) ? text : null;
}
