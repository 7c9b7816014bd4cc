import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { jobSession } from '../platform/tenant-session.js';
import { recountMeetings } from './count-meeting.js';
import { rebuildRollups } from './engagement-rollups.js';
import { recordEvidence } from './evidence/record-evidence.js';

const MEETINGS_A_TIME = 200;

/** The product's own counting: what no command has counted, and everything anew. */
@Injectable()
export class EngagementCountsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Job: meetings that ended without a register get their seats counted as not recorded. Returns how many. Safe to repeat. */
  async countUnrecordedMeetings(tenantId: string): Promise<number> {
    let counted = 0;
    for (;;) {
      const meetingIds = await this.uncounted(tenantId);
      if (meetingIds.length === 0) return counted;
      await this.commands.runJob(tenantId, 'countUnrecordedMeetings', async (tx) => {
        await recountMeetings(tx, meetingIds);
        tx.audit({ entity: 'AttendanceCount', entityId: tenantId, detail: { meetings: meetingIds.length } });
      });
      counted += meetingIds.length;
    }
  }

  /**
   * Counts everything anew from the registers, and evidence and both rollups from that. Returns how many seats they hold. Safe to
   * repeat, and to run while others work: each lot of meetings is a transaction of its own, and only the rollups' own
   * rebuild makes commands wait.
   */
  async rebuildEngagement(tenantId: string): Promise<number> {
    for (let after: string | null = null; ; ) {
      const meetingIds = await this.countable(tenantId, after);
      if (meetingIds.length === 0) break;
      await this.commands.runJob(tenantId, 'rebuildEngagement', async (tx) => {
        await recountMeetings(tx, meetingIds);
        tx.audit({ entity: 'AttendanceCount', entityId: tenantId, detail: { meetings: meetingIds.length } });
      });
      after = meetingIds.at(-1) ?? null;
    }
    return this.commands.runJob(tenantId, 'rebuildEngagement', async (tx) => {
      const seats = await rebuildRollups(tx);
      tx.audit({ entity: 'Engagement', entityId: tenantId, detail: { seats } });
      return seats;
    });
  }

  /**
   * Job: writes the evidence of counted meetings that have none, such as those from before evidence was kept. Returns how
   * many. Safe to repeat, and to be cut short: each lot is a transaction of its own.
   */
  async fillEvidence(tenantId: string): Promise<number> {
    let filled = 0;
    for (;;) {
      const meetingIds = await this.withoutEvidence(tenantId);
      if (meetingIds.length === 0) return filled;
      await this.commands.runJob(tenantId, 'fillEvidence', async (tx) => {
        await recordEvidence(tx, meetingIds);
        tx.audit({ entity: 'AttendanceEvidence', entityId: tenantId, detail: { meetings: meetingIds.length } });
      });
      filled += meetingIds.length;
    }
  }

  private async withoutEvidence(tenantId: string): Promise<string[]> {
    const rows = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'meetings-without-evidence',
      text: `select m.meeting_id as id from mdt_meeting m
             where m.tenant_id = $1 and m.status <> 'cancelled'
               and exists (select 1 from attendance_count c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id)
               and not exists (select 1 from attendance_evidence e where e.tenant_id = m.tenant_id and e.meeting_id = m.meeting_id)
             order by m.starts_at, m.meeting_id limit $2`,
      values: [tenantId, MEETINGS_A_TIME],
    });
    return rows.map((row) => row.id);
  }

  /** What has a count, or should have one; by id. */
  private async countable(tenantId: string, after: string | null): Promise<string[]> {
    const rows = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'meetings-to-count-anew',
      text: `select m.meeting_id as id from mdt_meeting m
             where m.tenant_id = $1 and ($3::uuid is null or m.meeting_id > $3)
               and (m.status <> 'booked' or m.ends_at <= $2 or exists (select 1 from attendance_count c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id))
             order by m.meeting_id limit $4`,
      values: [tenantId, this.clock.now(), after, MEETINGS_A_TIME],
    });
    return rows.map((row) => row.id);
  }

  private async uncounted(tenantId: string): Promise<string[]> {
    const rows = await this.reads.rowsFor<{ id: string }>(jobSession(tenantId), {
      name: 'meetings-not-counted',
      text: `select m.meeting_id as id from mdt_meeting m
             where m.tenant_id = $1 and m.status = 'booked' and m.ends_at <= $2
               and exists (select 1 from invitation i where i.tenant_id = m.tenant_id and i.meeting_id = m.meeting_id)
               and not exists (select 1 from attendance_count c where c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id)
             order by m.starts_at, m.meeting_id limit $3`,
      values: [tenantId, this.clock.now(), MEETINGS_A_TIME],
    });
    return rows.map((row) => row.id);
  }
}
