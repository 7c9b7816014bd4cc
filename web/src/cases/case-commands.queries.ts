import { graphql } from '../app/graphql.js';

export const listCaseMutation = graphql(`
  mutation ListCase($input: ListCaseInput!) {
    listCase(input: $input) {
      __typename
      ... on CaseListed {
        caseId
        meetingId
      }
      ... on Refusal {
        code
        message
      }
      ... on AlreadyListed {
        caseId
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

export const reorderCasesMutation = graphql(`
  mutation ReorderCases($input: ReorderCasesInput!) {
    reorderCases(input: $input) {
      __typename
      ... on CasesReordered {
        meetingId
      }
      ... on Refusal {
        code
        message
      }
    }
  }
`);

export const withdrawCaseMutation = graphql(`
  mutation WithdrawCase($input: WithdrawCaseInput!) {
    withdrawCase(input: $input) {
      __typename
      ... on CaseWithdrawn {
        caseId
      }
      ... on Refusal {
        code
        message
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

export const recordOutcomeMutation = graphql(`
  mutation RecordOutcome($input: RecordOutcomeInput!) {
    recordOutcome(input: $input) {
      __typename
      ... on OutcomeRecorded {
        caseId
        lockVersion
      }
      ... on Refusal {
        code
        message
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

export const addActionMutation = graphql(`
  mutation AddAction($input: AddActionInput!) {
    addAction(input: $input) {
      __typename
      ... on ActionAdded {
        actionId
        lockVersion
      }
      ... on Refusal {
        code
        message
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

export const updateActionMutation = graphql(`
  mutation UpdateAction($input: UpdateActionInput!) {
    updateAction(input: $input) {
      __typename
      ... on ActionUpdated {
        actionId
        state
        lockVersion
      }
      ... on Refusal {
        code
        message
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);

export const carryForwardMutation = graphql(`
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
      ... on Refusal {
        code
        message
      }
    }
  }
`);

export const coordinateMeetingMutation = graphql(`
  mutation CoordinateMeeting($input: CoordinateMeetingInput!) {
    coordinateMeeting(input: $input) {
      __typename
      ... on MeetingCoordinated {
        meetingId
        people
      }
      ... on Refusal {
        code
        message
      }
    }
  }
`);
