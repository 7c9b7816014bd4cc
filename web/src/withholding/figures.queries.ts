import { graphql } from '../app/graphql.js';

const observedFragment = graphql(`
  fragment Observed on ObservedView @_unmask {
    atRisk
    tookPart
    lost
    expected
    expectedLow
    expectedHigh
  }
`);

const leaveOneOutFragment = graphql(`
  fragment LeaveOneOut on LeaveOneOutView @_unmask {
    holds
    leastExcess
    excess
  }
`);

const burdenFragment = graphql(`
  fragment Burden on BurdenView @_unmask {
    medianNoticeDays
    shareOutsideOfficeHours
    medianTravelMinutes
    medianTravelKm
    travelKnownShare
  }
`);

const peopleFragment = graphql(`
  fragment People on PeopleCount @_unmask {
    value
    label
  }
`);

/** Every number that stands beside a signal. */
export const signalFiguresQuery = graphql(
  `
  query SignalFigures($signalId: ID!) {
    signalFigures(signalId: $signalId) {
      signalId
      providerId
      providerName
      month
      version
      modelVersion
      since
      asOf
      scope { kind name }
      crossRows
      elsewhere { ...Observed }
      ownSites { ...Observed }
      breadth { people peopleWithLoss mdts mdtsWithLoss months monthsWithLoss }
      withoutOnePerson { ...LeaveOneOut }
      withoutOneMdt { ...LeaveOneOut }
      shows {
        releaseRefused
        releaseUnanswered
        lateCancels
        shortStays
        codedNotReleased
        workload
        absentNoNotice
        otherApologies
        staffStatements
      }
      reasons { reason seats }
      releases { asked granted grantedWithCover refused unanswered medianDaysToAnswer }
      setAside { reason seats opens }
      burden { ...Burden }
      othersBurden { ...Burden }
      impact {
        discussedWithoutSeat { ...People }
        deferredSeatAbsent { ...People }
        discussedAgain { ...People }
        medianWaitDays
        ages { band affected { ...People } all { ...People } }
        disclosureNote
      }
      months { month elsewhereAtRisk elsewhereTookPart elsewhereExpected ownAtRisk ownTookPart }
      power { rows usual fallTo probability clumping }
      multiplicity { providersTested expectedFalseShare }
      clears { below months }
      staffStatementsFrom
      regimeName
      caveat
    }
  }
`,
  [observedFragment, leaveOneOutFragment, burdenFragment, peopleFragment],
);

/** The rows behind one of them. */
export const signalRowsQuery = graphql(`
  query SignalRows(
    $signalId: ID!
    $number: String!
    $mdtId: ID
    $roleCode: String
    $month: String
    $first: Int!
    $after: String
  ) {
    signalRows(
      signalId: $signalId
      number: $number
      mdtId: $mdtId
      roleCode: $roleCode
      month: $month
      first: $first
      after: $after
    ) {
      signalId
      providerName
      number
      count
      total
      isNamed
      mdts { value label }
      roles { value label }
      months
      rows {
        id
        date
        mdtName
        hostName
        roleName
        isOwnSite
        isCore
        countsAs
        outcome
        reason
        release
        dispute
        staffName
      }
      endCursor
    }
  }
`);

/** Whether the provider can still dispute rows: its reply is sent once. */
export const canDisputeQuery = graphql(`
  query CanDispute($signalId: ID!) {
    signal(id: $signalId) {
      id
      closedAt
      hasReply
    }
  }
`);

/** The rules in force, for the page that explains them. */
export const signalRulesQuery = graphql(`
  query SignalRules {
    signalRules {
      name
      source
      version
      inForceFrom
      earlyNotice
      opens
      closes
      monthsToClose
      alarm
      alarmMonths
      leastCrossRows
      leastLostRows
      leastLostMonths
      leastLostPeople
      mostUnrecorded
      staffStatementsFrom
      providerFirst
      reply
      caveat
    }
  }
`);

/** How the viewer's own provider stood, month by month. */
export const ownMonthsQuery = graphql(`
  query OwnMonths {
    ownMonths {
      month
      standing
      level
      crossRows
      leastCrossRows
      power { rows usual fallTo probability clumping }
      toMend { kind count of }
    }
  }
`);
