import { graphql } from '../app/graphql.js';

export const caseListQuery = graphql(`
  query CaseList($meetingId: ID!) {
    caseList(meetingId: $meetingId) {
      __typename
      ... on CaseList {
        meetingId
        mdtName
        meetingDate
        startsAt
        status
        isCoordinator
        mayList
        mayRecord
        notInvolvedCount
        seats {
          seatId
          roleName
          providerName
          isCore
          practitionerName
          response
          isPresent
        }
        cases {
          id
          person {
            id
            familyName
            givenName
            dateOfBirth
            nhsNumber
            deceasedOn
          }
          relationships {
            basis
            basisName
            since
            until
          }
          question
          wantedByPerson
          state
          outcome
          outcomeText
          outcomeAt
          outcomeByName
          relevantSeatIds
          missingSeatIds
          presentSeatIds
          knowsPerson {
            id
            name
          }
          carriedFromDate
          mayWithdraw
          lockVersion
          actions {
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
          }
        }
        waiting {
          caseId
          person {
            id
            familyName
            givenName
          }
          meetingId
          mdtName
          meetingDate
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
          person {
            id
            familyName
            givenName
          }
          meetingId
          meetingDate
          mdtName
        }
        nextMeeting {
          meetingId
          meetingDate
        }
      }
      ... on NotPermitted {
        code
        message
      }
    }
  }
`);

export const caseListChangedSubscription = graphql(`
  subscription CaseListChanged($meetingId: ID!) {
    caseListChanged(meetingId: $meetingId) {
      meetingId
    }
  }
`);

export const myActionsQuery = graphql(`
  query MyActions($input: MyActionsInput!) {
    myActions(input: $input) {
      hasMore
      actions {
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
        isMine
        person {
          id
          familyName
          givenName
        }
        meetingId
        meetingDate
        mdtName
      }
    }
  }
`);

export const casesTodayQuery = graphql(`
  query CasesToday {
    casesToday {
      waiting {
        caseId
        person {
          id
          familyName
          givenName
        }
        meetingId
        mdtName
        meetingDate
        state
        outcomeText
      }
      actionsDue {
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
        person {
          id
          familyName
          givenName
        }
        meetingId
        meetingDate
        mdtName
      }
    }
  }
`);

export const myMeetingsQuery = graphql(`
  query MyMeetings {
    myMeetings {
      __typename
      ... on MyMeetings {
        person {
          id
          familyName
          givenName
        }
        coming {
          meetingId
          mdtName
          startsAt
        }
        past {
          meetingId
          mdtName
          startsAt
          state
          outcomeText
          professionsPresent
          actions {
            id
            description
            ownerName
            organisationName
            dueOn
            state
          }
        }
      }
      ... on NotPermitted {
        code
        message
      }
    }
  }
`);

export const actionOwnersQuery = graphql(`
  query ActionOwners($text: String) {
    practitioners(text: $text, first: 20) {
      id
      name
      roles {
        organisationId
        organisationName
        roleName
      }
    }
  }
`);

export const peopleToListQuery = graphql(`
  query PeopleToList($input: PeopleInput!) {
    people(input: $input) {
      hasMore
      people {
        id
        familyName
        givenName
        dateOfBirth
        nhsNumber
        deceasedOn
      }
    }
  }
`);
