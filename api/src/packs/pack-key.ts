import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import type { PackKey, PackSigner } from '@quorate/libs/evidence';
import { secretFile } from '../identity/key-file.js';

/** The key that evidence packs are signed with: QUORATE_DATA_DIR/keys/evidence-pack.key, made when it is first wanted. */
export function packSigner(dataDirectory: string): PackSigner {
  const path = join(dataDirectory, 'keys', 'evidence-pack.key');
  const key = createPrivateKey(
    secretFile(path, () =>
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ),
  );
  return {
    key: packKeyOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** How a pack names a public key. */
export function packKeyOf(publicKey: KeyObject): PackKey {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    algorithm: 'Ed25519',
    publicKey: der.toString('base64'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

/** The public key as a PEM file. */
export function pemOf({ publicKey }: PackKey): string {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
