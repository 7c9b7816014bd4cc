import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const registersToCorrectQuery = graphql(`
  query RegistersToCorrect {
    registersToCorrect {
      id
      version
      meetingId
      date
      mdtName
      roleName
      instruction
      askedAt
      isCorrected
    }
  }
`);

export const answerCorrectionMutation = graphql(
  `
    mutation AnswerCorrection($input: AnswerCorrectionInput!) {
      answerCorrection(input: $input) {
        __typename
        ... on CorrectionAnswered {
          correctionId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);
