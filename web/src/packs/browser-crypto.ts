import type { PackCrypto } from '@quorate/libs/evidence';

/** Checking of packs by the browser's own cryptography; null where it has no Ed25519 (browsers before 2025). */
export async function browserCrypto(): Promise<PackCrypto | null> {
  const { subtle } = globalThis.crypto;
  try {
    await subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  } catch {
    return null;
  }
  return {
    sha256: async (bytes) => hex(await subtle.digest('SHA-256', new Uint8Array(bytes))),
    isSigned: async (bytes, signature, publicKey) => {
      try {
        const key = await subtle.importKey('spki', new Uint8Array(publicKey), { name: 'Ed25519' }, false, ['verify']);
        return await subtle.verify({ name: 'Ed25519' }, key, new Uint8Array(signature), new Uint8Array(bytes));
      } catch {
        // Bytes that are no key at all have signed nothing.
        return false;
      }
    },
  };
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
