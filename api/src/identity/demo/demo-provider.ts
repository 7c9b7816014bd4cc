import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Provider as OidcProvider } from 'oidc-provider';
import { FaultLog } from '../../platform/fault-log.js';
import { cookieOf } from '../../platform/http/credentials.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import type { Settings } from '../../platform/settings.js';
import { SETTINGS } from '../../platform/settings-token.js';
import { DEMO_CLIENT_ID } from '../sign-in-provider.js';
import { demoKeys } from './demo-keys.js';
import { sendDemoProblem } from './demo-pages.js';
import { createMemoryAdapter } from './memory-adapter.js';

const SESSION_COOKIE = 'quorate-demo-identity';

/**
 * An OpenID Connect provider of the demo's own under /idp, so that the demo walks through the same door as a real
 * system. Asks who you are at every sign-in. Never there where OIDC_ISSUER is set.
 */
@Injectable()
export class DemoProvider {
  private made: Promise<OidcProvider> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
    @Inject(FaultLog) private readonly faults: FaultLog,
  ) {}

  /** Made at the first request, when the port is known. */
  provider(): Promise<OidcProvider> {
    if (!this.settings.isDemoSignIn) throw new Error('The demo sign-in is not available here.');
    this.made ??= this.make();
    return this.made;
  }

  /**
   * Forgets who signed in at the provider in this browser, as soon as Quorate knows it: the demo has no single sign-on,
   * and oidc-provider would want a script to change from one person to another.
   */
  async forget(request: Request, response: Response): Promise<void> {
    if (!this.settings.isDemoSignIn) return;
    const id = cookieOf(request, SESSION_COOKIE);
    if (id) await (await (await this.provider()).Session.find(id))?.destroy();
    for (const name of [SESSION_COOKIE, `${SESSION_COOKIE}.sig`]) response.clearCookie(name, { path: '/' });
  }

  private async make(): Promise<OidcProvider> {
    const { Provider, interactionPolicy } = await importQuietly();
    const keys = demoKeys(this.settings.dataDirectory);
    const origin = this.publicUrl.origin();
    const policy = interactionPolicy.base();
    policy.remove('consent');
    policy
      .get('login')
      ?.checks.add(
        new interactionPolicy.Check('always', 'The demo asks who you are each time', (ctx) => !ctx.oidc.result?.login),
      );
    const provider = new Provider(`${origin}/idp`, {
      adapter: createMemoryAdapter(),
      clients: [
        {
          client_id: DEMO_CLIENT_ID,
          token_endpoint_auth_method: 'none',
          redirect_uris: [`${origin}/auth/callback`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [keys.jwk] },
      cookies: { keys: [keys.cookie], names: { session: SESSION_COOKIE } },
      scopes: ['openid'],
      responseTypes: ['code'],
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        userinfo: { enabled: false },
      },
      interactions: { policy, url: (_ctx, interaction) => `/idp/interaction/${interaction.uid}` },
      // Only accounts that the picker offered come here; whether one may still sign in is Quorate's to say.
      findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({
          clientId: ctx.oidc.client?.clientId,
          accountId: ctx.oidc.session?.accountId,
        });
        grant.addOIDCScope('openid');
        await grant.save();
        return grant;
      },
      ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 600, Interaction: 3600, Session: 3600, Grant: 3600 },
      renderError: (ctx, out) => {
        sendDemoProblem(ctx, out.error);
      },
    });
    // It hears of the scheme by the header that mount-demo-provider sets.
    provider.proxy = true;
    provider.on('server_error', (_ctx, fault) => this.faults.note(fault, '/idp'));
    return provider;
  }
}

/** oidc-provider warns on import that Node 26.10 is no LTS release; it is the one that Quorate pins and tests. */
async function importQuietly(): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
