import { Inject, Injectable } from '@nestjs/common';
import { describeRule } from '@quorate/libs/recurrence';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { type Clash, clashQuery } from '../bookings.js';
import { wallName } from '../mdts/mdt-scope.js';
import type { SeriesPreview } from '../meetings.graphql.js';
import { endOf } from '../meetings.reads.js';
import { planInput } from './planning-inputs.js';
import { planProblems, ruleAsked } from './series.service.js';
import { DEFAULT_WEEKS_AHEAD, planDates } from './series-plan.js';

/** What planning would give, before anything is saved. It books nothing, so planning may still run into a clash. */
@Injectable()
export class SeriesPreviewReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null when the MDT is not one that the viewer co-ordinates. Problems of the form come as data, field by field. */
  async preview(viewer: Viewer, input: unknown): Promise<SeriesPreview | null> {
    const empty = { description: '', meetings: [], skipped: [] };
    const parsed = planInput.safeParse(input);
    if (!parsed.success)
      return {
        ...empty,
        problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
      };
    const asked = parsed.data;
    const holders = await this.holders(viewer, asked.mdtId);
    if (holders === null) return null;
    const rule = ruleAsked(asked);
    const weeks = asked.weeksAhead ?? DEFAULT_WEEKS_AHEAD;
    const problems = planProblems(rule, weeks, this.clock.now());
    if (problems.length > 0) return { ...empty, problems: [...problems] };
    const planned = planDates(rule, rule.from, weeks, this.clock.now());
    const occasions = planned.meetings.map((meeting) => ({
      ...meeting,
      meetingId: newId(),
      roomId: asked.roomId ?? null,
      people: holders,
    }));
    const found = await this.reads.rows<Clash>(viewer, {
      name: `series-preview-clashes-${wallName(viewer.role)}`,
      text: clashQuery(viewer),
      values: [viewer.tenantId, JSON.stringify(occasions), []],
    });
    return {
      description: describeRule(rule),
      problems: [],
      meetings: occasions.map((occasion) => ({
        date: occasion.date,
        startTime: rule.startTime,
        endTime: endOf(rule),
        clashes: found.filter((clash) => clash.wantedBy === occasion.meetingId),
      })),
      skipped: planned.skipped.map(({ date, reason }) => ({ date, reason })),
    };
  }

  private async holders(viewer: Viewer, mdtId: string): Promise<string[] | null> {
    if (viewer.role !== 'careCoordinator') return null;
    const [row] = await this.reads.rows<{ holders: string[] }>(viewer, {
      name: 'series-preview-holders',
      text: `select array(select distinct s.holder_practitioner_id::text from mdt_seat s where s.tenant_id = $1 and s.mdt_id = d.mdt_id
          and s.to_version is null and s.holder_practitioner_id is not null) as holders
        from mdt d where d.tenant_id = $1 and d.mdt_id = $2 and d.host_organisation_id = quorate_organisation()`,
      values: [viewer.tenantId, mdtId],
    });
    return row?.holders ?? null;
  }
}
