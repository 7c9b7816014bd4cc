import { connect } from 'node:net';
import { z } from 'zod';
import type { Settings } from '../../platform/settings.js';
import { bad, type Check, checked, good } from './checks.js';

const WITHIN_MS = 5_000;
const description = z.object({ issuer: z.string(), code_challenge_methods_supported: z.array(z.string()).optional() });

/** The services of others that Quorate needs: the identity provider and the mail server. */
export async function checkOutside(settings: Settings): Promise<Check[]> {
  return [
    await checked('identity provider', 'Check OIDC_ISSUER, and that this machine may reach it.', () =>
      identityProvider(settings),
    ),
    await checked('mail', 'Check SMTP_URL, and that this machine may reach it.', () => mail(settings)),
  ];
}

async function identityProvider({ OIDC_ISSUER, isDemoSignIn }: Settings): Promise<Check> {
  if (!OIDC_ISSUER) {
    return isDemoSignIn
      ? good('identity provider', 'the demo of its own, with made-up people')
      : bad('identity provider', 'none', 'Set OIDC_ISSUER and OIDC_CLIENT_ID.');
  }
  const url = `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(WITHIN_MS) });
  if (!response.ok) return bad('identity provider', `${url} answers ${response.status}`, 'Check OIDC_ISSUER.');
  const { issuer, code_challenge_methods_supported: methods } = description.parse(await response.json());
  if (issuer.replace(/\/$/, '') !== OIDC_ISSUER.replace(/\/$/, '')) {
    return bad('identity provider', `it calls itself ${issuer}`, 'Set OIDC_ISSUER to exactly that.');
  }
  return methods && !methods.includes('S256')
    ? bad('identity provider', 'it offers no PKCE with S256', 'Switch PKCE on at the identity provider.')
    : good('identity provider', `${issuer} answers`);
}

async function mail({ SMTP_URL, isEmbedded }: Settings): Promise<Check> {
  if (!SMTP_URL) {
    return isEmbedded
      ? good('mail', 'caught on this machine and shown on the Outbox page')
      : bad('mail', 'none', 'Set SMTP_URL to your mail server.');
  }
  const url = new URL(SMTP_URL);
  const port = Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587);
  await new Promise<void>((done, fail) => {
    const probe = connect({ host: url.hostname, port, timeout: WITHIN_MS }, () => {
      probe.destroy();
      done();
    });
    probe.once('error', fail).once('timeout', () => probe.destroy(new Error('no answer within 5 s')));
  });
  return good('mail', `${url.hostname}:${port} answers`);
}
