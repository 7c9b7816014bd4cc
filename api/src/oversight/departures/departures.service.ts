import { Inject, Injectable } from '@nestjs/common';
import { isLocalDate, toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../../platform/commands.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { refuseNames } from '../advice/find-names.js';
import { DEPARTURE_KINDS, type DepartureKind } from './departure.graphql.js';
import { departureOf, type StoredDeparture } from './departure-of.js';
import { ONE_SQL } from './departure-statements.js';

const MOST_WORDS = 4000;
const words = (what: string, most = MOST_WORDS) =>
  z.string().trim().min(1, `Enter ${what}.`).max(most, `Use no more than ${most} characters.`);

const recordInput = z.object({
  kind: z.enum(DEPARTURE_KINDS),
  section: words('what it departs from', 300),
  words: words('what was done in its place'),
  reason: words('the reason'),
  decidedOn: z.string().refine(isLocalDate, 'Enter a date that exists.'),
  signalId: z.uuid().nullish(),
  organisationId: z.uuid().nullish(),
});

const publishInput = z.object({
  departureId: z.string().max(60),
  words: words('what all staff may read'),
});

/** What a published departure is headed by: its kind and nothing more. */
const TITLES: Readonly<Record<DepartureKind, string>> = {
  stage: 'A stage was left out',
  dueDate: 'A due date was moved',
  default: 'What happens by default was stopped',
  addressee: 'Somebody else was addressed than the route names',
  other: 'A decision departed from the guidance',
};

export interface DepartureChanged {
  readonly __typename: 'DepartureChanged';
  readonly departureId: string;
}

/** Departures from the guidance that somebody writes down, and the form of any that all staff may read. */
@Injectable()
export class DeparturesService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** Writes one down. Of a signal it concerns its provider, whose managers read it. */
  record(viewer: Viewer, input: unknown): Promise<DepartureChanged | RefusalData> {
    return this.commands.run(viewer, 'recordDeparture', recordInput, input, async (tx, given) => {
      if (given.decidedOn > toLondon(tx.now.toISOString()).date)
        throw invalidInput('decidedOn', 'Enter the day of the decision, today or earlier.');
      const party = await partyOf(tx, given);
      const departureId = newId();
      await tx.query(
        `insert into departure (tenant_id, departure_id, kind, section, words, reason, decided_on, signal_id, party_organisation_id, recorded_by, on_behalf_of, recorded_at)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
        [
          tx.tenantId,
          departureId,
          given.kind,
          given.section,
          given.words,
          given.reason,
          given.decidedOn,
          given.signalId ?? null,
          party,
          viewer.accountId,
          viewer.organisationId,
          tx.now,
        ],
      );
      tx.audit({ entity: 'Departure', entityId: departureId, detail: { kind: given.kind } });
      return { __typename: 'DepartureChanged', departureId };
    });
  }

  /** Publishes one without names, once, for whoever decided it. */
  publish(viewer: Viewer, input: unknown): Promise<DepartureChanged | RefusalData> {
    return this.commands.run(viewer, 'publishDeparture', publishInput, input, async (tx, given) => {
      const [row] = await tx.query<{ item: StoredDeparture }>(ONE_SQL, [tx.tenantId, viewer.role, given.departureId]);
      const departure = row ? departureOf(viewer, row.item) : null;
      if (!departure || row?.item.by?.organisationId !== viewer.organisationId) throw notPermitted();
      await refuseNames(tx, [given.words]);
      const [made] = await tx.query(
        `insert into published_reason (tenant_id, publication_id, kind, title, words, published_by, published_at, source) values ($1,$2,'departure',$3,$4,$5,$6,$7)
         on conflict (tenant_id, source) do nothing returning 1 as made`,
        [tx.tenantId, newId(), TITLES[departure.kind], given.words, viewer.accountId, tx.now, departure.id],
      );
      if (!made || !departure.mayPublish) throw publishedAlready();
      tx.audit({ entity: 'Departure', entityId: departure.id, detail: { step: 'published' } });
      return { __typename: 'DepartureChanged', departureId: departure.id };
    });
  }
}

async function partyOf(tx: Transaction, given: z.infer<typeof recordInput>): Promise<string | null> {
  if (given.signalId) {
    const [signal] = await tx.query<{ providerId: string }>(
      'select provider_organisation_id as "providerId" from signal where tenant_id = $1 and signal_id = $2',
      [tx.tenantId, given.signalId],
    );
    if (!signal) throw invalidInput('signalId', 'Choose a signal of the log.');
    if (given.organisationId && given.organisationId !== signal.providerId)
      throw invalidInput('organisationId', 'The signal is about another organisation. Leave this empty.');
    return signal.providerId;
  }
  if (!given.organisationId) return null;
  const [found] = await tx.query('select 1 as found from organisation where tenant_id = $1 and organisation_id = $2', [
    tx.tenantId,
    given.organisationId,
  ]);
  if (!found) throw invalidInput('organisationId', 'Choose an organisation of the directory.');
  return given.organisationId;
}

function publishedAlready(): Refused {
  return new Refused({
    __typename: 'DeparturePublishedAlready',
    code: 'PUBLISHED_ALREADY',
    message: 'The reason for this has been published already. What is published stays as it is.',
  } as RefusalData);
}
