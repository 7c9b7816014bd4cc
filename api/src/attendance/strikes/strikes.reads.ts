import { Inject, Injectable } from '@nestjs/common';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Strike, StrikesView } from './strike.graphql.js';
import { IS_APART } from './strike-parties.sql.js';

const MOST = 200;

/** Who did it: the organisation to everybody, the name to its own people. */
const by = (
  organisation: string,
  account: string,
  at: string,
) => `(select jsonb_build_object('organisationName', o.name,
    'name', case when o.organisation_id = (select quorate_organisation()) then u.name end, 'at', ${at})
  from organisation o left join account u on u.tenant_id = o.tenant_id and u.account_id = ${account}
  where o.tenant_id = s.tenant_id and o.organisation_id = ${organisation})`;

const STRIKE = `
  select jsonb_build_object('id', s.strike_id, 'version', s.lock_version, 'withdrawnBecause', s.withdrawn_because,
    'withdrawn', ${by('s.withdrawn_on_behalf_of', 's.withdrawn_by', 's.withdrawn_at')}, 'versions', v.versions,
    'canChange', s.withdrawn_at is null and $2 and s.organisation_id = quorate_organisation(),
    'canDecide', v.is_waiting and $2 and ${IS_APART} and v.recorded_by <> quorate_account(),
    'canWithdraw', v.is_open and $2 and (s.organisation_id = quorate_organisation() or (v.is_confirmed and ${IS_APART}))) as item
  from strike s cross join lateral (
    select bool_or(k.state in ('waiting','counts')) as is_open, bool_or(k.state = 'waiting') as is_waiting, bool_or(k.state = 'counts' and k.needs_confirmation) as is_confirmed,
      (array_agg(k.recorded_by) filter (where k.state = 'waiting'))[1] as recorded_by, max(k.last_day) as last_day,
      jsonb_agg(jsonb_build_object('version', k.version, 'state', k.state, 'firstDay', k.first_day, 'lastDay', k.last_day,
        'sourceTitle', k.source_title, 'sourceUrl', k.source_url, 'needsConfirmation', k.needs_confirmation, 'declinedBecause', k.declined_because,
        'roles', (select jsonb_agg(jsonb_build_object('key', c.code, 'name', coalesce(r.name, c.code)) order by coalesce(r.name, c.code)) from unnest(k.role_codes) c (code)
           left join professional_role r on r.tenant_id = k.tenant_id and r.role_code = c.code),
        'providers', (select jsonb_agg(jsonb_build_object('key', o.organisation_id, 'name', o.name) order by o.name) from organisation o
           where o.tenant_id = k.tenant_id and o.organisation_id = any(k.provider_ids)),
        'recorded', ${by('s.organisation_id', 'k.recorded_by', 'k.recorded_at')},
        'decided', ${by('k.decided_on_behalf_of', 'k.decided_by', 'k.decided_at')}) order by k.version desc) as versions
    from strike_version k where k.tenant_id = s.tenant_id and k.strike_id = s.strike_id) v
  where s.tenant_id = $1`;

/** The list of strikes, for all staff of the tenant. */
@Injectable()
export class StrikesReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Those that wait first, then by their last day, newest first. */
  async strikes(viewer: Viewer): Promise<StrikesView> {
    const isAdministrator = viewer.role === 'administrator';
    const [found] = await this.reads.rows<{ commissions: boolean; strikes: Strike[] }>(viewer, {
      name: 'strikes',
      text: `select quorate_commissions() as commissions, coalesce((select jsonb_agg(w.item) from (
          ${STRIKE} order by v.is_waiting desc, v.last_day desc, s.strike_id limit ${MOST}) w), '[]') as strikes`,
      values: [viewer.tenantId, isAdministrator],
    });
    return {
      strikes: found?.strikes ?? [],
      canRecord: isAdministrator,
      forAnyProvider: isAdministrator && (found?.commissions ?? false),
    };
  }

  async strike(viewer: Viewer, strikeId: string): Promise<Strike | null> {
    const [row] = await this.reads.rows<{ item: Strike }>(viewer, {
      name: 'strike',
      text: `${STRIKE} and s.strike_id = $3`,
      values: [viewer.tenantId, viewer.role === 'administrator', strikeId],
    });
    return row?.item ?? null;
  }
}
