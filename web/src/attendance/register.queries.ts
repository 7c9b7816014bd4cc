import { graphql } from '../app/graphql.js';
import { refusalFragment } from '../app/refusals.queries.js';

const registerFields = graphql(`
  fragment RegisterFields on Register @_unmask {
    meetingId
    mdtName
    hostName
    startsAt
    endsAt
    durationMinutes
    siteName
    roomName
    isOnline
    status
    cancelReason
    registerVersion
    opensAt
    isOpen
    hasEnded
    canRecord
    closedAt
    closedBy
    quorum {
      isQuorate
      seatsFilled
      seatsNeeded
      rolesMissing
    }
    seats {
      seatId
      roleName
      providerName
      isCore
      practitionerId
      personName
      response
      declineReasonCode
      deputyPractitionerId
      releaseState
      version
      deputies {
        id
        name
      }
      mark {
        version
        outcome
        mode
        minutes
        practitionerId
        practitionerName
        reasonCode
        note
        recordedBy
        recordedAt
        correctionReason
      }
    }
  }
`);

export const registerQuery = graphql(
  `
    query Register($meetingId: ID!) {
      register(meetingId: $meetingId) {
        ...RegisterFields
      }
    }
  `,
  [registerFields],
);

export const attendanceHistoryQuery = graphql(`
  query AttendanceHistory($meetingId: ID!, $seatId: ID!) {
    attendanceHistory(meetingId: $meetingId, seatId: $seatId) {
      version
      outcome
      mode
      minutes
      practitionerName
      reasonCode
      recordedBy
      onBehalfOf
      recordedAt
      correctionReason
    }
  }
`);

export const registersToRecordQuery = graphql(`
  query RegistersToRecord($first: Int!) {
    registersToRecord(first: $first) {
      meetingId
      mdtName
      startsAt
      seats
      seatsLeft
    }
  }
`);

export const registerChangedSubscription = graphql(`
  subscription RegisterChanged($meetingId: ID!) {
    registerChanged(meetingId: $meetingId) {
      meetingId
      registerVersion
    }
  }
`);

export const recordAttendanceMutation = graphql(
  `
    mutation RecordAttendance($input: RecordAttendanceInput!) {
      recordAttendance(input: $input) {
        __typename
        ... on RegisterSaved {
          seatIds
          register {
            ...RegisterFields
          }
        }
        ... on RegisterChangedByOther {
          current {
            ...RegisterFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [registerFields, refusalFragment],
);

export const markAllAcceptedMutation = graphql(
  `
    mutation MarkAllAccepted($input: MarkAllAcceptedInput!) {
      markAllAccepted(input: $input) {
        __typename
        ... on RegisterSaved {
          seatIds
          register {
            ...RegisterFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [registerFields, refusalFragment],
);

export const undoAttendanceMutation = graphql(
  `
    mutation UndoAttendance($input: UndoAttendanceInput!) {
      undoAttendance(input: $input) {
        __typename
        ... on RegisterSaved {
          seatIds
          register {
            ...RegisterFields
          }
        }
        ... on RegisterChangedByOther {
          current {
            ...RegisterFields
          }
        }
        ...RefusalParts
      }
    }
  `,
  [registerFields, refusalFragment],
);

export const closeRegisterMutation = graphql(
  `
    mutation CloseRegister($input: CloseRegisterInput!) {
      closeRegister(input: $input) {
        __typename
        ... on RegisterSaved {
          seatIds
          register {
            ...RegisterFields
          }
        }
        ... on RegisterHasGaps {
          seatIds
        }
        ...RefusalParts
      }
    }
  `,
  [registerFields, refusalFragment],
);
