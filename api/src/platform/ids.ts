import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';

/** A new primary key: UUID version 7, so that rows made together lie together in an index. */
export function newId(): string {
  return randomUUIDv7();
}

/** 256 bits nobody can guess, as URL-safe text: sessions, reply links. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
