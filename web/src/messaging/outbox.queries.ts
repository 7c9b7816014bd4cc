import { graphql } from '../app/graphql.js';
import { invalidInputFragment, refusalFragment } from '../app/refusals.queries.js';

export const outboxQuery = graphql(`
  query Outbox($state: MessageState, $after: ID) {
    outbox(state: $state, after: $after, first: 50) {
      hasMore
      isCaught
      messages {
        id
        kind
        recipientName
        recipientEmail
        subject
        createdAt
        sentAt
        state
        attempts
        lastError
        nextAttemptAt
        canRead
        canRetry
      }
    }
  }
`);

export const mailQuery = graphql(`
  query Mail($id: ID!) {
    mail(id: $id) {
      id
      recipientName
      recipientEmail
      subject
      text
      sentAt
      deliveries
      calendar {
        method
        summary
        startsAt
        endsAt
        location
        sequence
        events
      }
    }
  }
`);

export const retryMessageMutation = graphql(
  `
  mutation RetryMessage($input: RetryMessageInput!) {
    retryMessage(input: $input) {
      __typename
      ... on MessageRetried {
        messageId
      }
      ...RefusalParts
      ...InvalidInputParts
    }
  }
`,
  [refusalFragment, invalidInputFragment],
);
