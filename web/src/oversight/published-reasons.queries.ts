import { graphql } from '../app/graphql.js';

export const publishedReasonsQuery = graphql(`
  query PublishedReasons {
    publishedReasons {
      id
      kind
      title
      words
      month
    }
  }
`);
