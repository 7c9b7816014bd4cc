import { graphql } from '../../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../../app/refusals.queries.js';

const recordMarkFragment = graphql(`
  fragment RecordMarkParts on RecordMark @_unmask {
    outcome
    mode
    minutes
    practitionerName
    reasonCode
  }
`);

const recordActorFragment = graphql(`
  fragment RecordActorParts on RecordActor @_unmask {
    name
    role
    organisationName
  }
`);

const disputeFragment = graphql(
  `
  fragment DisputeParts on AttendanceDispute @_unmask {
    id
    version
    state
    isOverdue
    isLate
    meetingId
    seatId
    mdtName
    hostName
    providerName
    meetingDate
    roleName
    personName
    disputedVersion
    disputed { ...RecordMarkParts }
    shouldSay { ...RecordMarkParts }
    now { ...RecordMarkParts }
    seatVersion
    whatIsWrong
    evidence
    whyNow
    raisedAt
    raisedBy { ...RecordActorParts }
    inTimeUntil
    dueOn
    answeredAt
    answeredBy { ...RecordActorParts }
    isAnsweredByWriter
    answer
    canDecide
    cannotDecide
    canWithdraw
  }
`,
  [recordMarkFragment, recordActorFragment],
);

/** One record with its versions and what is disputed of it. */
export const attendanceRecordQuery = graphql(
  `
  query AttendanceRecordPage($meetingId: ID!, $seatId: ID!) {
    attendanceRecord(meetingId: $meetingId, seatId: $seatId) {
      meetingId
      seatId
      mdtName
      hostName
      providerName
      startsAt
      endsAt
      durationMinutes
      roleName
      personName
      isAsDeputy
      isCancelled
      seatVersion
      now { ...RecordMarkParts }
      versions {
        version
        says { ...RecordMarkParts }
        recordedBy { ...RecordActorParts }
        recordedAt
        correctionReason
      }
      deputies { id name }
      canDispute
      wasAnswered
      inTimeUntil
      isInTime
      disputeWorkingDays
      disputes { ...DisputeParts }
    }
  }
`,
  [recordMarkFragment, recordActorFragment, disputeFragment],
);

export const attendanceDisputesQuery = graphql(
  `
  query AttendanceDisputes($state: DisputeListState!, $first: Int!, $after: String) {
    attendanceDisputes(state: $state, first: $first, after: $after) {
      waiting
      overdue
      items { ...DisputeParts }
      endCursor
    }
  }
`,
  [disputeFragment],
);

/** For a notice: how many wait, of one meeting or of all. */
export const disputesWaitingQuery = graphql(`
  query DisputesWaiting($meetingId: ID) {
    attendanceDisputes(state: WAITING, meetingId: $meetingId, first: 1) {
      waiting
      overdue
    }
  }
`);

export const recordsToDisputeQuery = graphql(
  `
  query RecordsToDispute($meetingId: ID, $onlyAbsent: Boolean!, $first: Int!, $after: String) {
    recordsToDispute(meetingId: $meetingId, onlyAbsent: $onlyAbsent, first: $first, after: $after) {
      items {
        meetingId
        seatId
        mdtName
        hostName
        meetingDate
        roleName
        personName
        now { ...RecordMarkParts }
        isAsDeputy
        isCorrected
        inTimeUntil
        disputeState
      }
      endCursor
    }
  }
`,
  [recordMarkFragment],
);

export const raiseDisputeMutation = graphql(
  `
  mutation RaiseDispute($input: RaiseDisputeInput!) {
    raiseDispute(input: $input) {
      __typename
      ... on DisputeSaved {
        disputeId
        coordinatorsTold
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const withdrawDisputeMutation = graphql(
  `
  mutation WithdrawDispute($input: WithdrawDisputeInput!) {
    withdrawDispute(input: $input) {
      __typename
      ... on DisputeSaved {
        disputeId
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);

export const acceptDisputeMutation = graphql(
  `
  mutation AcceptDispute($input: AcceptDisputeInput!) {
    acceptDispute(input: $input) {
      __typename
      ... on DisputeSaved {
        disputeId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const declineDisputeMutation = graphql(
  `
  mutation DeclineDispute($input: DeclineDisputeInput!) {
    declineDispute(input: $input) {
      __typename
      ... on DisputeSaved {
        disputeId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
