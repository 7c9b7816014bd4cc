import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const peopleQuery = graphql(`
  query People($input: PeopleInput!) {
    people(input: $input) {
      hasMore
      people {
        id
        familyName
        givenName
        dateOfBirth
        nhsNumber
        deceasedOn
        relationships {
          basis
          basisName
          reason
          since
          until
        }
      }
    }
  }
`);

export const personQuery = graphql(`
  query Person($id: ID!) {
    person(id: $id) {
      __typename
      ... on Person {
        id
        familyName
        givenName
        dateOfBirth
        nhsNumber
        deceasedOn
        lockVersion
        relationships {
          basis
          basisName
          reason
          since
          until
        }
        discussions {
          caseId
          meetingId
          mdtName
          meetingDate
          question
          state
          outcomeText
        }
        openActions {
          id
          description
          owner {
            id
            name
          }
          organisationName
          dueOn
          isOverdue
          state
          stateReason
          steps
          lockVersion
          mdtName
          meetingId
          meetingDate
        }
      }
      ... on NoRelationship {
        code
        message
        askWhom {
          name
          roleName
          organisationName
        }
      }
      ... on NotPermitted {
        code
        message
      }
    }
  }
`);

export const registerPatientMutation = graphql(
  `
  mutation RegisterPatient($input: RegisterPatientInput!) {
    registerPatient(input: $input) {
      __typename
      ... on PatientRegistered {
        patientId
        wasKnown
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const markDeceasedMutation = graphql(
  `
  mutation MarkDeceased($input: MarkDeceasedInput!) {
    markDeceased(input: $input) {
      __typename
      ... on PatientMarked {
        patientId
        deceasedOn
        lockVersion
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const whoHasLookedQuery = graphql(`
  query WhoHasLooked($patientId: ID!) {
    whoHasLooked(patientId: $patientId) {
      __typename
      ... on WhoHasLooked {
        looks {
          at
          name
          roleName
          organisationName
          what
          why
        }
      }
      ... on NotPermitted {
        code
        message
      }
    }
  }
`);
