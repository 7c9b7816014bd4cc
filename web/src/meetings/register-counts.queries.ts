import { graphql } from '../app/graphql.js';

/** How many came to meetings that were held; nothing of those whose register is not the viewer's to read. */
export const registerCountsQuery = graphql(`
  query RegisterCounts($meetingIds: [ID!]!) {
    registerCounts(meetingIds: $meetingIds) {
      meetingId
      came
      of
      notRecorded
      isOwnStaff
    }
  }
`);
