import { Inject, Injectable } from '@nestjs/common';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import { REGIME_2015 } from '@quorate/libs/signals';
import { isId } from '../../platform/page-after.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { actorOf, type StoredActor } from '../signals/signal-actor.js';
import { signalReference } from '../signals/signal-mail.js';
import { BEHAVIOURS } from './behaviours.js';
import type { ConcernInfo, ConcernPage, ConcernStep, ConcernSummary } from './concern.graphql.js';

interface OneRow extends Omit<ConcernInfo, 'steps' | 'signals' | 'nextSteps' | 'bodies'> {
  readonly steps: readonly (Omit<ConcernStep, 'by' | 'bodyName'> & {
    readonly by: StoredActor | null;
    readonly bodyCode: string | null;
  })[];
  readonly signals: readonly { readonly id: string; readonly since: string }[];
}

const SUMMARY = `jsonb_build_object('id', c.concern_id, 'reference', c.reference, 'about', c.about, 'organisationName', o.name,
  'behaviours', c.behaviours, 'state', c.state, 'receivedAt', c.received_at)`;

const FROM = `from concern c left join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id`;

/** Concerns as commissioners and their information governance leads read them. The wall keeps everybody else out. */
@Injectable()
export class ConcernsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** The file, newest first. */
  async concerns(viewer: Viewer, first: number, after: string | null): Promise<ConcernPage> {
    const rows = await this.reads.rows<{ item: ConcernSummary }>(viewer, {
      name: 'concern-file',
      text: `select ${SUMMARY} as item ${FROM} where c.tenant_id = $1
          and ($2::uuid is null or (c.received_at, c.concern_id) < (select b.received_at, b.concern_id from concern b where b.tenant_id = $1 and b.concern_id = $2))
        order by c.received_at desc, c.concern_id desc limit $3`,
      values: [viewer.tenantId, after !== null && isId(after) ? after : null, first + 1],
    });
    const shown = rows.slice(0, first).map(({ item }) => inWords(item));
    return { items: shown, hasMore: rows.length > first, endCursor: shown.at(-1)?.id ?? null };
  }

  /** One concern; how to reach its author only where the wall lets the viewer read it. */
  async concern(viewer: Viewer, concernId: string): Promise<ConcernInfo | null> {
    const [row] = await this.reads.rows<{ concern: OneRow }>(viewer, {
      name: 'concern',
      text: `select ${SUMMARY} || jsonb_build_object('version', c.lock_version, 'words', c.words, 'from', c.happened_from, 'until', c.happened_until,
          'sources', c.sources, 'signalId', c.signal_id, 'hasContact', c.has_contact,
          'contact', (select jsonb_build_object('name', k.name, 'reach', k.reach) from concern_contact k where k.tenant_id = c.tenant_id and k.concern_id = c.concern_id),
          'signals', coalesce((select jsonb_agg(jsonb_build_object('id', s.signal_id, 'since', s.since) order by s.opened_at desc) from signal s
            where s.tenant_id = c.tenant_id and s.provider_organisation_id = c.provider_organisation_id and s.commissioner_sees_from <= quorate_now()), '[]'),
          'steps', (select jsonb_agg(jsonb_build_object('no', t.step_no, 'at', t.at, 'toState', t.to_state, 'reason', t.reason, 'bodyCode', t.body_code,
            'by', (select jsonb_build_object('name', u.name, 'role', 'commissioner', 'organisationId', t.on_behalf_of, 'organisationName',
              coalesce((select b.name from organisation b where b.tenant_id = t.tenant_id and b.organisation_id = t.on_behalf_of), ''))
              from account u where u.tenant_id = t.tenant_id and u.account_id = t.account_id)) order by t.step_no)
            from concern_step t where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id)) as concern
        ${FROM} where c.tenant_id = $1 and c.concern_id = $2`,
      values: [viewer.tenantId, concernId],
    });
    return row ? infoOf(viewer, row.concern) : null;
  }
}

function infoOf(viewer: Viewer, row: OneRow): ConcernInfo {
  const state = concernLifecycle.states.find((known) => known === row.state);
  return {
    ...inWords(row),
    steps: row.steps.map((step) => ({
      ...step,
      by: step.by && actorOf(viewer, step.by),
      bodyName: REGIME_2015.bodies.find(({ code }) => code === step.bodyCode)?.name ?? null,
    })),
    nextSteps: state && viewer.role === 'commissioner' ? [...concernLifecycle.allows(state)] : [],
    signals: row.signals.map((signal) => ({ ...signal, reference: signalReference(signal.id) })),
    bodies: [...REGIME_2015.bodies],
  };
}

/** Codes of behaviours as they were on the form. */
function inWords<T extends { readonly behaviours: readonly string[] }>(row: T): T & { behaviours: string[] } {
  return {
    ...row,
    behaviours: row.behaviours.map((code) => BEHAVIOURS.find((known) => known.code === code)?.label ?? code),
  };
}
