import { graphql } from './graphql.js';
import { refusalFragment } from './refusals.queries.js';

/** Who is signed in and what they act as. */
export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      name
      login
      sessionExpiresAt
      idleLockMinutes
      tenant {
        key
        name
        isDemo
      }
      acting {
        id
        role
        roleName
        organisation {
          id
          name
        }
      }
      actingRoles {
        id
        role
        roleName
        organisation {
          id
          name
        }
      }
    }
  }
`);

export const switchActingRoleMutation = graphql(
  `
  mutation SwitchActingRole($input: SwitchActingRoleInput!) {
    switchActingRole(input: $input) {
      __typename
      ... on ActingRoleSwitched {
        actingRoleId
      }
      ...RefusalParts
    }
  }
`,
  [refusalFragment],
);
