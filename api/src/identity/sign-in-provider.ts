import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { PublicUrl } from '../platform/http/public-url.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';

/** The demo's provider names its rows in sign_in_subject with this and not with an address, which changes with the port. */
export const DEMO_ISSUER = 'demo';
/** What the demo's provider knows Quorate as. */
export const DEMO_CLIENT_ID = 'quorate';
const TIMEOUT_SECONDS = 8;

/** Who signed in, as the identity provider says. */
export interface Identified {
  /** As in sign_in_subject. */
  readonly issuer: string;
  readonly subject: string;
  readonly idToken: string;
}

/** What one sign-in is checked against. */
export interface SignInSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The identity provider, spoken to by openid-client only: code flow with PKCE, and every check of the answer. */
@Injectable()
export class SignInProvider {
  private found: Promise<client.Configuration> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  get issuer(): string {
    return this.settings.OIDC_ISSUER ?? `${this.publicUrl.origin()}/idp`;
  }

  newSecrets(): SignInSecrets {
    return { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
  }

  /** Where to send the browser. `again` asks the provider to have the person prove who they are even if it knows them. */
  async startUrl(secrets: SignInSecrets, options: { again: boolean; loginHint: string | null }): Promise<URL> {
    return client.buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.redirectUri(),
      scope: 'openid',
      response_type: 'code',
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
      ...(options.again ? { prompt: 'login' } : {}),
      ...(options.loginHint ? { login_hint: options.loginHint } : {}),
    });
  }

  /** Trades the code for who it is. Throws on anything that does not fit: state, nonce, issuer, audience, signature, a used code. */
  async identify(query: string, secrets: SignInSecrets): Promise<Identified> {
    const answer = new URL(`${this.redirectUri()}${query}`);
    const tokens = await client.authorizationCodeGrant(await this.configuration(), answer, {
      pkceCodeVerifier: secrets.verifier,
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      idTokenExpected: true,
    });
    const subject = tokens.claims()?.sub;
    if (!subject || !tokens.id_token) throw new Error('The identity provider named nobody.');
    return { issuer: this.settings.OIDC_ISSUER ?? DEMO_ISSUER, subject, idToken: tokens.id_token };
  }

  /** Where the browser goes to end its session at the provider too; null when the provider has no such page. */
  async endUrl(idToken: string | null): Promise<string | null> {
    if (!this.settings.OIDC_ISSUER || !idToken) return null;
    const configuration = await this.configuration();
    if (!configuration.serverMetadata().end_session_endpoint) return null;
    const after = `${this.publicUrl.origin()}/signed-out`;
    return client.buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: after }).href;
  }

  /** Asks the provider for its own description; for `doctor` and at the first sign-in. */
  configuration(): Promise<client.Configuration> {
    this.found ??= this.discover().catch((cause: unknown) => {
      // Asked again at the next sign-in: a provider that was away at the first one comes back.
      this.found = null;
      throw cause;
    });
    return this.found;
  }

  private async discover(): Promise<client.Configuration> {
    const url = new URL(this.issuer);
    const isDemo = !this.settings.OIDC_ISSUER;
    const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    const configuration = await client.discovery(
      url,
      this.settings.OIDC_CLIENT_ID ?? DEMO_CLIENT_ID,
      isDemo ? { id_token_signed_response_alg: 'ES256' } : this.settings.OIDC_CLIENT_SECRET,
      isDemo || !this.settings.OIDC_CLIENT_SECRET ? client.None() : undefined,
      {
        timeout: TIMEOUT_SECONDS,
        execute: [client.enableNonRepudiationChecks, ...(isDemo || isLocal ? [client.allowInsecureRequests] : [])],
        ...(isDemo ? { [client.customFetch]: this.fetchFromMyself } : {}),
      },
    );
    return configuration;
  }

  /** The demo's provider is this very server, whose public name it need not be able to reach itself. */
  private readonly fetchFromMyself: client.CustomFetch = (url, options) =>
    fetch(url.replace(this.publicUrl.origin(), this.publicUrl.loopback()), options as RequestInit);

  private redirectUri(): string {
    return `${this.publicUrl.origin()}/auth/callback`;
  }
}
