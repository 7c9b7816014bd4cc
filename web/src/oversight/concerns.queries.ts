import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const concernsQuery = graphql(`
  query Concerns($first: Int!, $after: ID) {
    concerns(first: $first, after: $after) {
      hasMore
      endCursor
      items {
        id
        reference
        about
        organisationName
        behaviours
        state
        receivedAt
      }
    }
  }
`);

const concernFields = graphql(`
  fragment ConcernFields on Concern @_unmask {
    id
    version
    reference
    about
    organisationName
    behaviours
    state
    receivedAt
    words
    from
    until
    sources
    signalId
    hasContact
    contact {
      name
      reach
    }
    steps {
      no
      at
      toState
      reason
      bodyName
      by {
        name
        role
        organisationName
      }
    }
    nextSteps
    signals {
      id
      reference
      since
    }
    bodies {
      code
      name
      remit
    }
  }
`);

export const concernQuery = graphql(
  `
    query Concern($id: ID!) {
      concern(id: $id) {
        ...ConcernFields
      }
    }
  `,
  [concernFields],
);

export const handleConcernMutation = graphql(
  `
    mutation HandleConcern($input: HandleConcernInput!) {
      handleConcern(input: $input) {
        __typename
        ... on ConcernChanged {
          concern {
            ...ConcernFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [concernFields, refusalFragment, invalidInputFragment],
);
