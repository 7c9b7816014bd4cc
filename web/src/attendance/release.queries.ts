import { graphql } from '../app/graphql.js';
import { refusalFragment } from '../app/refusals.queries.js';

const releaseFields = graphql(`
  fragment ReleaseFields on ReleaseRequest @_unmask {
    id
    state
    version
    note
    dueOn
    isOverdue
    requestedAt
    requestedBy
    noticeWorkingDays
    decidedAt
    decidedBy
    reasonCode
    answerNote
    coverName
    seatId
    personName
    roleName
    providerName
    meetingId
    mdtName
    hostName
    isOwnSite
    isMeetingOver
    meetingDate
    startTime
    durationMinutes
    siteName
    isOnline
    cover {
      id
      name
      isBooked
    }
  }
`);

export const releaseQueueQuery = graphql(
  `
    query ReleaseQueue($state: ReleaseQueueState!, $first: Int!, $after: String) {
      releaseQueue(state: $state, first: $first, after: $after) {
        waiting
        overdue
        hasMore
        endCursor
        items {
          ...ReleaseFields
        }
      }
    }
  `,
  [releaseFields],
);

export const meetingReleasesQuery = graphql(
  `
    query MeetingReleases($meetingId: ID!) {
      meetingReleases(meetingId: $meetingId) {
        ...ReleaseFields
      }
    }
  `,
  [releaseFields],
);

export const requestReleaseMutation = graphql(
  `
    mutation RequestRelease($input: RequestReleaseInput!) {
      requestRelease(input: $input) {
        __typename
        ... on ReleaseRequested {
          managersTold
          release {
            ...ReleaseFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [releaseFields, refusalFragment],
);

export const answerReleaseMutation = graphql(
  `
    mutation AnswerRelease($input: AnswerReleaseInput!) {
      answerRelease(input: $input) {
        __typename
        ... on ReleasesAnswered {
          releases {
            ...ReleaseFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [releaseFields, refusalFragment],
);

export const answerReleasesMutation = graphql(
  `
    mutation AnswerReleases($input: AnswerReleasesInput!) {
      answerReleases(input: $input) {
        __typename
        ... on ReleasesAnswered {
          releases {
            ...ReleaseFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [releaseFields, refusalFragment],
);

export const cancelReleaseMutation = graphql(
  `
  mutation CancelRelease($input: CancelReleaseInput!) {
    cancelRelease(input: $input) {
      __typename
      ... on ReleaseCancelled {
        releaseRequestId
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);
