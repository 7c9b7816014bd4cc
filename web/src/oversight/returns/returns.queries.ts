import { graphql } from '../../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../../app/refusals.queries.js';

export const ownReturnsQuery = graphql(`
  query OwnReturns {
    ownReturns {
      toCheck
      toSign
      hasMore
      items {
        id
        month
        versionNo
        state
        dueOn
        isOverdue
        signedAt
        mayBeSigned
      }
    }
  }
`);

export const returnsOfQuarterQuery = graphql(`
  query ReturnsOfQuarter($quarter: String) {
    returnsOfQuarter(quarter: $quarter) {
      quarter
      quarters
      months
      isPublished
      publishedFrom
      due
      overdue
      providers {
        providerId
        providerName
        months {
          month
          returnId
          versionNo
          signedAt
          dueOn
          isOverdue
          isAsked
          figures {
            expected
            filled
            lost
            leftOut
          }
        }
      }
    }
  }
`);

export const returnsDueQuery = graphql(`
  query ReturnsDue {
    returnsOfQuarter {
      due
      overdue
    }
  }
`);

const providerReturnFields = graphql(`
  fragment ProviderReturnFields on ProviderReturn @_unmask {
    id
    providerId
    providerName
    month
    versionNo
    version
    state
    dueOn
    isOverdue
    takenAt
    hasChangedSince
    notShown
    overall
    signatories
    lines {
      code
      label
      of
      all
      ownSites
      otherSites
      now
      comment
    }
    byRole {
      roleCode
      roleName
      expected
      filled
      lost
      leftOut
    }
    preparedBy {
      name
      post
      organisationName
    }
    signature {
      at
      sha256
      isByOnePerson
      content
      by {
        name
        post
        organisationName
      }
    }
    steps {
      kind
      reason
      at
      by
    }
    versions {
      id
      versionNo
      state
      signedAt
    }
    may {
      edit
      sendBack
      sign
      signsAlone
      returnAnew
      withdraw
    }
  }
`);

export const providerReturnQuery = graphql(
  `
    query ProviderReturn($id: ID!) {
      providerReturn(id: $id) {
        ...ProviderReturnFields
      }
    }
  `,
  [providerReturnFields],
);

export const providerReturnRowsQuery = graphql(`
  query ProviderReturnRows($id: ID!, $line: String!, $isOwnSite: Boolean, $roleCode: String, $after: String) {
    providerReturnRows(providerReturnId: $id, line: $line, isOwnSite: $isOwnSite, roleCode: $roleCode, after: $after) {
      returnId
      month
      versionNo
      lineLabel
      total
      endCursor
      rows {
        id
        meetingId
        date
        mdtName
        hostName
        roleName
        isOwnSite
        countsAs
        reason
        staffName
      }
    }
  }
`);

const parts = [providerReturnFields, refusalFragment, invalidInputFragment] as const;

export const saveReturnCommentsMutation = graphql(
  `
    mutation SaveReturnComments($input: SaveReturnCommentsInput!) {
      saveReturnComments(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);

export const takeReturnFiguresMutation = graphql(
  `
    mutation TakeReturnFigures($input: ReturnAsReadInput!) {
      takeReturnFigures(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);

export const handOverReturnMutation = graphql(
  `
    mutation HandOverReturn($input: ReturnAsReadInput!) {
      handOverReturn(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);

export const sendBackReturnMutation = graphql(
  `
    mutation SendBackReturn($input: SendBackReturnInput!) {
      sendBackReturn(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);

export const signReturnMutation = graphql(
  `
    mutation SignReturn($input: SignReturnInput!) {
      signReturn(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);

export const returnAnewMutation = graphql(
  `
    mutation ReturnAnew($input: ReturnAnewInput!) {
      returnAnew(input: $input) {
        __typename
        ... on ReturnChanged {
          returnId
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);

export const withdrawReturnMutation = graphql(
  `
    mutation WithdrawReturn($input: WithdrawReturnInput!) {
      withdrawReturn(input: $input) {
        __typename
        ... on ReturnChanged {
          return {
            ...ProviderReturnFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  parts,
);
