import { Inject, Injectable } from '@nestjs/common';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { HidingTender, Tender, TenderNamed } from './tender.graphql.js';

const NAMED = (table: string, id: string, from: string) =>
  `coalesce((select jsonb_agg(jsonb_build_object('id', n.${id}, 'name', n.name) order by n.name) from ${table} x
    join ${from} n on n.tenant_id = x.tenant_id and n.${id} = x.${id} where x.tenant_id = t.tenant_id and x.tender_id = t.tender_id), '[]')`;

const TENDER = `select jsonb_build_object('id', t.tender_id, 'version', t.lock_version, 'title', t.title, 'reason', t.reason, 'startsOn', t.starts_on,
    'endsOn', t.ends_on, 'closedBecause', t.closed_because, 'state', case when t.closed_at is not null then 'closed'
      when t.starts_on > today.day then 'coming' when t.ends_on < today.day then 'ended' else 'open' end,
    'bidders', ${NAMED('tender_bidder', 'organisation_id', 'organisation')}, 'mdts', ${NAMED('tender_mdt', 'mdt_id', 'mdt')},
    'conflicts', ${NAMED('tender_conflict', 'account_id', 'account')}) as item
  from tender t cross join (select (quorate_now() at time zone 'Europe/London')::date as day) today
  where t.tenant_id = $1 and t.organisation_id = (select quorate_organisation())`;

/** Tenders for who runs them, and what of them hides content for who is bound. */
@Injectable()
export class TendersReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Those of the own organisation, newest first; nothing for whoever is bound by one. */
  async tenders(viewer: Viewer): Promise<Tender[]> {
    const rows = await this.reads.rows<{ item: Tender }>(viewer, {
      name: 'tenders',
      text: `${TENDER} order by t.opened_at desc, t.tender_id limit 100`,
      values: [viewer.tenantId],
    });
    return rows.map(({ item }) => item);
  }

  async tender(viewer: Viewer, tenderId: string): Promise<Tender | null> {
    const [row] = await this.reads.rows<{ item: Tender }>(viewer, {
      name: 'tender',
      text: `${TENDER} and t.tender_id = $2`,
      values: [viewer.tenantId, tenderId],
    });
    return row?.item ?? null;
  }

  /** Open tenders that hide content from the viewer. */
  hiding(viewer: Viewer): Promise<HidingTender[]> {
    return this.reads.rows<HidingTender>(viewer, {
      name: 'hiding-tenders',
      text: `select tender_id as id, title, ends_on::text as "endsOn", because from quorate_open_tenders() order by ends_on, tender_id`,
      values: [],
    });
  }

  /** Whom of the own organisation a tender can name as having a conflict of interest. */
  colleagues(viewer: Viewer): Promise<TenderNamed[]> {
    return this.reads.rows<TenderNamed>(viewer, {
      name: 'tender-colleagues',
      text: `select distinct u.account_id as id, u.name from acting_role r join account u using (tenant_id, account_id)
        where r.tenant_id = $1 and r.organisation_id = (select quorate_organisation()) and (select quorate_commissions()) and r.during @> quorate_now()
          and u.account_id <> (select quorate_account()) and (u.left_at is null or u.left_at > quorate_now()) order by u.name, u.account_id limit 200`,
      values: [viewer.tenantId],
    });
  }
}
