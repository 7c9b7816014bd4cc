import type { Response } from 'express';
import { escapeHtml, sendPlainPage } from '../platform/http/plain-page.js';

// Whoever cannot sign in, for one because their access has ended, may have something to say all the same.
const CONCERN =
  '<p>You need no account to <a href="/concern">tell the commissioners of a concern</a> about an organisation.</p>';
const AGAIN = '<p><a class="button" href="/auth/sign-in">Sign in again</a></p>';

/** Why a sign-in came to nothing, as a page that says what to do. */
export function sendSignInProblem(response: Response, problem: SignInProblem, errorId?: string): void {
  const { status, title, words } = PROBLEMS[problem];
  const quote = errorId
    ? `<p>If it happens again, tell the help desk this number: <strong>${escapeHtml(errorId)}</strong></p>`
    : '';
  sendPlainPage(response, status, title, `<p>${words}</p>${quote}${problem === 'accessEnded' ? '' : AGAIN}${CONCERN}`);
}

export type SignInProblem = keyof typeof PROBLEMS;

const PROBLEMS = {
  used: {
    status: 400,
    title: 'This sign-in cannot be used',
    words:
      'It has been used already, was started in another browser, or took longer than ten minutes. Nobody has been signed in by it.',
  },
  cancelled: {
    status: 400,
    title: 'You did not sign in',
    words: 'The sign-in was cancelled, or the sign-in service refused it.',
  },
  refused: {
    status: 400,
    title: 'The sign-in could not be checked',
    words: 'What the sign-in service answered does not fit this sign-in, so nobody has been signed in.',
  },
  unreachable: {
    status: 503,
    title: 'The sign-in service does not answer',
    words: 'Quorate could not reach the service that you sign in with. Nothing is lost. Wait a minute, then try again.',
  },
  unknown: {
    status: 403,
    title: 'You do not have access to Quorate',
    words:
      'You have signed in, but no account here belongs to you. Ask the administrator of your organisation to add you, then sign in again.',
  },
  accessEnded: {
    status: 403,
    title: 'Your access has ended',
    words:
      'Your account is closed because you left, or because no role is yours at present. What you recorded is kept. If this is wrong, ask the administrator of your organisation.',
  },
} as const;
