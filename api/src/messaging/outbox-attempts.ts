/** How long a relay has to send what it took; afterwards another may take it, as after a crash. */
export const LEASE_SECONDS = 300;

const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 4 * 3600;
const MOST_ATTEMPTS = 16;

/** What to do after an attempt that failed: seconds until the next one, or null to give up and show it as failed. */
export function waitAfter(attempts: number, isRefusedForGood: boolean): number | null {
  if (isRefusedForGood || attempts >= MOST_ATTEMPTS) return null;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS);
}

/** Whether the mail server said that this message will never be taken (a 5xx reply to it), not merely not now. */
export function isRefusedForGood(cause: unknown): boolean {
  const { code, responseCode } = cause as { code?: string; responseCode?: number };
  return code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500 && responseCode < 600;
}

/** The failure in one line for the Outbox page. Holds what the mail server said, never the message. */
export function failureText(cause: unknown): string {
  const { code, response, message } = cause as { code?: string; response?: string; message?: string };
  const said = (response ?? message ?? 'The mail server could not be reached.').replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return `${code ? `${code}: ` : ''}${said}`.slice(0, 300);
}
