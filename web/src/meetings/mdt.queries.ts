import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const termsFields = graphql(`
  fragment TermsFields on Terms @_unmask {
    version
    purpose
    population
    minimumSeats
    requiredRoles {
      id
      name
    }
    minimumNoticeWorkingDays
    deputiesAllowed
    inForceFrom
    reviewOn
  }
`);

const meetingBriefFields = graphql(`
  fragment MeetingBriefFields on MeetingBrief @_unmask {
    id
    date
    startTime
    endTime
    status
    isExtraordinary
    seatsFilled
    seats
  }
`);

export const mdtsQuery = graphql(`
  query Mdts($text: String, $after: String) {
    mdts(text: $text, first: 50, after: $after) {
      endCursor
      items {
        id
        name
        host {
          id
          name
        }
        status
        seats
        vacantSeats
        nextMeetingId
        nextMeetingDate
        nextMeetingTime
      }
    }
  }
`);

export const mdtQuery = graphql(
  `
    query Mdt($id: ID!) {
      mdt(id: $id) {
        id
        name
        host {
          id
          name
        }
        status
        lockVersion
        mayEdit
        terms {
          ...TermsFields
        }
        termsHistory {
          ...TermsFields
        }
        seats {
          id
          roleCode
          roleName
          provider {
            id
            name
          }
          kind
          countsForQuorum
          holder {
            id
            name
          }
          deputies {
            id
            name
            trainedOn
          }
          lockVersion
        }
        series {
          id
          description
          fromDate
          untilDate
          plannedThrough
          site {
            id
            name
          }
          room {
            id
            name
          }
          joinUrl
          skipped {
            date
            reason
          }
          comingMeetings {
            ...MeetingBriefFields
          }
          lockVersion
          mayEdit
        }
        comingMeetings {
          ...MeetingBriefFields
        }
      }
    }
  `,
  [termsFields, meetingBriefFields],
);

/** Kept apart from the page of an MDT: the form that revises the terms needs no meetings. */
export const rolesQuery = graphql(`
  query ProfessionalRoles {
    professionalRoles {
      code
      name
    }
  }
`);

export const providersQuery = graphql(`
  query ProvidersToChoose($text: String) {
    organisations(filter: { text: $text, isOpen: true }, first: 20) {
      items {
        id
        name
        odsCode
        kind
      }
    }
  }
`);

export const holdersQuery = graphql(`
  query HoldersToChoose($organisationId: ID, $roleCode: String, $text: String) {
    practitioners(organisationId: $organisationId, roleCode: $roleCode, text: $text, first: 30) {
      id
      name
      roles {
        roleCode
        roleName
        organisationId
        organisationName
      }
    }
  }
`);

export const createMdtMutation = graphql(
  `
  mutation CreateMdt($input: CreateMdtInput!) {
    createMdt(input: $input) {
      __typename
      ... on MdtSaved {
        mdtId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const reviseTermsMutation = graphql(
  `
  mutation ReviseTerms($input: ReviseTermsInput!) {
    reviseTerms(input: $input) {
      __typename
      ... on MdtSaved {
        mdtId
      }
      ...RefusalParts
      ...InvalidInputParts
      ... on Clashes {
        clashes {
          kind
          name
          date
          startTime
          endTime
          meetingName
        }
      }
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const changeMdtStatusMutation = graphql(
  `
  mutation ChangeMdtStatus($input: ChangeMdtStatusInput!) {
    changeMdtStatus(input: $input) {
      __typename
      ... on MdtSaved {
        mdtId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const setSeatHolderMutation = graphql(
  `
  mutation SetSeatHolder($input: SetSeatHolderInput!) {
    setSeatHolder(input: $input) {
      __typename
      ... on MdtSaved {
        mdtId
      }
      ...RefusalParts
      ...InvalidInputParts
      ... on Clashes {
        clashes {
          kind
          name
          date
          startTime
          endTime
          meetingName
        }
      }
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const setSeatDeputiesMutation = graphql(
  `
  mutation SetSeatDeputies($input: SetSeatDeputiesInput!) {
    setSeatDeputies(input: $input) {
      __typename
      ... on MdtSaved {
        mdtId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
