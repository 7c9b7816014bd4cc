import { graphql } from '../app/graphql.js';

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
  query OrganisationSites($organisationId: ID!, $text: String, $isOpen: Boolean, $after: String) {
    sites(organisationId: $organisationId, text: $text, isOpen: $isOpen, first: 25, after: $after) {
      total
      hasMore
      endCursor
      items {
        id
        odsCode
        name
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

export const roomsQuery = graphql(`
  query SiteRooms($siteId: ID!) {
    rooms(siteId: $siteId) {
      id
      name
      seats
    }
  }
`);

export const addRoomMutation = graphql(`
  mutation AddRoom($input: AddRoomInput!) {
    addRoom(input: $input) {
      __typename
      ... on Room {
        id
        siteId
        name
        seats
      }
      ... on Refusal {
        code
        message
      }
      ... on InvalidInput {
        problems {
          path
          message
        }
      }
    }
  }
`);
