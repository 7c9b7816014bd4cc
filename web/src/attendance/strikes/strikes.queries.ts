import { graphql } from '../../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../../app/refusals.queries.js';

const strikeFields = graphql(`
  fragment StrikeFields on Strike @_unmask {
    id
    version
    canChange
    canDecide
    canWithdraw
    withdrawnBecause
    withdrawn {
      organisationName
      name
      at
    }
    versions {
      version
      state
      roles {
        key
        name
      }
      providers {
        key
        name
      }
      firstDay
      lastDay
      sourceTitle
      sourceUrl
      needsConfirmation
      declinedBecause
      recorded {
        organisationName
        name
        at
      }
      decided {
        organisationName
        name
        at
      }
    }
  }
`);

export const strikesQuery = graphql(
  `
    query Strikes {
      strikes {
        canRecord
        forAnyProvider
        strikes {
          ...StrikeFields
        }
      }
    }
  `,
  [strikeFields],
);

/** For Today: whether there is something to confirm. */
export const strikesToConfirmQuery = graphql(`
  query StrikesToConfirm {
    strikes {
      strikes {
        id
        canDecide
      }
    }
  }
`);

export const strikeRolesQuery = graphql(`
  query StrikeRoles {
    professionalRoles {
      code
      name
    }
  }
`);

export const recordStrikeMutation = graphql(
  `
    mutation RecordStrike($input: RecordStrikeInput!) {
      recordStrike(input: $input) {
        __typename
        ... on StrikeChanged {
          strike {
            ...StrikeFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [strikeFields, refusalFragment, invalidInputFragment],
);

export const changeStrikeMutation = graphql(
  `
    mutation ChangeStrike($input: ChangeStrikeInput!) {
      changeStrike(input: $input) {
        __typename
        ... on StrikeChanged {
          strike {
            ...StrikeFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [strikeFields, refusalFragment, invalidInputFragment],
);

export const confirmStrikeMutation = graphql(
  `
    mutation ConfirmStrike($input: ConfirmStrikeInput!) {
      confirmStrike(input: $input) {
        __typename
        ... on StrikeChanged {
          strike {
            ...StrikeFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [strikeFields, refusalFragment, invalidInputFragment],
);

export const declineStrikeMutation = graphql(
  `
    mutation DeclineStrike($input: DeclineStrikeInput!) {
      declineStrike(input: $input) {
        __typename
        ... on StrikeChanged {
          strike {
            ...StrikeFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [strikeFields, refusalFragment, invalidInputFragment],
);

export const withdrawStrikeMutation = graphql(
  `
    mutation WithdrawStrike($input: WithdrawStrikeInput!) {
      withdrawStrike(input: $input) {
        __typename
        ... on StrikeChanged {
          strike {
            ...StrikeFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [strikeFields, refusalFragment, invalidInputFragment],
);
