import { graphql } from '../app/graphql.js';

/** How far a fall would stand out, of every provider that the viewer may read of. */
export const providerPowerQuery = graphql(`
  query ProviderPower {
    providerPower {
      organisationId
      month
      crossRows
      leastCrossRows
      isEnough
      isDataFirst
      fallTo
      chance
      hasManySeats
      power {
        rows
        usual
        fallTo
        probability
        clumping
      }
    }
  }
`);
