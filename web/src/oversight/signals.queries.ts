import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const actorFields = graphql(`
  fragment ActorFields on SignalActor @_unmask {
    name
    role
    organisationName
  }
`);

export const signalsQuery = graphql(`
  query Signals($show: SignalFilter, $first: Int!, $after: ID) {
    signals(show: $show, first: $first, after: $after) {
      open
      isJudging
      hasMore
      endCursor
      items {
        id
        reference
        providerId
        providerName
        level
        stage
        stageDueOn
        isOverdue
        since
        scope {
          kind
          name
        }
        openedAt
        closedAt
        hasReply
        undecidedPoints
      }
    }
  }
`);

const signalFields = graphql(
  `
    fragment SignalFields on Signal @_unmask {
      id
      version
      reference
      providerId
      providerName
      level
      stage
      stageDueOn
      isOverdue
      since
      scope {
        kind
        name
      }
      caveat
      regimeName
      regimeVersion
      replyHelp
      concernHelp
      latestMonth
      openedAt
      closedAt
      providerSeesFrom
      commissionerSeesFrom
      levelSeenFrom
      earlierSignalId
      isOwn
      isCorrectedAfterReply
      hasReply
      undecidedPoints
      canExtend
      mostExtension
      steps {
        no
        at
        kind
        fromStage
        toStage
        toLevel
        reason
        month
        dueOn
        bodyName
        pointNo
        by {
          ...ActorFields
        }
      }
      reply {
        summary
        sentAt
        sentBy {
          ...ActorFields
        }
        points {
          id
          no
          kind
          words
          evidence
          decision
          decisionReason
          lockedBecause
          decidedAt
          decidedBy {
            ...ActorFields
          }
          rows {
            meetingId
            seatId
            date
            mdtName
            roleName
            correction
          }
        }
      }
      draft {
        version
        summary
        savedAt
        points {
          kind
          words
          evidence
          rows {
            meetingId
            seatId
          }
        }
      }
      tests {
        code
        title
        question
        source
        help
        answer
        answeredAt
        answeredBy {
          ...ActorFields
        }
      }
      route {
        licenceStatus
        on
        addressee
        wording
      }
      timetable {
        stage
        dueOn
      }
      nextSteps {
        event
        needsReason
        lockedBecause
      }
      bodies {
        code
        name
        remit
        reach
      }
    }
  `,
  [actorFields],
);

export const signalQuery = graphql(
  `
    query Signal($id: ID!) {
      signal(id: $id) {
        ...SignalFields
      }
    }
  `,
  [signalFields],
);

/** What became of a step: the signal as it is now, or why it was not taken. */
export const signalChangedFragment = graphql(
  `
    fragment SignalChangedParts on ChangeSignalResult @_unmask {
      __typename
      ... on SignalChanged {
        signal {
          ...SignalFields
        }
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);
