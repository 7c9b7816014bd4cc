import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const listCaseMutation = graphql(
  `
  mutation ListCase($input: ListCaseInput!) {
    listCase(input: $input) {
      __typename
      ... on CaseListed {
        caseId
        meetingId
      }
      ...RefusalParts
      ... on AlreadyListed {
        caseId
      }
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const reorderCasesMutation = graphql(
  `
  mutation ReorderCases($input: ReorderCasesInput!) {
    reorderCases(input: $input) {
      __typename
      ... on CasesReordered {
        meetingId
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);

export const withdrawCaseMutation = graphql(
  `
  mutation WithdrawCase($input: WithdrawCaseInput!) {
    withdrawCase(input: $input) {
      __typename
      ... on CaseWithdrawn {
        caseId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const recordOutcomeMutation = graphql(
  `
  mutation RecordOutcome($input: RecordOutcomeInput!) {
    recordOutcome(input: $input) {
      __typename
      ... on OutcomeRecorded {
        caseId
        lockVersion
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const addActionMutation = graphql(
  `
  mutation AddAction($input: AddActionInput!) {
    addAction(input: $input) {
      __typename
      ... on ActionAdded {
        actionId
        lockVersion
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const updateActionMutation = graphql(
  `
  mutation UpdateAction($input: UpdateActionInput!) {
    updateAction(input: $input) {
      __typename
      ... on ActionUpdated {
        actionId
        state
        lockVersion
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const carryForwardMutation = graphql(
  `
  mutation CarryForward($input: CarryForwardInput!) {
    carryForward(input: $input) {
      __typename
      ... on CasesCarriedForward {
        toMeetingId
        carried
        skipped {
          caseId
          message
        }
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);

export const coordinateMeetingMutation = graphql(
  `
  mutation CoordinateMeeting($input: CoordinateMeetingInput!) {
    coordinateMeeting(input: $input) {
      __typename
      ... on MeetingCoordinated {
        meetingId
        people
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);
