import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const adviceSummaryFields = graphql(`
  fragment AdviceSummaryFields on AdviceSummary @_unmask {
    id
    reference
    subject
    askingOrganisationName
    answeringOrganisationName
    askedAt
    dueOn
    isOverdue
    answeredAt
    withdrawnAt
    publication
  }
`);

export const adviceQuestionsQuery = graphql(
  `
    query AdviceQuestions($show: AdviceShown, $first: Int!, $after: ID) {
      adviceQuestions(show: $show, first: $first, after: $after) {
        hasMore
        endCursor
        items {
          ...AdviceSummaryFields
        }
      }
    }
  `,
  [adviceSummaryFields],
);

export const adviceTodayQuery = graphql(
  `
    query AdviceToday {
      adviceToday {
        toAnswer
        overdue
        toCheck
        answered {
          ...AdviceSummaryFields
        }
      }
    }
  `,
  [adviceSummaryFields],
);

export const adviceAddresseesQuery = graphql(`
  query AdviceAddressees {
    adviceAddressees {
      id
      name
    }
  }
`);

const adviceQuestionFields = graphql(`
  fragment AdviceQuestionFields on AdviceQuestion @_unmask {
    id
    version
    reference
    subject
    askingOrganisationName
    answeringOrganisationName
    askedAt
    dueOn
    isOverdue
    answeredAt
    withdrawnAt
    withdrawnBecause
    publication
    question
    answer
    section
    regime
    mayAnswer
    mayWithdraw
    mayPropose
    askedBy {
      name
      role
      organisationName
    }
    answeredBy {
      name
      role
      organisationName
    }
    publications {
      id
      version
      state
      question
      answer
      proposedAt
      proposedBy {
        name
        role
        organisationName
      }
      checkedAt
      checkedBy {
        name
        role
        organisationName
      }
      checkNote
      withdrawnBecause
      mayCheck
      mayWithdraw
    }
  }
`);

export const adviceQuestionQuery = graphql(
  `
    query AdviceQuestion($id: ID!) {
      adviceQuestion(id: $id) {
        ...AdviceQuestionFields
      }
    }
  `,
  [adviceQuestionFields],
);

export const askAdviceMutation = graphql(
  `
    mutation AskAdvice($input: AskAdviceInput!) {
      askAdvice(input: $input) {
        __typename
        ... on AdviceChanged {
          questionId
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const answerAdviceMutation = graphql(
  `
    mutation AnswerAdvice($input: AnswerAdviceInput!) {
      answerAdvice(input: $input) {
        __typename
        ... on AdviceChanged {
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const proposeAdviceMutation = graphql(
  `
    mutation ProposeAdvice($input: ProposeAdviceInput!) {
      proposeAdvice(input: $input) {
        __typename
        ... on AdviceChanged {
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const adviceToCheckQuery = graphql(`
  query AdviceToCheck {
    adviceToCheck {
      id
      version
      question
      answer
      section
      proposedAt
      organisationName
      questionId
    }
  }
`);

export const withdrawAdviceQuestionMutation = graphql(
  `
    mutation WithdrawAdviceQuestion($input: WithdrawAdviceQuestionInput!) {
      withdrawAdviceQuestion(input: $input) {
        __typename
        ... on AdviceChanged {
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const checkAdviceMutation = graphql(
  `
    mutation CheckAdvice($input: CheckAdviceInput!) {
      checkAdvice(input: $input) {
        __typename
        ... on AdviceChanged {
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const withdrawAdviceMutation = graphql(
  `
    mutation WithdrawAdvice($input: WithdrawAdviceInput!) {
      withdrawAdvice(input: $input) {
        __typename
        ... on AdviceChanged {
          question {
            ...AdviceQuestionFields
          }
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [adviceQuestionFields, refusalFragment, invalidInputFragment],
);

export const publishedAdviceQuery = graphql(`
  query PublishedAdvice($search: String, $first: Int!, $after: ID) {
    publishedAdvice(search: $search, first: $first, after: $after) {
      hasMore
      endCursor
      items {
        id
        question
        answer
        section
        regime
        organisationName
        publishedOn
        withdrawnOn
        withdrawnBecause
      }
    }
  }
`);
