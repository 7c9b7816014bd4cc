import { graphql } from '../app/graphql.js';

const rateFragment = graphql(`
  fragment Rate on EngagementRate @_unmask {
    isHidden
    isPartlyHidden
    tookPart
    counted
    share
    lower
    upper
  }
`);

const monthsFragment = graphql(`
  fragment Months on EngagementMonths @_unmask {
    fromMonth
    toMonth
    monthSoFar
    wholeQuarters
  }
`);

const figuresFragment = graphql(
  `
  fragment Figures on ProviderFigures @_unmask {
    organisationId
    organisationName
    all { ...Rate }
    ownSites { ...Rate }
    otherSites { ...Rate }
    difference { difference lower upper }
    lost
    exclusions { code label seats }
    lostByReason { code label seats }
  }
`,
  [rateFragment],
);

/** Engagement by provider, with what it can be narrowed to. */
export const engagementQuery = graphql(
  `
  query Engagement($filter: EngagementFilter) {
    engagement(filter: $filter) {
      months { ...Months }
      scope
      disclosureNote
      economy { ...Rate }
      providers { ...Figures }
      funnel {
        basedOn
        lostShare
        curve { total lower95 upper95 lower998 upper998 }
        points { organisationId name lost counted share zone }
      }
      funnelWithheld
    }
    engagementChoices {
      mdts { value label }
      roles { value label }
      hosts { value label }
    }
  }
`,
  [monthsFragment, rateFragment, figuresFragment],
);

/** One provider by month, MDT, role and host. */
export const providerEngagementQuery = graphql(
  `
  query ProviderEngagement($organisationId: ID!, $filter: EngagementFilter) {
    providerEngagement(organisationId: $organisationId, filter: $filter) {
      months { ...Months }
      scope
      disclosureNote
      figures { ...Figures }
      byMonth { month isSoFar rate { ...Rate } }
      monthlyLimits { mean lower upper isTrial basedOn }
      byMdt { value name rate { ...Rate } }
      byRole { value name rate { ...Rate } }
      byHost { value name rate { ...Rate } }
      splitsWithheld
    }
    engagementChoices {
      mdts { value label }
      roles { value label }
      hosts { value label }
    }
  }
`,
  [monthsFragment, rateFragment, figuresFragment],
);

/** The rows that one number was counted from. */
export const engagementRowsQuery = graphql(
  `
  query EngagementRows($cell: EngagementCell!, $filter: EngagementFilter, $after: String) {
    engagementRows(cell: $cell, filter: $filter, first: 50, after: $after) {
      organisationName
      months { ...Months }
      isHidden
      disclosureNote
      total
      endCursor
      rows {
        id
        date
        fromMonth
        toMonth
        mdtName
        hostName
        roleName
        isCore
        isOwnSite
        countLabel
        lossReason
        staffName
      }
    }
  }
`,
  [monthsFragment],
);
