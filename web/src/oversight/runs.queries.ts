import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const detectionRunsQuery = graphql(`
  query DetectionRuns($after: String) {
    detectionRuns(first: 24, after: $after) {
      items {
        id
        month
        version
        isNewest
        cause
        askedBy
        modelVersion
        rulesVersion
        dataCut
        rowsRead
        rowsHash
        providersTested
        expectedFalseShare
        correctedSeats
        finishedAt
      }
      hasMore
      endCursor
      testing {
        month
        providersTested
        openSignals
        expectedFalse
      }
      underWay {
        id
        fromMonth
        toMonth
        cause
        askedBy
        months
        monthsDone
        share
      }
      hasFailed
      months
    }
  }
`);

export const requestRunsMutation = graphql(
  `
    mutation RequestRuns($input: RequestRunsInput!) {
      requestRuns(input: $input) {
        __typename
        ... on RunsRequested {
          requestId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);

export const dataQualityQuery = graphql(`
  query DataQuality {
    dataQuality {
      month
      findings {
        providerId
        providerName
        kind
        count
        of
      }
      hosts {
        hostId
        hostName
        meetings
      }
      registers {
        meetingId
        mdtName
        meetingDate
        notRecorded
        reasonsMissing
        minutesMissing
      }
      registersInAll
      disputesWaiting
      disputesUnanswered
    }
  }
`);
