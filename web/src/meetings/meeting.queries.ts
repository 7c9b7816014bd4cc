import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';
import { clashFields } from './planning.queries.js';

export const meetingsQuery = graphql(`
  query Meetings($from: String!, $to: String!, $mine: Boolean!, $after: String) {
    meetings(from: $from, to: $to, mine: $mine, first: 20, after: $after) {
      endCursor
      items {
        id
        mdt {
          id
          name
        }
        hostName
        date
        startTime
        endTime
        siteName
        roomName
        joinUrl
        status
        isExtraordinary
        isQuorate
        participants {
          invitationId
          roleName
          response
        }
      }
    }
  }
`);

/** What the frame around a meeting's pages shows. */
export const meetingQuery = graphql(`
  query Meeting($id: ID!) {
    meeting(id: $id) {
      id
      mdt {
        id
        name
      }
      host {
        id
        name
      }
      date
      startTime
      endTime
      startsAt
      durationMinutes
      site {
        id
        name
      }
      room {
        id
        name
      }
      joinUrl
      status
      cancelReason
      isExtraordinary
      seriesId
      seriesDescription
      seriesLockVersion
      termsVersion
      deputiesAllowed
      noticeGivenAt
      isQuorate
      isComing
      mayEdit
      mayCancel
      lockVersion
      skipped {
        date
        reason
      }
      forecast {
        isQuorate
        seatsFilled
        seatsNeeded
        sentences
      }
      replies {
        id
        seatId
        roleCode
        roleName
        provider {
          id
          name
        }
        kind
        countsForQuorum
        person {
          id
          name
        }
        deputy {
          id
          name
        }
        response
        source
        respondedAt
        declineReason
        comment
        sentAt
        remindedAt
        isMine
        mayAnswer
        lockVersion
      }
    }
  }
`);

/** The rule behind a meeting, for working out what moving all of them gives. */
export const seriesToMoveQuery = graphql(`
  query SeriesToMove($id: ID!) {
    series(id: $id) {
      id
      frequency
      weekday
      weekOfMonth
      plannedThrough
      untilDate
      lockVersion
      comingMeetings {
        id
        date
        status
      }
    }
  }
`);

export const meetingChangedSubscription = graphql(`
  subscription MeetingChanged($meetingId: ID!) {
    meetingChanged(meetingId: $meetingId) {
      meetingId
    }
  }
`);

export const deputyCandidatesQuery = graphql(`
  query DeputyCandidates($invitationId: ID!) {
    deputyCandidates(invitationId: $invitationId) {
      id
      name
      isRegistered
    }
  }
`);

const todayMeetingFields = graphql(`
  fragment TodayMeetingFields on TodayMeeting @_unmask {
    id
    mdtName
    date
    startTime
    endTime
    place
    status
    cover
    isForecastQuorate
    repliesWaiting
    isUnsent
    myInvitationId
    myResponse
    myLockVersion
    deputiesAllowed
  }
`);

export const todayMeetingsQuery = graphql(
  `
    query TodayMeetings {
      todayMeetings {
        date
        today {
          ...TodayMeetingFields
        }
        waiting {
          ...TodayMeetingFields
        }
        mine {
          ...TodayMeetingFields
        }
      }
    }
  `,
  [todayMeetingFields],
);

export const answerInvitationMutation = graphql(
  `
    mutation AnswerInvitation($input: AnswerInvitationInput!) {
      answerInvitation(input: $input) {
        __typename
        ... on ReplySaved {
          invitationId
          meetingId
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const recordReplyMutation = graphql(
  `
    mutation RecordReply($input: AnswerInvitationInput!) {
      recordReply(input: $input) {
        __typename
        ... on ReplySaved {
          invitationId
          meetingId
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const nameDeputyMutation = graphql(
  `
    mutation NameDeputy($input: NameDeputyInput!) {
      nameDeputy(input: $input) {
        __typename
        ... on ReplySaved {
          invitationId
          meetingId
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const sendInvitationsMutation = graphql(
  `
  mutation SendInvitations($input: SendInvitationsInput!) {
    sendInvitations(input: $input) {
      __typename
      ... on InvitationsSent {
        people
        meetings
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const editMeetingMutation = graphql(
  `
    mutation EditMeeting($input: EditMeetingInput!) {
      editMeeting(input: $input) {
        __typename
        ... on MeetingsChanged {
          mdtId
          seriesId
          meetingIds
          cancelledMeetingIds
          skipped {
            date
            reason
          }
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const cancelMeetingMutation = graphql(
  `
  mutation CancelMeeting($input: CancelMeetingInput!) {
    cancelMeeting(input: $input) {
      __typename
      ... on MeetingsChanged {
        mdtId
        cancelledMeetingIds
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
