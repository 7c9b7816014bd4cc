import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const actorFields = graphql(`
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

export const signalFields = graphql(
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
      latestMonth
      openedAt
      closedAt
      providerSeesFrom
      commissionerSeesFrom
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
      undertakings {
        id
        kind
        words
        owner
        actionOn
        agreedAt
        agreedBy {
          ...ActorFields
        }
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

export const moveSignalMutation = graphql(
  `
    mutation MoveSignal($input: MoveSignalInput!) {
      moveSignal(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const extendReplyMutation = graphql(
  `
    mutation ExtendReply($input: ExtendReplyInput!) {
      extendReply(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const explainSlippageMutation = graphql(
  `
    mutation ExplainSlippage($input: ExplainSlippageInput!) {
      explainSlippage(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const answerSignalTestMutation = graphql(
  `
    mutation AnswerSignalTest($input: AnswerSignalTestInput!) {
      answerSignalTest(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const agreeUndertakingMutation = graphql(
  `
    mutation AgreeUndertaking($input: AgreeUndertakingInput!) {
      agreeUndertaking(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const saveReplyDraftMutation = graphql(
  `
    mutation SaveReplyDraft($input: SaveReplyDraftInput!) {
      saveReplyDraft(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const sendReplyMutation = graphql(
  `
    mutation SendReply($input: SendReplyInput!) {
      sendReply(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

export const decidePointMutation = graphql(
  `
    mutation DecidePoint($input: DecidePointInput!) {
      decidePoint(input: $input) {
        __typename
        ... on SignalChanged {
          signal {
            ...SignalFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [signalFields, refusalFragment, invalidInputFragment],
);

/** Lost seats of the own organisation, to name in a reply. */
export const rowsToDisputeQuery = graphql(`
  query RowsToDispute($signalId: ID!, $month: String) {
    signalRows(signalId: $signalId, number: "elsewhere.lost", month: $month, first: 500) {
      months
      rows {
        id
        date
        mdtName
        roleName
        outcome
        staffName
      }
    }
  }
`);

export const signalMonthsQuery = graphql(`
  query SignalMonths($signalId: ID!) {
    signalFigures(signalId: $signalId) {
      signalId
      months {
        month
        elsewhereAtRisk
        elsewhereTookPart
      }
    }
  }
`);

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

export const publishedReasonsQuery = graphql(`
  query PublishedReasons {
    publishedReasons {
      id
      kind
      title
      words
      month
    }
  }
`);
