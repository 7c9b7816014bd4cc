import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

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

const editionFragment = graphql(`
  fragment Edition on EngagementEdition @_unmask {
    number
    publishedAt
    throughMonth
    isNewest
    ruleVersion
    dataCut
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
    change { difference lower upper }
    lost
    exclusions { code label seats }
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
      edition { ...Edition }
      scope
      disclosureNote
      economy { ...Rate }
      economyMonths { ...Months }
      providers { ...Figures }
      funnel {
        basedOn
        lostShare
        isAdjusted
        curve { total lower95 upper95 lower998 upper998 }
        points { organisationId name lost counted expected share zone }
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
  [monthsFragment, editionFragment, rateFragment, figuresFragment],
);

/** One provider by month, MDT, role and host. */
export const providerEngagementQuery = graphql(
  `
  query ProviderEngagement($organisationId: ID!, $filter: EngagementFilter) {
    providerEngagement(organisationId: $organisationId, filter: $filter) {
      months { ...Months }
      edition { ...Edition }
      scope
      disclosureNote
      figures { ...Figures lostByReason { code label seats } }
      byMonth { month isSoFar specialCauses rate { ...Rate } }
      monthlyLimits { mean lower upper isTrial basedOn }
      byMdt { value name rate { ...Rate } }
      byRole { value name rate { ...Rate } }
      byRoleAndSite { value name ownSites { ...Rate } otherSites { ...Rate } difference { difference lower upper } }
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
  [monthsFragment, editionFragment, rateFragment, figuresFragment],
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
        dispute
        staffName
      }
    }
  }
`,
  [monthsFragment],
);

/** Roles against providers. */
export const engagementByRoleQuery = graphql(
  `
  query EngagementByRole($filter: EngagementFilter) {
    engagementByRole(filter: $filter) {
      providers { value label }
      roles {
        roleCode
        roleName
        providers { organisationId all { ...Rate } }
      }
    }
  }
`,
  [rateFragment],
);

/** What has been published, and what each publication brought. */
export const engagementPublicationsQuery = graphql(`
  query EngagementPublications {
    engagementPublications {
      nextOn
      previousVisitAt
      mayPublish
      publications {
        number
        publishedAt
        throughMonth
        isNewest
        cause
        reason
        ruleVersion
        dataCut
        added
        corrected { organisationId organisationName quarter version detail }
      }
    }
  }
`);

export const publishEngagementMutation = graphql(
  `
  mutation PublishEngagement($input: PublishEngagementInput!) {
    publishEngagement(input: $input) {
      ... on EngagementPublished { number added corrected }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

/** Open signals that the viewer may see, to lead from a provider's figures to them. */
export const providerSignalsQuery = graphql(`
  query ProviderSignals {
    signals(first: 50, show: OPEN) {
      items { id providerId level }
    }
  }
`);

/** Which roles are covered where. */
export const engagementCoverQuery = graphql(`
  query EngagementCover {
    engagementCover {
      scope
      places {
        name
        mdts {
          mdtId
          mdtName
          hostName
          roles { roleCode roleName isRequired seats held withDeputy providers }
        }
      }
    }
  }
`);
