import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '../app/graphql.js';
import { useActsAs } from '../app/viewer.js';
import type { ListedMeeting } from './meeting-words.js';
import { registerCountsQuery } from './register-counts.queries.js';

type RegisterCount = ResultOf<typeof registerCountsQuery>['registerCounts'][number];

/** By meeting, for those of a list that were held and whose register the viewer may read. */
export function useRegisterCounts(meetings: readonly ListedMeeting[]): ReadonlyMap<string, RegisterCount> {
  const mayRead = useActsAs('CARE_COORDINATOR', 'CLINICIAN', 'PROVIDER_MANAGER');
  const meetingIds = meetings.filter(({ status }) => status === 'HELD').map(({ id }) => id);
  const { data } = useQuery(registerCountsQuery, {
    variables: { meetingIds },
    skip: !mayRead || meetingIds.length === 0,
  });
  return new Map((data?.registerCounts ?? []).map((count) => [count.meetingId, count]));
}

/** "5 of 6 came", "2 of 3 of your staff came, 1 not recorded". */
export function cameWords({ came, of, notRecorded, isOwnStaff }: RegisterCount): string {
  const missing = notRecorded > 0 ? `, ${notRecorded} not recorded` : '';
  return `${came} of ${of}${isOwnStaff ? ' of your staff' : ''} came${missing}`;
}
