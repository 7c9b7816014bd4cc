import { createHash, randomBytes } from 'node:crypto';

/** Without letters that are taken for others when they are read out or written down. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;

/**
 * What whoever wrote a concern asks with how far it is: twenty letters, 100 bits, such as "7K4MQ-9XW2T-H3R8D-VN6PA". The
 * same copy of the form gives the same one, so that a form which arrives twice tells its sender what still holds.
 */
export function statusSecretOf(nonce: string | undefined): string {
  const bytes = nonce ? createHash('sha256').update(`how far is it? ${nonce}`).digest() : randomBytes(LENGTH);
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

/** What is stored of it; small letters, spaces and the letters that are left out do no harm. */
export function hashStatusSecret(typed: string): Buffer {
  const letters = typed
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(letters).digest();
}
