import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { managesPeopleOf } from '../../platform/managed-organisations.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { STANDING_SIGNATORIES } from './signatories.js';
import type { ReturnSignatories, ReturnSignatory, SignatoryCandidate } from './signatory.graphql.js';

const MOST = 500;

/** Who may sign returns, for managers of the organisation and for administrators who look after its people. */
@Injectable()
export class SignatoriesReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async signatories(viewer: Viewer): Promise<ReturnSignatories> {
    const now = this.clock.now();
    const isAdministrator = viewer.role === 'administrator';
    const [found] = await this.reads.rows<{
      signatories: ReturnSignatory[] | null;
      candidates: SignatoryCandidate[] | null;
    }>(viewer, {
      name: isAdministrator ? 'return-signatories-managed' : 'return-signatories-own',
      text: isAdministrator ? MANAGED : OWN,
      values: [viewer.tenantId, now, toLondon(now.toISOString()).date, MOST],
    });
    return { signatories: found?.signatories ?? [], candidates: found?.candidates ?? [] };
  }
}

const listed = (whose: string) => `
  select json_agg(l) from (
    select a.signatory_id as id, a.organisation_id as "organisationId", o.name as "organisationName", c.name, a.post,
      a.first_day::text as "firstDay", a.last_day::text as "lastDay", a.ended_at as "endedAt",
      exists (select 1 ${STANDING_SIGNATORIES} and s.signatory_id = a.signatory_id) as "isStanding"
    from return_signatory a
    join organisation o on o.tenant_id = a.tenant_id and o.organisation_id = a.organisation_id
    join account c on c.tenant_id = a.tenant_id and c.account_id = a.account_id
    where a.tenant_id = $1 and ${whose}
    order by a.ended_at is null and (a.last_day is null or a.last_day >= $3::date) desc, o.name, c.name, a.appointed_at desc, a.signatory_id limit $4) l`;

const OWN = `select (${listed('a.organisation_id = quorate_organisation()')}) as signatories, null::json as candidates`;

const MANAGED = `
  select (${listed(managesPeopleOf('a.organisation_id'))}) as signatories,
    (select json_agg(l) from (
      select distinct on (o.name, u.name, u.account_id) u.account_id as "accountId", u.name, r.organisation_id as "organisationId", o.name as "organisationName"
      from acting_role r
      join account u on u.tenant_id = r.tenant_id and u.account_id = r.account_id
      join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
      where r.tenant_id = $1 and r.role = 'providerManager' and r.during @> $2::timestamptz and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
        and ${managesPeopleOf('r.organisation_id')}
        and u.account_id <> quorate_account()
        and not exists (select 1 from return_signatory a where a.tenant_id = r.tenant_id and a.organisation_id = r.organisation_id
          and a.account_id = r.account_id and a.ended_at is null and (a.last_day is null or a.last_day >= $3::date))
      order by o.name, u.name, u.account_id limit $4) l) as candidates`;
