import type { Transaction } from '../../platform/commands.js';
import { recountMeetings } from '../count-meeting.js';
import { lockCounts } from '../engagement-rollups.js';
import { strikeCovers } from './strike-covers.sql.js';

/** Versions of one strike, by number. */
export interface StrikeVersions {
  readonly strikeId: string;
  readonly versions: readonly number[];
}

/**
 * Counts the meetings anew in which absences are set aside, or no longer, now that these versions count or count no more:
 * counts, rollups and evidence, in the caller's transaction and as many statements for one meeting as for thousands.
 * Returns how many meetings.
 *   edges   a seat that is counted at the same moment is seen by one of the two: whoever counts is waited for once the
 *           strike is written, and waits until it is committed; meetings first, as everybody locks
 */
export async function recountStrikeDays(tx: Transaction, changed: StrikeVersions): Promise<number> {
  const touched = async () =>
    (await tx.query<{ id: string }>(TOUCHED_SQL, [tx.tenantId, changed.strikeId, changed.versions])).map(
      ({ id }) => id,
    );
  await tx.query(
    'select 1 from mdt_meeting where tenant_id = $1 and meeting_id = any($2) order by meeting_id for update',
    [tx.tenantId, await touched()],
  );
  await lockCounts(tx, 'alone');
  const meetingIds = await touched();
  await recountMeetings(tx, meetingIds);
  return meetingIds.length;
}

// By the hour as well, which the meetings are indexed by. What was attended, on leave or not recorded stays as it is.
const TOUCHED_SQL = `
  select distinct c.meeting_id as id from strike_version k
  join mdt_meeting m on m.tenant_id = k.tenant_id and m.starts_at >= k.first_day::timestamp at time zone 'Europe/London'
    and m.starts_at < (k.last_day + 1)::timestamp at time zone 'Europe/London'
  join attendance_count c on c.tenant_id = m.tenant_id and c.meeting_id = m.meeting_id and c.count_class in ('lost', 'excludedStructural')
    and ${strikeCovers({ day: 'm.meeting_date', role: 'c.role_code', provider: 'c.provider_organisation_id' })}
  where k.tenant_id = $1 and k.strike_id = $2 and k.version = any($3::integer[])`;
