import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import type { AuditChain, AuditEventPage, AuditFilterInput } from './audit.graphql.js';
import { CheckpointFile } from './checkpoint-file.js';
import { EventPlaces } from './event-place.js';
import { type AuditRow, shownEvent } from './shown-event.js';

const MOST = 100;

/**
 * Who said something in private is nobody's to see, on no screen and in no role, not even that they tried: an employer would
 * learn the name from the trail. The events are in the chain like all others.
 */
const PRIVATE_OPERATIONS = ['stateNotReleased', 'withdrawStatement', 'nameStatement'];

/**
 * Acts that tell of a signal, also where they were refused or are a job's: an administrator, of any organisation, would learn
 * from them whom a signal is about before commissioners may. Who asked for advice stays between the two organisations as well.
 */
const SIGNAL_OPERATIONS = [
  'moveSignal',
  'extendReply',
  'explainSlippage',
  'answerSignalTest',
  'agreeUndertaking',
  'proposeUndertaking',
  'rewriteUndertaking',
  'moveUndertaking',
  'noteUndertakingProgress',
  'remindOfUndertakings',
  'saveReplyDraft',
  'sendReply',
  'decidePoint',
  'answerCorrection',
  'followSignals',
  'followCorrections',
  'sealEvidencePack',
  'takeEvidencePack',
  'tellPackProgress',
  'downloadEvidencePack',
  'askAdvice',
  'answerAdvice',
  'proposeAdvice',
  'checkAdvice',
  'withdrawAdvice',
  'recordDeparture',
  'publishDeparture',
  'openTender',
  'changeTender',
  'closeTender',
  'saveReturnComments',
  'takeReturnFigures',
  'handOverReturn',
  'sendBackReturn',
  'signReturn',
  'returnAnew',
];
const SIGNAL_ENTITIES = [
  'Signal',
  'SignalLead',
  'SignalReplyDraft',
  'RegisterCorrection',
  'EvidencePack',
  'AdviceQuestion',
  'PublishedAdvice',
  'Departure',
  'Tender',
  'Concern',
  'ProviderReturn',
];

/**
 * Such acts are for readers of the organisation that acted, and for those whom the walls let see the signal or pack itself. A
 * draft is for its own organisation alone, as on its page.
 */
const SIGNAL_PART = `(e.on_behalf_of = quorate_organisation()
  or not (e.operation = any ($13::text[]) or e.entity = any ($14::text[]))
  or (e.entity = 'Signal' and e.entity_id in (select s.signal_id::text from signal s where s.tenant_id = $1))
  or (e.entity = 'Concern' and e.entity_id in (select c.concern_id::text from concern c where c.tenant_id = $1))
  or (e.entity = 'EvidencePack' and e.entity_id in (select p.pack_id::text from evidence_pack p where p.tenant_id = $1)))`;

// An administrator sees the tenant's events; everybody else those acted for the own organisation.
const EVENTS = `
  select e.seq::text as id, e.at, e.actor_kind as actor, a.login, a.name as "actorName", e.acting_role as "actingRole",
    o.name as "organisationName", e.operation, e.kind, e.entity, e.entity_id as "entityId", e.outcome, e.patient_id as "patientId", e.detail
  from audit_event e
  left join account a on a.tenant_id = e.tenant_id and a.account_id = e.account_id
  left join organisation o on o.tenant_id = e.tenant_id and o.organisation_id = e.on_behalf_of
  where e.tenant_id = $1 and ($2 = 'administrator' or e.on_behalf_of = quorate_organisation())
    and ($3::bigint is null or e.seq < $3)
    and ($4::date is null or e.at >= $4::date::timestamp at time zone 'Europe/London')
    and ($5::date is null or e.at < $5::date::timestamp at time zone 'Europe/London')
    and ($6::text is null or e.operation = $6) and ($7::text is null or e.kind = $7)
    and ($8::text is null or e.account_id in (select account_id from account where tenant_id = $1 and lower(login) = lower($8)))
    and ($9::text is null or e.entity = $9) and ($10::text is null or e.outcome = $10)
    and e.operation <> all ($12::text[]) and ${SIGNAL_PART}
  order by e.seq desc limit $11`;

const CHAIN = `
  select h.seq::int as events, encode(h.hash, 'hex') as head,
    (select encode(e.hash, 'hex') from audit_event e where e.tenant_id = $1 and e.seq = $2) as "atCheckpoint"
  from audit_head h where h.tenant_id = $1`;

const day = z.iso.date().nullish();
const text = z.string().trim().max(100).nullish();
const question = z.object({
  filter: z
    .object({
      from: day,
      to: day,
      operation: text,
      kind: z.enum(['read', 'write', 'refusal', 'signIn', 'signOut', 'job']).nullish(),
      login: text,
      entity: text,
      outcome: z.enum(['done', 'refused']).nullish(),
    })
    .nullish(),
  first: z.number().int(),
  after: z.string().max(100).nullish(),
});

interface Question {
  readonly filter?: AuditFilterInput | null;
  readonly first: number;
  readonly after?: string | null;
}

/** The audit trail as far as the viewer's role shows it. To look at it is an event too. */
@Injectable()
export class AuditReads {
  private readonly places = new Map<string, EventPlaces>();

  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Newest first, from the event after `after`. Throws BAD_USER_INPUT for a day that is none. */
  async events(viewer: Viewer, asked: Question): Promise<AuditEventPage> {
    const parsed = question.safeParse(asked);
    if (!parsed.success)
      throw wrongFilter(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    const places = await this.placesOf(viewer);
    const after = parsed.data.after ? places.open(parsed.data.after) : null;
    if (parsed.data.after && after === null) throw wrongFilter('after: there is no such event');
    const filter = parsed.data.filter ?? {};
    const first = Math.min(Math.max(parsed.data.first, 1), MOST);
    const narrowed = [
      filter.from,
      filter.to,
      filter.operation,
      filter.kind,
      filter.login,
      filter.entity,
      filter.outcome,
    ];
    const values = [viewer.tenantId, viewer.role, after, ...narrowed.map((value) => value || null)];
    const rows = await this.reads.audited<AuditRow>(
      viewer,
      {
        name: 'audit-events',
        text: EVENTS,
        values: [...values, first + 1, PRIVATE_OPERATIONS, SIGNAL_OPERATIONS, SIGNAL_ENTITIES],
      },
      () => [
        { operation: 'auditEvents', kind: 'read', entity: 'AuditTrail', entityId: 'search', detail: given(filter) },
      ],
    );
    return {
      events: rows.slice(0, first).map((row) => shownEvent(viewer.role, { ...row, id: places.seal(row.id) })),
      hasMore: rows.length > first,
    };
  }

  /**
   * The length of the tenant's chain at the newest checkpoint outside the database, and whether the two agree. Not of now:
   * whoever asked again and again would see when something happens that they may not know of.
   */
  async chain(viewer: Viewer): Promise<AuditChain> {
    const kept = new CheckpointFile(this.settings.dataDirectory).newestByTenant().get(viewer.tenantId) ?? null;
    const [row] = await this.reads.rows<{ events: number; head: string; atCheckpoint: string | null }>(viewer, {
      name: 'audit-chain-head',
      text: CHAIN,
      values: [viewer.tenantId, kept?.seq ?? null],
    });
    if (!row) throw new Error('This tenant has no audit chain.');
    return {
      events: kept?.seq ?? row.events,
      head: kept?.hash ?? row.head,
      checkpointAt: kept?.at ?? null,
      checkpointEvents: kept?.seq ?? null,
      agrees: kept && kept.hash === row.atCheckpoint,
    };
  }

  private async placesOf(viewer: Viewer): Promise<EventPlaces> {
    const { tenantId } = viewer;
    const known = this.places.get(tenantId);
    if (known) return known;
    const [first] = await this.reads.rows<{ hash: Buffer }>(viewer, {
      name: 'audit-first',
      text: 'select hash from audit_event where tenant_id = $1 and seq = 1',
      values: [tenantId],
    });
    const places = new EventPlaces(first?.hash ?? Buffer.alloc(0));
    if (first) this.places.set(tenantId, places);
    return places;
  }
}

function wrongFilter(why: string): GraphQLError {
  return new GraphQLError(`Check the filter: ${why}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** The parts of the filter that narrow: what was looked for is part of the event. */
function given(filter: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
}
