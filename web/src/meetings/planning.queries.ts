import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const clashFields = graphql(`
  fragment ClashFields on Clash @_unmask {
    kind
    name
    date
    startTime
    endTime
    meetingName
  }
`);

export const mdtToPlanQuery = graphql(`
  query MdtToPlan($id: ID!) {
    mdt(id: $id) {
      id
      name
      status
      host {
        id
        name
      }
      mayEdit
      series {
        id
        description
      }
    }
  }
`);

export const seriesPreviewQuery = graphql(
  `
    query SeriesPreview($input: PlanSeriesInput!) {
      seriesPreview(input: $input) {
        description
        problems {
          path
          message
        }
        meetings {
          date
          startTime
          endTime
          clashes {
            ...ClashFields
          }
        }
        skipped {
          date
          reason
        }
      }
    }
  `,
  [clashFields],
);

export const sitesToChooseQuery = graphql(`
  query SitesToChoose($text: String) {
    sites(text: $text, first: 20) {
      items {
        id
        name
        postcode
        organisationName
        roomCount
      }
    }
  }
`);

export const roomsToChooseQuery = graphql(`
  query RoomsToChoose($siteId: ID!) {
    rooms(siteId: $siteId) {
      id
      name
      seats
    }
  }
`);

export const planSeriesMutation = graphql(
  `
    mutation PlanSeries($input: PlanSeriesInput!) {
      planSeries(input: $input) {
        __typename
        ... on SeriesPlanned {
          seriesId
          meetingIds
          skipped {
            date
            reason
          }
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const extendSeriesMutation = graphql(
  `
    mutation ExtendSeries($input: ExtendSeriesInput!) {
      extendSeries(input: $input) {
        __typename
        ... on SeriesPlanned {
          seriesId
          meetingIds
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);

export const addExtraordinaryMeetingMutation = graphql(
  `
    mutation AddExtraordinaryMeeting($input: AddExtraordinaryMeetingInput!) {
      addExtraordinaryMeeting(input: $input) {
        __typename
        ... on MeetingsChanged {
          meetingIds
        }
        ...RefusalParts
        ...InvalidInputParts
        ... on Clashes {
          clashes {
            ...ClashFields
          }
        }
      }
    }
  `,
  [clashFields, refusalFragment, invalidInputFragment],
);
