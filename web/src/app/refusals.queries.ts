import { graphql } from './graphql.js';

/** What every refusal says, whichever it is. */
export const refusalFragment = graphql(`
  fragment RefusalParts on Refusal @_unmask {
    code
    message
  }
`);

/** Which fields are wrong, and why. */
export const invalidInputFragment = graphql(`
  fragment InvalidInputParts on InvalidInput @_unmask {
    problems {
      path
      message
    }
  }
`);
