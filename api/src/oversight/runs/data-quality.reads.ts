import { Inject, Injectable } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { ROW_DISPUTE } from '../../attendance/disputes/row-dispute.js';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { DataQuality, DataQualityFindingView } from './runs.graphql.js';

/** As far back as the gate looks. */
const WINDOW_DAYS = 183;
const MOST_REGISTERS = 100;

/** What is missing from registers, for whoever can put it right or waits for it; of others for those who commission only. */
@Injectable()
export class DataQualityReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async dataQuality(viewer: Viewer): Promise<DataQuality> {
    const today = toLondon(this.clock.now().toISOString()).date;
    const [found] = await this.reads.rows<DataQuality>(viewer, {
      name: 'data-quality',
      text: QUALITY,
      values: [viewer.tenantId, viewer.role, addDays(today, -WINDOW_DAYS), today, MOST_REGISTERS],
    });
    if (!found) throw new Error('There is no answer about data quality.');
    return { ...found, findings: found.findings.map((finding) => shownTo(viewer, finding)) };
  }
}

/** Counts of a provider's seats are its own; across providers they are published by their own rule. */
function shownTo(viewer: Viewer, finding: DataQualityFindingView): DataQualityFindingView {
  return viewer.role === 'providerManager' ? finding : { ...finding, count: null, of: null };
}

// That all losses are in one hand is told to the provider alone: it is only looked for where there are losses.
const QUALITY = `
  with newest as (select run_id, month, data_quality from detection_run where tenant_id = $1 order by month desc, version desc limit 1),
  missing as (
    select e.meeting_id, e.host_organisation_id, e.mdt_id, e.meeting_date,
      count(*) filter (where e.status = 'notRecorded' and e.recorded_by is null)::integer as not_recorded,
      count(*) filter (where e.status = 'notRecorded' and e.recorded_by is not null)::integer as minutes_missing,
      count(*) filter (where e.count_class = 'lost' and e.status in ('apologies','lateCancel') and e.reason_code is null)::integer as reasons_missing
    from attendance_evidence e
    where e.tenant_id = $1 and e.is_current and not e.is_gone and e.meeting_date >= $3 and e.meeting_date < $4
      and case $2 when 'careCoordinator' then e.host_organisation_id = quorate_organisation()
        when 'providerManager' then e.provider_organisation_id = quorate_organisation()
        else (select quorate_commissions()) or e.host_organisation_id = quorate_organisation() end
    group by e.meeting_id, e.host_organisation_id, e.mdt_id, e.meeting_date),
  disputes as (select count(*)::integer as waiting, (count(*) filter (where ${ROW_DISPUTE} = 'unanswered'))::integer as unanswered
    from attendance_dispute d where d.tenant_id = $1 and d.state = 'waiting'
      and case $2 when 'careCoordinator' then d.host_organisation_id = quorate_organisation()
        when 'providerManager' then d.provider_organisation_id = quorate_organisation()
        else (select quorate_commissions()) or d.host_organisation_id = quorate_organisation() end),
  to_mend as (select * from missing where not_recorded + minutes_missing + reasons_missing > 0)
  select (select month::text from newest) as month, (select waiting from disputes) as "disputesWaiting", (select unanswered from disputes) as "disputesUnanswered",
    coalesce((select json_agg(json_build_object('providerId', o.organisation_id, 'providerName', o.name, 'kind', f.kind, 'count', f.count, 'of', f.of) order by o.name, f.kind)
      from newest n cross join json_to_recordset(n.data_quality::json) as f("providerId" uuid, kind text, count integer, of integer)
      join organisation o on o.tenant_id = $1 and o.organisation_id = f."providerId"
      where case $2 when 'providerManager' then o.organisation_id = quorate_organisation() when 'careCoordinator' then false
        else f.kind <> 'oneRecorder' and ((select quorate_commissions()) or o.organisation_id = quorate_organisation()) end), '[]') as findings,
    case when $2 = 'careCoordinator' then '[]'::json else
      coalesce((select json_agg(json_build_object('hostId', h.host_organisation_id, 'hostName', o.name, 'meetings', h.meetings) order by o.name)
        from (select host_organisation_id, count(*)::integer as meetings from to_mend group by host_organisation_id) h
        join organisation o on o.tenant_id = $1 and o.organisation_id = h.host_organisation_id), '[]'::json) end as hosts,
    case when $2 = 'careCoordinator' then
      coalesce((select json_agg(json_build_object('meetingId', t.meeting_id, 'mdtName', d.name, 'meetingDate', t.meeting_date, 'notRecorded', t.not_recorded,
          'reasonsMissing', t.reasons_missing, 'minutesMissing', t.minutes_missing) order by t.meeting_date desc, t.meeting_id)
        from (select * from to_mend order by meeting_date desc, meeting_id limit $5) t join mdt d on d.tenant_id = $1 and d.mdt_id = t.mdt_id), '[]'::json)
      else '[]'::json end as registers,
    case when $2 = 'careCoordinator' then (select count(*)::integer from to_mend) else 0 end as "registersInAll"`;
