import { describe, expect, it } from '@jest/globals';
import { toldPeople } from './told-people.js';

describe('people who said something in private', () => {
  it.each([
    [0, null],
    [4, null],
    [5, 5],
    [9, 5],
    [10, 10],
    [13, 10],
  ])('%i are told as %s', (people, told) => {
    expect(toldPeople(people, 5)).toBe(told);
  });
});
