import { useQuery, useSubscription } from '@apollo/client/react';
import { useCallback } from 'react';
import { meetingChangedSubscription, meetingQuery } from './meeting.queries.js';

// Hospital networks block sockets; a reply that comes half a minute late still helps.
const POLL_MS = 30_000;

/** A meeting with its replies, read again at each hint of a change and every half minute. */
export function useMeeting(meetingId: string) {
  const query = useQuery(meetingQuery, { variables: { id: meetingId }, pollInterval: POLL_MS });
  const { refetch } = query;
  const reload = useCallback(async () => {
    await refetch();
  }, [refetch]);
  useSubscription(meetingChangedSubscription, {
    variables: { meetingId },
    skip: !query.data?.meeting,
    onData: () => void reload(),
  });
  return { query, reload };
}
