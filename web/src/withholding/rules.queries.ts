import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

const ruleValueFields = graphql(`
  fragment RuleValueFields on RuleValue @_unmask {
    code
    value
    unit
    least
    most
  }
`);

const ruleWordsFields = graphql(`
  fragment RuleWordsFields on RuleWords @_unmask {
    name
    source
    caveat
    replyHelp
    concernHelp
    tests {
      code
      title
      question
      source
      help
      isNeeded
    }
    routes {
      licenceStatus
      addressee
      wording
    }
    bodies {
      code
      name
      remit
      reach
    }
  }
`);

export const ruleVersionsQuery = graphql(
  `
    query RuleVersions {
      ruleVersions {
        id
        version
        code
        inForceFrom
        isInForce
        reason
        issuedAt
        thresholds {
          ...RuleValueFields
        }
        times {
          ...RuleValueFields
        }
        words {
          ...RuleWordsFields
        }
      }
    }
  `,
  [ruleValueFields, ruleWordsFields],
);

export const preparedRulesQuery = graphql(
  `
    query PreparedRules {
      preparedRules {
        code
        appliesFrom
        about
        words {
          ...RuleWordsFields
        }
      }
    }
  `,
  [ruleWordsFields],
);

export const rulesDryRunQuery = graphql(`
  query RulesDryRun($thresholds: [RuleValueInput!]!) {
    rulesDryRun(thresholds: $thresholds) {
      isBusy
      problems {
        path
        message
      }
      months {
        month
        providersTested
        notJudged
        earlyNotices
        signals
        expectedFalseShare
        providers {
          providerId
          providerName
          level
          score
        }
      }
    }
  }
`);

export const issueRulesMutation = graphql(
  `
    mutation IssueRules($input: IssueRulesInput!) {
      issueRules(input: $input) {
        __typename
        ... on RulesIssued {
          id
          version
        }
        ...RefusalParts
        ...InvalidInputParts
      }
    }
  `,
  [refusalFragment, invalidInputFragment],
);
