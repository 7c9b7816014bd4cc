import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const BYTES = 16;

/**
 * An event's place in the chain as its readers are given it: sealed, so that it says nothing. Between two plain numbers a gap
 * would tell when something happened that the reader may not know of, such as a private statement between a colleague's
 * sign-in and sign-out.
 */
export class EventPlaces {
  private readonly key: Buffer;

  /** `secret` is the hash of the chain's first event, which no page shows; every instance reads the same. */
  constructor(secret: Buffer) {
    this.key = createHash('sha256').update('places of events').update(secret).digest();
  }

  seal(seq: string): string {
    const block = Buffer.alloc(BYTES);
    block.writeBigUInt64BE(BigInt(seq), BYTES - 8);
    // One block each, and no two events have the same: nothing repeats that a mode with a nonce would hide.
    const cipher = createCipheriv('aes-256-ecb', this.key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(block), cipher.final()]).toString('hex');
  }

  /** The number; null for what was not sealed with this key. */
  open(place: string): string | null {
    if (!/^[0-9a-f]{32}$/.test(place)) return null;
    const decipher = createDecipheriv('aes-256-ecb', this.key, null).setAutoPadding(false);
    const block = Buffer.concat([decipher.update(place, 'hex'), decipher.final()]);
    return block.readBigUInt64BE(0) === 0n ? block.readBigUInt64BE(BYTES - 8).toString() : null;
  }
}
