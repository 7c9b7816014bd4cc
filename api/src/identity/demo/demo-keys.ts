import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { secretFile } from '../key-file.js';

const keys = z.object({ cookie: z.string(), jwk: z.record(z.string(), z.unknown()) });

/** The demo provider's keys, made once and kept in the data directory for this user alone. */
export function demoKeys(dataDirectory: string): { readonly cookie: string; readonly jwk: JWK } {
  const text = secretFile(join(dataDirectory, 'keys', 'demo-identity.key'), () => JSON.stringify(newKeys()));
  const { cookie, jwk } = keys.parse(JSON.parse(text));
  return { cookie, jwk: jwk as unknown as JWK };
}

function newKeys() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = {
    ...privateKey.export({ format: 'jwk' }),
    alg: 'ES256',
    use: 'sig',
    kid: randomBytes(8).toString('hex'),
  };
  return { cookie: randomBytes(32).toString('base64url'), jwk };
}
