import { graphql } from '../app/graphql.js';
import { signalChangedFragment } from './signals.queries.js';

export const moveSignalMutation = graphql(
  `
    mutation MoveSignal($input: MoveSignalInput!) {
      moveSignal(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

export const extendReplyMutation = graphql(
  `
    mutation ExtendReply($input: ExtendReplyInput!) {
      extendReply(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

export const explainSlippageMutation = graphql(
  `
    mutation ExplainSlippage($input: ExplainSlippageInput!) {
      explainSlippage(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);

export const answerSignalTestMutation = graphql(
  `
    mutation AnswerSignalTest($input: AnswerSignalTestInput!) {
      answerSignalTest(input: $input) {
        ...SignalChangedParts
      }
    }
  `,
  [signalChangedFragment],
);
