import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';
import { actorFields } from './signals.queries.js';

const termsFields = graphql(`
  fragment TermsFields on UndertakingTerms @_unmask {
    kind
    words
    owner
    actionOn
    doneBy
    seenBy
  }
`);

export const signalUndertakingsQuery = graphql(
  `
    query SignalUndertakings($signalId: ID!) {
      signalUndertakings(signalId: $signalId) {
        signalId
        canPropose
        lockedBecause
        items {
          id
          version
          state
          kind
          words
          owner
          actionOn
          doneBy
          seenBy
          writtenBy
          waitsFor
          waitsForViewer
          answerDueOn
          isOverdue
          agreedAt
          agreedBy {
            ...ActorFields
          }
          remedy
          canNote
          nextSteps {
            event
            needsReason
            lockedBecause
          }
          steps {
            no
            at
            kind
            words
            remedy
            dueOn
            terms {
              ...TermsFields
            }
            by {
              ...ActorFields
            }
          }
        }
      }
    }
  `,
  [actorFields, termsFields],
);

export const undertakingsToDoQuery = graphql(`
  query UndertakingsToDo {
    undertakingsToDo {
      id
      signalId
      signalReference
      providerName
      state
      words
      dueOn
      isOverdue
      waitsForViewer
    }
  }
`);

export const undertakingEffectQuery = graphql(`
  query UndertakingEffect($undertakingId: ID!) {
    undertakingEffect(undertakingId: $undertakingId) {
      undertakingId
      actionOn
      providerName
      mean
      lower
      upper
      isTrial
      isBeforeSinceFall
      monthsBefore
      monthsAfter
      leastMonths
      points {
        month
        period
        tookPart
        atRisk
        usual
        others
        causes
      }
      change {
        own
        others
        difference
        low
        high
      }
    }
  }
`);

/** What became of a step with an undertaking, or why it was not taken. */
const undertakingChangedFragment = graphql(
  `
    fragment UndertakingChangedParts on ChangeUndertakingResult @_unmask {
      __typename
      ... on UndertakingChanged {
        signalId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  `,
  [refusalFragment, invalidInputFragment],
);

export const proposeUndertakingMutation = graphql(
  `
    mutation ProposeUndertaking($input: ProposeUndertakingInput!) {
      proposeUndertaking(input: $input) {
        ...UndertakingChangedParts
      }
    }
  `,
  [undertakingChangedFragment],
);

export const rewriteUndertakingMutation = graphql(
  `
    mutation RewriteUndertaking($input: RewriteUndertakingInput!) {
      rewriteUndertaking(input: $input) {
        ...UndertakingChangedParts
      }
    }
  `,
  [undertakingChangedFragment],
);

export const moveUndertakingMutation = graphql(
  `
    mutation MoveUndertaking($input: MoveUndertakingInput!) {
      moveUndertaking(input: $input) {
        ...UndertakingChangedParts
      }
    }
  `,
  [undertakingChangedFragment],
);

export const noteUndertakingProgressMutation = graphql(
  `
    mutation NoteUndertakingProgress($input: NoteUndertakingProgressInput!) {
      noteUndertakingProgress(input: $input) {
        ...UndertakingChangedParts
      }
    }
  `,
  [undertakingChangedFragment],
);
