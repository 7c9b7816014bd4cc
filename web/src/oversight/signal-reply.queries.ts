import { graphql } from '../app/graphql.js';
import { signalChangedFragment } from './signals.queries.js';

export const saveReplyDraftMutation = graphql(
  `
    mutation SaveReplyDraft($input: SaveReplyDraftInput!) {
      saveReplyDraft(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

export const sendReplyMutation = graphql(
  `
    mutation SendReply($input: SendReplyInput!) {
      sendReply(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

export const decidePointMutation = graphql(
  `
    mutation DecidePoint($input: DecidePointInput!) {
      decidePoint(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

/** Lost seats of the own organisation, to name in a reply. */
export const rowsToDisputeQuery = graphql(`
  query RowsToDispute($signalId: ID!, $month: String) {
    signalRows(signalId: $signalId, number: "elsewhere.lost", month: $month, first: 500) {
      months
      rows {
        id
        date
        mdtName
        roleName
        outcome
        staffName
      }
    }
  }
`);
