import { graphql } from '../../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../../app/refusals.queries.js';

export const returnSignatoriesQuery = graphql(`
  query ReturnSignatories {
    returnSignatories {
      signatories {
        id
        organisationId
        organisationName
        name
        post
        firstDay
        lastDay
        isStanding
        endedAt
      }
      candidates {
        accountId
        name
        organisationId
        organisationName
      }
    }
  }
`);

export const appointSignatoryMutation = graphql(
  `
    mutation AppointSignatory($input: AppointSignatoryInput!) {
      appointSignatory(input: $input) {
        __typename
        ... on SignatoryChanged {
          signatoryId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);

export const endSignatoryMutation = graphql(
  `
    mutation EndSignatory($input: EndSignatoryInput!) {
      endSignatory(input: $input) {
        __typename
        ... on SignatoryChanged {
          signatoryId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);
