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
        dueOn
        overdueWorkingDays
      }
    }
  }
`);

export const concernsDueQuery = graphql(`
  query ConcernsDue {
    concernsDue(first: 3) {
      open
      overdue
      toConfirm
      items {
        id
        reference
        about
        organisationName
        state
        dueOn
        overdueWorkingDays
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
    dueOn
    overdueWorkingDays
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
      kind
      toState
      reason
      bodyName
      dueOn
      toDue
      slipReason
      organisationName
      isWithin
      by {
        name
        role
        organisationName
      }
    }
    nextSteps
    timetable {
      state
      dueOn
    }
    slipReasons {
      code
      words
    }
    naming {
      organisationName
      reason
      at
      by {
        name
        role
        organisationName
      }
      isWithin
      canDecide
    }
    canName
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

export const moveConcernDateMutation = graphql(
  `
    mutation MoveConcernDate($input: MoveConcernDateInput!) {
      moveConcernDate(input: $input) {
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

export const nameConcernOrganisationMutation = graphql(
  `
    mutation NameConcernOrganisation($input: NameConcernOrganisationInput!) {
      nameConcernOrganisation(input: $input) {
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

export const decideConcernOrganisationMutation = graphql(
  `
    mutation DecideConcernOrganisation($input: DecideConcernOrganisationInput!) {
      decideConcernOrganisation(input: $input) {
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

export const concernOrganisationsQuery = graphql(`
  query ConcernOrganisations($text: String) {
    organisations(filter: { text: $text }, first: 20) {
      items {
        id
        name
        odsCode
        postcode
      }
    }
  }
`);
