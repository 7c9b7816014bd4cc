import { invalidInput } from '../platform/refusal.js';
import type { Settings } from '../platform/settings.js';

/** Who a demo login is at the demo's provider. Logins may repeat between tenants; neither part has a slash. */
export function demoSubject(tenantKey: string, login: string): string {
  return `${tenantKey}/${login}`;
}

/**
 * The row of sign_in_subject that a new account needs: none with the demo's sign-in, which finds people by their login.
 *   errors  InvalidInput where an identity provider is set and nothing is given, and the other way round
 */
export function givenSubject(
  settings: Pick<Settings, 'OIDC_ISSUER'>,
  subject: string | null,
): { readonly issuer: string; readonly subject: string } | null {
  if (settings.OIDC_ISSUER) {
    if (subject === null)
      throw invalidInput('signInSubject', 'Enter the identifier that your identity provider has for this person.');
    return { issuer: settings.OIDC_ISSUER, subject };
  }
  if (subject !== null)
    throw invalidInput('signInSubject', 'Leave this empty: no identity provider of your own is set here.');
  return null;
}
