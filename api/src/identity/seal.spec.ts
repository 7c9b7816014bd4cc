import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { seal, unseal } from './seal.js';

const key = randomBytes(32);

describe('a sealed value', () => {
  it('comes back to the holder of the key, for the same purpose only', () => {
    const sealed = seal(key, 'sign-in', { state: 'a' });
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(unseal(key, 'sign-in', sealed)).toEqual({ state: 'a' });
    expect(unseal(key, 'other', sealed)).toBeNull();
    expect(unseal(randomBytes(32), 'sign-in', sealed)).toBeNull();
  });

  it('does not open when any byte of it is another', () => {
    const sealed = Buffer.from(seal(key, 'sign-in', { state: 'a' }), 'base64url');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(unseal(key, 'sign-in', changed.toString('base64url'))).toBeNull();
    }
    for (const text of ['', 'x', '!!!', sealed.subarray(0, 28).toString('base64url')])
      expect(unseal(key, 'sign-in', text)).toBeNull();
  });
});
