import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const tenderFields = graphql(`
  fragment TenderFields on Tender @_unmask {
    id
    version
    title
    reason
    startsOn
    endsOn
    state
    closedBecause
    bidders {
      id
      name
    }
    mdts {
      id
      name
    }
    conflicts {
      id
      name
    }
  }
`);

export const tendersQuery = graphql(
  `
    query Tenders {
      tenders {
        ...TenderFields
      }
      hidingTenders {
        id
      }
    }
  `,
  [tenderFields],
);

export const hidingTendersQuery = graphql(`
  query HidingTenders {
    hidingTenders {
      id
      title
      endsOn
      because
    }
  }
`);

export const tenderChoicesQuery = graphql(`
  query TenderChoices {
    tenderColleagues {
      id
      name
    }
    mdts(first: 100) {
      items {
        id
        name
        host {
          name
        }
      }
    }
  }
`);

export const openTenderMutation = graphql(
  `
    mutation OpenTender($input: OpenTenderInput!) {
      openTender(input: $input) {
        __typename
        ... on TenderChanged {
          tender {
            ...TenderFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [tenderFields, refusalFragment, invalidInputFragment],
);

export const changeTenderMutation = graphql(
  `
    mutation ChangeTender($input: ChangeTenderInput!) {
      changeTender(input: $input) {
        __typename
        ... on TenderChanged {
          tender {
            ...TenderFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [tenderFields, refusalFragment, invalidInputFragment],
);

export const closeTenderMutation = graphql(
  `
    mutation CloseTender($input: CloseTenderInput!) {
      closeTender(input: $input) {
        __typename
        ... on TenderChanged {
          tender {
            ...TenderFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [tenderFields, refusalFragment, invalidInputFragment],
);
