import { graphql } from '../app/graphql.js';

export const organisationChoicesQuery = graphql(`
  query OrganisationChoices($words: String!) {
    organisations(filter: { text: $words, isOpen: true }, first: 10) {
      items {
        id
        name
        odsCode
      }
    }
  }
`);
