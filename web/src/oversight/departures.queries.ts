import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const departureFields = graphql(`
  fragment DepartureFields on Departure @_unmask {
    id
    kind
    at
    section
    words
    reason
    fromDue
    toDue
    by {
      name
      role
      organisationName
    }
    signalId
    signalReference
    concernId
    partyName
    isByHand
    publishedOn
    mayPublish
  }
`);

export const departuresQuery = graphql(
  `
    query Departures($first: Int!, $after: String) {
      departures(first: $first, after: $after) {
        hasMore
        endCursor
        items {
          ...DepartureFields
        }
      }
    }
  `,
  [departureFields],
);

export const recordDepartureMutation = graphql(
  `
    mutation RecordDeparture($input: RecordDepartureInput!) {
      recordDeparture(input: $input) {
        __typename
        ... on DepartureChanged {
          departure {
            ...DepartureFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [departureFields, refusalFragment, invalidInputFragment],
);

export const publishDepartureMutation = graphql(
  `
    mutation PublishDeparture($input: PublishDepartureInput!) {
      publishDeparture(input: $input) {
        __typename
        ... on DepartureChanged {
          departure {
            ...DepartureFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [departureFields, refusalFragment, invalidInputFragment],
);
