import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const staffOrganisationQuery = graphql(`
  query StaffOrganisation($own: ID!, $id: ID!) {
    own: organisation(id: $own) {
      id
      kind
    }
    organisation(id: $id) {
      id
      name
      isOpen
    }
    professionalRoles {
      code
      name
    }
  }
`);

export const staffQuery = graphql(`
  query Staff($organisationId: ID!, $after: String) {
    staff(organisationId: $organisationId, first: 50, after: $after) {
      hasMore
      endCursor
      items {
        id
        name
        roles {
          id
          roleName
          from
          lastDay
        }
      }
    }
  }
`);

export const accountsQuery = graphql(`
  query Accounts($organisationId: ID!, $after: String) {
    accounts(organisationId: $organisationId, first: 50, after: $after) {
      hasMore
      endCursor
      needsSignInSubject
      items {
        id
        login
        name
        practitionerId
        hasLeft
        isOwn
        roles {
          id
          role
          roleName
        }
      }
    }
  }
`);

export const addPractitionerMutation = graphql(
  `
  mutation AddPractitioner($input: AddPractitionerInput!) {
    addPractitioner(input: $input) {
      __typename
      ... on PractitionerAdded {
        practitionerId
        practitionerRoleId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const endPractitionerRoleMutation = graphql(
  `
  mutation EndPractitionerRole($input: EndPractitionerRoleInput!) {
    endPractitionerRole(input: $input) {
      __typename
      ... on PractitionerRoleEnded {
        practitionerRoleId
        lastDay
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const openAccountMutation = graphql(
  `
  mutation OpenAccount($input: OpenAccountInput!) {
    openAccount(input: $input) {
      __typename
      ... on AccountOpened {
        accountId
        actingRoleId
        isNewAccount
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const endActingRoleMutation = graphql(
  `
  mutation EndActingRole($input: EndActingRoleInput!) {
    endActingRole(input: $input) {
      __typename
      ... on ActingRoleEnded {
        actingRoleId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

export const closeAccountMutation = graphql(
  `
  mutation CloseAccount($input: CloseAccountInput!) {
    closeAccount(input: $input) {
      __typename
      ... on AccountClosed {
        accountId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
