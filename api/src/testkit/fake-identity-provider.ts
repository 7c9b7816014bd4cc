import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an ID token says; `header` and `key` to make it wrong. */
export interface TokenPlan {
  readonly claims: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject | null;
  /** Changes the finished text. */
  readonly spoil?: (token: string) => string | undefined;
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An identity provider of somebody else's, that answers at the token endpoint with what the test wants. */
export class FakeIdentityProvider {
  readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  plan: TokenPlan = { claims: {} };
  issuer = '';
  private server: Server | null = null;

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(this.answer(request.url ?? '')));
    });
    this.server = server;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this.issuer;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private answer(path: string): object {
    if (path.startsWith('/.well-known')) {
      return {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        end_session_endpoint: `${this.issuer}/end`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
      };
    }
    if (path === '/jwks') {
      return { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };
    }
    return { access_token: 'made-up', token_type: 'bearer', id_token: this.token() };
  }

  private token(): string | undefined {
    const { claims, header = { alg: 'RS256', kid: 'one' }, key = this.keys.privateKey, spoil } = this.plan;
    const signed = `${part(header)}.${part(claims)}`;
    const token = `${signed}.${key ? sign('sha256', Buffer.from(signed), key).toString('base64url') : ''}`;
    return spoil ? spoil(token) : token;
  }
}
