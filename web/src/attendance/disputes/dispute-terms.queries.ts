import { graphql } from '../../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../../app/refusals.queries.js';

export const disputeTermsQuery = graphql(`
  query DisputeTerms {
    disputeTerms {
      version
      disputeWorkingDays
      answerWorkingDays
      remindWorkingDays
      canIssue
      versions {
        version
        inForceFrom
        disputeWorkingDays
        answerWorkingDays
        remindWorkingDays
        reason
        issuedAt
      }
    }
  }
`);

export const issueDisputeTermsMutation = graphql(
  `
  mutation IssueDisputeTerms($input: IssueDisputeTermsInput!) {
    issueDisputeTerms(input: $input) {
      __typename
      ... on DisputeTermsIssued {
        version
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
