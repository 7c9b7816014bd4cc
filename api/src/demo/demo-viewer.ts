import type { RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { DemoDraft } from './demo-draft.js';
import { TAMEWATER_LOGINS } from './demo-logins.js';

/** A login of the demo as somebody who has signed in, in their first role. */
export function viewerOf(draft: DemoDraft, login: string): Viewer {
  const person = TAMEWATER_LOGINS.find((each) => each.login === login);
  const act = person?.acts[0];
  if (!person || !act?.organisation) throw new Error(`The demo has no ${login} who acts for an organisation.`);
  return {
    tenantId: draft.tenantId,
    tenantKey: draft.tenantKey,
    tenantName: draft.tenantKey,
    isDemoTenant: true,
    accountId: draft.id('account', login),
    sessionId: draft.id('session', login),
    name: person.name,
    login,
    practitionerId: null,
    actingRoleId: draft.id('actingRole', login, 0),
    role: act.role,
    organisationId: draft.id('organisation', act.organisation),
    organisationName: null,
    aboutPatientId: null,
    sessionExpiresAt: '',
    requestId: 'demo',
    idempotencyKey: null,
  };
}

/** What a command answered. Throws where it was refused: the demo is made of what the product allows. */
export function done<R extends object>(answer: R | RefusalData): R {
  if ('code' in answer) throw new Error(`The demo was refused: ${answer.message}`);
  return answer as R;
}
