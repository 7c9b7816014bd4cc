import { createHash, createPublicKey, verify } from 'node:crypto';
import type { PackCrypto, PackHash } from '@quorate/libs/evidence';

/** Checking of packs by Node's crypto. */
export const packCrypto: PackCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  isSigned: (bytes, signature, publicKey) => {
    try {
      const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
      return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signature);
    } catch {
      // Bytes that are no key at all have signed nothing.
      return false;
    }
  },
};

/** SHA-256 in pieces. */
export function packHash(): PackHash {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text, 'utf8'), end: () => hash.digest('hex') };
}
