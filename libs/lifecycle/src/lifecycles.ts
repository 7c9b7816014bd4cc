import { defineLifecycle } from './define-lifecycle.js';

/**
 * Asking a manager to release somebody for a meeting. Silence by the due date (`passDueDate`) is its own state, apart
 * from refusal, and may still be answered late. An answer may be changed, a release pulled back or a refusal
 * reconsidered, and both answers stay on the record; a refusal always has a reason.
 */
export const releaseRequestLifecycle = defineLifecycle({
  name: 'release request',
  initial: 'requested',
  labels: {
    requested: 'Requested',
    granted: 'Granted',
    grantedWithCover: 'Granted with cover',
    refused: 'Refused',
    unanswered: 'Unanswered',
    cancelled: 'Cancelled',
  },
  rows: {
    requested: {
      on: {
        grant: 'granted',
        grantWithCover: 'grantedWithCover',
        refuse: { to: 'refused', needsReason: true },
        passDueDate: 'unanswered',
        askAgain: 'requested',
        cancel: 'cancelled',
      },
    },
    granted: {
      on: {
        grantWithCover: 'grantedWithCover',
        refuse: { to: 'refused', needsReason: true },
        askAgain: 'requested',
        cancel: 'cancelled',
      },
    },
    grantedWithCover: {
      on: {
        grant: 'granted',
        refuse: { to: 'refused', needsReason: true },
        askAgain: 'requested',
        cancel: 'cancelled',
      },
    },
    refused: {
      on: { grant: 'granted', grantWithCover: 'grantedWithCover', askAgain: 'requested', cancel: 'cancelled' },
    },
    unanswered: {
      on: {
        grant: 'granted',
        grantWithCover: 'grantedWithCover',
        refuse: { to: 'refused', needsReason: true },
        askAgain: 'requested',
        cancel: 'cancelled',
      },
    },
    cancelled: { final: true },
  },
});

/**
 * A person's answer to an invitation. Any answer may follow any other, the same one again included, because mail and
 * pages repeat themselves. That it ends when the meeting starts is for the caller, who knows the time.
 */
export const invitationLifecycle = defineLifecycle({
  name: 'invitation',
  initial: 'needsAction',
  labels: { needsAction: 'Waiting for an answer', accepted: 'Accepted', declined: 'Declined', tentative: 'Tentative' },
  rows: {
    needsAction: { on: { accept: 'accepted', decline: 'declined', tentative: 'tentative', reset: 'needsAction' } },
    accepted: { on: { accept: 'accepted', decline: 'declined', tentative: 'tentative', reset: 'needsAction' } },
    declined: { on: { accept: 'accepted', decline: 'declined', tentative: 'tentative', reset: 'needsAction' } },
    tentative: { on: { accept: 'accepted', decline: 'declined', tentative: 'tentative', reset: 'needsAction' } },
  },
});

/** A meeting happened or it did not; a mistake is put right by a correction, not by going back. */
export const meetingLifecycle = defineLifecycle({
  name: 'meeting',
  initial: 'booked',
  labels: { booked: 'Booked', held: 'Held', cancelled: 'Cancelled' },
  rows: {
    booked: { on: { hold: 'held', cancel: { to: 'cancelled', needsReason: true } } },
    held: { final: true },
    cancelled: { final: true },
  },
});

/**
 * One person's place on one meeting's list. Carrying forward ends this place and opens a new one on a later meeting,
 * so that what was deferred for an absent seat, and what was discussed twice, can be counted.
 */
export const caseLifecycle = defineLifecycle({
  name: 'case',
  initial: 'listed',
  labels: {
    listed: 'Listed',
    discussed: 'Discussed',
    deferred: 'Deferred',
    deferredSeatAbsent: 'Deferred because a seat was absent',
    withdrawn: 'Withdrawn',
    carriedForward: 'Carried forward',
  },
  rows: {
    listed: {
      on: {
        discuss: 'discussed',
        defer: { to: 'deferred', needsReason: true },
        deferSeatAbsent: 'deferredSeatAbsent',
        withdraw: { to: 'withdrawn', needsReason: true },
        carryForward: 'carriedForward',
      },
    },
    discussed: { on: { carryForward: 'carriedForward' } },
    deferred: {
      on: { carryForward: 'carriedForward', relist: 'listed', withdraw: { to: 'withdrawn', needsReason: true } },
    },
    deferredSeatAbsent: {
      on: { carryForward: 'carriedForward', relist: 'listed', withdraw: { to: 'withdrawn', needsReason: true } },
    },
    withdrawn: { final: true },
    carriedForward: { final: true },
  },
});

/** What the meeting asked somebody to do. Not done is an answer too, and needs its reason. */
export const actionLifecycle = defineLifecycle({
  name: 'action',
  initial: 'open',
  labels: { open: 'Open', inProgress: 'In progress', done: 'Done', notDone: 'Not done', cancelled: 'Cancelled' },
  rows: {
    open: {
      on: {
        start: 'inProgress',
        complete: 'done',
        fail: { to: 'notDone', needsReason: true },
        cancel: { to: 'cancelled', needsReason: true },
      },
    },
    inProgress: {
      on: {
        pause: 'open',
        complete: 'done',
        fail: { to: 'notDone', needsReason: true },
        cancel: { to: 'cancelled', needsReason: true },
      },
    },
    done: { final: true },
    notDone: { final: true },
    cancelled: { final: true },
  },
});

/**
 * A dispute of what a register says of one seat. A host that declines says why; `settle` is a register that says what was
 * asked, or a meeting that counts no more, before anybody answered. Every way out is final: both sides stay on the record.
 */
export const attendanceDisputeLifecycle = defineLifecycle({
  name: 'dispute',
  initial: 'waiting',
  labels: {
    waiting: 'Waiting for an answer',
    accepted: 'Accepted',
    declined: 'Declined',
    withdrawn: 'Taken back',
    settled: 'Settled without an answer',
  },
  rows: {
    waiting: {
      on: {
        accept: 'accepted',
        decline: { to: 'declined', needsReason: true },
        withdraw: 'withdrawn',
        settle: 'settled',
      },
    },
    accepted: { final: true },
    declined: { final: true },
    withdrawn: { final: true },
    settled: { final: true },
  },
});

/** The states and events of a lifecycle as types: `StateOf<typeof meetingLifecycle>`. */
export type StateOf<L extends { readonly states: readonly string[] }> = L['states'][number];
export type EventOf<L extends { readonly events: readonly string[] }> = L['events'][number];
