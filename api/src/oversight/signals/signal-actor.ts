import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import type { Viewer } from '../../platform/viewer.js';
import type { SignalActor } from './signal-parts.graphql.js';

/** Who did something, before it is decided who reads the name. */
export interface StoredActor {
  readonly name: string;
  readonly role: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string;
}

/** The name goes to the own organisation; others read in which role and for whom it was done. */
export function actorOf(viewer: Viewer, actor: StoredActor): SignalActor {
  return {
    name: actor.organisationId === viewer.organisationId ? actor.name : null,
    role: actor.role !== null && isRole(actor.role) ? ROLE_NAMES[actor.role] : 'Staff',
    organisationName: actor.organisationName,
  };
}

function isRole(text: string): text is Role {
  return Object.hasOwn(ROLE_NAMES, text);
}
