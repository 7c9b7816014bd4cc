import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const statementFragment = graphql(`
  fragment Statement on StaffStatement @_unmask {
    meetingId
    mdtName
    date
    words
    statedAt
    isNamed
    openings { authority power openedAt }
  }
`);

/** What the viewer can say in private of one meeting. */
export const staffVoiceQuery = graphql(
  `
  query StaffVoice($meetingId: ID!) {
    staffVoice(meetingId: $meetingId) {
      meetingId
      mdtName
      date
      employerName
      mayState
      toldFrom
      statement { ...Statement }
    }
  }
`,
  [statementFragment],
);

/** Everything that the viewer has said in private. */
export const myStatementsQuery = graphql(
  `
  query MyStatements {
    myStatements { ...Statement }
  }
`,
  [statementFragment],
);

/** What staff have put their name to, of a signal's provider. */
export const namedStatementsQuery = graphql(`
  query NamedStatements($signalId: ID!) {
    namedStatements(signalId: $signalId) { id staffName mdtName date words }
  }
`);

export const stateNotReleasedMutation = graphql(
  `
  mutation StateNotReleased($input: StateNotReleasedInput!) {
    stateNotReleased(input: $input) {
      __typename
      ... on StatementSaved { statement { ...Statement } }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [statementFragment, refusalFragment, invalidInputFragment],
);

export const withdrawStatementMutation = graphql(
  `
  mutation WithdrawStatement($input: WithdrawStatementInput!) {
    withdrawStatement(input: $input) {
      __typename
      ... on StatementSaved { statement { ...Statement } }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [statementFragment, refusalFragment, invalidInputFragment],
);

export const nameStatementMutation = graphql(
  `
  mutation NameStatement($input: NameStatementInput!) {
    nameStatement(input: $input) {
      __typename
      ... on StatementSaved { statement { ...Statement } }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [statementFragment, refusalFragment, invalidInputFragment],
);

export const openStatementsMutation = graphql(
  `
  mutation OpenStatements($input: OpenStatementsInput!) {
    openStatements(input: $input) {
      __typename
      ... on StatementsOpened { statements { id staffName mdtName date words } }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);

/** Organisations whose statements a legal power may open. */
export const statementProvidersQuery = graphql(`
  query StatementProviders($text: String!) {
    organisations(filter: { text: $text, isOpen: true }, first: 20) { items { id name } }
  }
`);
