import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const directoryQuery = graphql(`
  query Directory($filter: OrganisationFilterInput, $after: String) {
    organisations(filter: $filter, first: 25, after: $after) {
      total
      hasMore
      endCursor
      items {
        id
        odsCode
        name
        kind
        isOpen
        postcode
      }
    }
  }
`);

export const directoryBoardsQuery = graphql(`
  query DirectoryBoards {
    organisations(filter: { kind: ICB }, first: 100) {
      items {
        id
        name
      }
    }
  }
`);

export const organisationQuery = graphql(`
  query Organisation($id: ID!) {
    organisation(id: $id) {
      id
      odsCode
      name
      publishedName
      kind
      isOpen
      isFictional
      openedOn
      closedOn
      address
      postcode
      latitude
      longitude
      telephone
      cqcLocationId
      source
      siteCount
      memberCount
      names {
        name
        from
        to
        firstSeen
        source
      }
      memberships {
        kind
        organisationId
        odsCode
        name
        from
        to
        firstSeen
        source
      }
      licence {
        status
        from
        to
        basis
      }
      successors {
        organisationId
        name
        onDate
      }
      predecessors {
        organisationId
        name
        onDate
      }
      assurance {
        scheme
        publishedOn
        status
      }
      changes {
        id
        changedOn
        field
        oldValue
        newValue
        source
      }
    }
  }
`);

export const sitesQuery = graphql(`
  query DirectorySites(
    $text: String
    $organisationId: ID
    $organisationKind: OrganisationKind
    $isOpen: Boolean
    $asOf: String
    $after: String
  ) {
    sites(
      text: $text
      organisationId: $organisationId
      organisationKind: $organisationKind
      isOpen: $isOpen
      asOf: $asOf
      first: 25
      after: $after
    ) {
      total
      hasMore
      endCursor
      items {
        id
        odsCode
        name
        organisationId
        organisationName
        address
        postcode
        latitude
        longitude
        isOpen
        roomCount
      }
    }
  }
`);

export const siteQuery = graphql(`
  query Site($id: ID!) {
    site(id: $id) {
      id
      odsCode
      name
      publishedName
      organisationId
      organisationName
      organisationIsOpen
      organisationSuccessors {
        organisationId
        name
        onDate
      }
      address
      postcode
      latitude
      longitude
      isOpen
      openedOn
      closedOn
      source
      periods {
        name
        organisationId
        organisationName
        address
        postcode
        from
        to
        firstSeen
        source
      }
    }
  }
`);

export const roomsQuery = graphql(`
  query SiteRooms($siteId: ID!) {
    rooms(siteId: $siteId) {
      id
      name
      seats
    }
  }
`);

export const addRoomMutation = graphql(
  `
  mutation AddRoom($input: AddRoomInput!) {
    addRoom(input: $input) {
      __typename
      ... on Room {
        id
        siteId
        name
        seats
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
