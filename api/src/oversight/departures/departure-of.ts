import type { RegulatoryRegime } from '@quorate/libs/signals';
import type { Viewer } from '../../platform/viewer.js';
import { actorOf, type StoredActor } from '../signals/signal-actor.js';
import { signalReference } from '../signals/signal-mail.js';
import type { Departure, DepartureKind } from './departure.graphql.js';

/** A departure as its statement gives it: what was written by hand, or the step that made it. */
export interface StoredDeparture {
  readonly id: string;
  readonly at: string;
  readonly event: 'byHand' | 'askProvider' | 'slipped' | 'replyExtended' | 'stop' | 'refer';
  readonly reason: string;
  readonly kind?: DepartureKind;
  readonly section?: string;
  readonly words?: string;
  readonly fromDue?: string | null;
  readonly toDue?: string | null;
  readonly bodyCode?: string | null;
  readonly regime?: RegulatoryRegime;
  readonly licenceStatus?: keyof RegulatoryRegime['routes'];
  readonly signalId?: string | null;
  readonly concernId?: string | null;
  readonly partyName: string | null;
  readonly by: StoredActor | null;
  readonly publishedOn: string | null;
}

/** A departure in words; null for a referral to whom the route names, which departs from nothing. */
export function departureOf(viewer: Viewer, stored: StoredDeparture): Departure | null {
  const said = saidOf(stored);
  if (!said) return null;
  return {
    ...said,
    id: stored.id,
    at: stored.at,
    reason: stored.reason,
    fromDue: stored.fromDue ?? null,
    toDue: stored.toDue ?? null,
    by: stored.by && actorOf(viewer, stored.by),
    signalId: stored.signalId ?? null,
    signalReference: stored.signalId ? signalReference(stored.signalId) : null,
    concernId: stored.concernId ?? null,
    partyName: stored.partyName,
    isByHand: stored.event === 'byHand',
    publishedOn: stored.event === 'stop' ? stored.at : stored.publishedOn,
    mayPublish:
      viewer.role === 'commissioner' &&
      stored.event !== 'stop' &&
      stored.publishedOn === null &&
      stored.by?.organisationId === viewer.organisationId,
  };
}

function saidOf(stored: StoredDeparture): Pick<Departure, 'kind' | 'section' | 'words'> | null {
  switch (stored.event) {
    case 'byHand':
      return { kind: stored.kind ?? 'other', section: stored.section ?? '', words: stored.words ?? '' };
    case 'askProvider':
      return {
        kind: 'stage',
        section: 'The records are checked before the provider is asked to reply',
        words: 'The check of the records was left out',
      };
    case 'slipped':
      return { kind: 'dueDate', section: 'The due date of the rules', words: 'The due date was moved' };
    case 'replyExtended':
      return { kind: 'dueDate', section: 'The time to reply of the rules', words: 'The time to reply was extended' };
    case 'stop':
      return {
        kind: 'default',
        section: 'It goes on by default when its due date passes',
        words: 'It was stopped, and the reason was published',
      };
    case 'refer':
      return referredElsewhere(stored);
  }
}

function referredElsewhere({ regime, licenceStatus, bodyCode }: StoredDeparture) {
  const body = regime?.bodies.find(({ code }) => code === bodyCode);
  const route = regime?.routes[licenceStatus ?? 'unknown'];
  if (!body || !route || route.addressee.includes(body.name)) return null;
  return {
    kind: 'addressee' as const,
    section: `Addressee by the licence status: ${route.addressee}`,
    words: `Referred to ${body.name}`,
  };
}
