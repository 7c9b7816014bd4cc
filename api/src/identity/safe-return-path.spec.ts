import { describe, expect, it } from '@jest/globals';
import { safeReturnPath } from './safe-return-path.js';

describe('where sign-in returns to', () => {
  it.each(['/', '/meetings', '/meetings/0198?week=1&site=2#register', '/signed-in?to=%2Fpeople%2F1'])(
    'is the page it came from: %s',
    (path) => {
      expect(safeReturnPath(path)).toBe(path);
    },
  );

  it.each([
    undefined,
    null,
    ['/a', '/b'],
    '',
    'meetings',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/ /evil.example',
    '/\r\nset-cookie: a=b',
    '/a\\..\\b',
    '/./auth/sign-out',
    '/auth/sign-in',
    '/idp/auth',
    '/graphql',
    `/${'x'.repeat(1_001)}`,
  ])('is never %j', (path) => {
    expect(safeReturnPath(path)).toBe('/');
  });
});
