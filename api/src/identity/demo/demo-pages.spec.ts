import { describe, expect, it } from '@jest/globals';
import { personaPicker } from './demo-pages.js';

describe('the page on which a made-up person is chosen', () => {
  it('leads to the form of concerns, which needs none of them', () => {
    const page = personaPicker('a-uid', [], null);
    expect(page).toContain('<a href="/concern">Raise a concern</a>');
    expect(page).toContain('<a href="/concern/status">');
  });
});
