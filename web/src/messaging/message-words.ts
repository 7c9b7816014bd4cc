import type { ResultOf } from '../app/graphql.js';
import { formatDateTime } from '../ui/dates.js';
import type { TagTone } from '../ui/tag.js';
import type { outboxQuery } from './outbox.queries.js';

export type Message = ResultOf<typeof outboxQuery>['outbox']['messages'][number];
export type MessageState = Message['state'];

/** A message's state in a word. */
export const STATE_WORDS: Readonly<Record<MessageState, string>> = {
  WAITING: 'Waiting',
  RETRYING: 'Trying again',
  SENT: 'Sent',
  FAILED: 'Not delivered',
};

export const STATE_TONES: Readonly<Record<MessageState, TagTone>> = {
  WAITING: 'neutral',
  RETRYING: 'attention',
  SENT: 'done',
  FAILED: 'strong',
};

/** What the mail is about: its subject, or for those who may not see that, what kind of mail it is. */
export function aboutOf({ subject, kind }: Pick<Message, 'subject' | 'kind'>): string {
  return subject ?? sentence(kind);
}

/** What happened last and what happens next. */
export function describeState({ state, createdAt, sentAt, lastError, nextAttemptAt, attempts }: Message): string {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  switch (state) {
    case 'SENT':
      return sentAt ? laterThan(createdAt, sentAt) : '';
    case 'WAITING':
      return 'Goes out shortly';
    case 'RETRYING':
      return `${lastError ?? ''} Next try ${nextAttemptAt ? formatDateTime(nextAttemptAt) : 'shortly'} (${tries} so far)`;
    case 'FAILED':
      return `${lastError ?? ''} (${tries})`;
  }
}

/** When it was sent; nothing in the minute in which it was written, which stands beside it. */
function laterThan(createdAt: string, sentAt: string): string {
  const sent = formatDateTime(sentAt);
  return sent === formatDateTime(createdAt) ? '' : sent;
}

/** 'releaseRequested' reads "Release requested". */
function sentence(kind: string): string {
  const words = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
