import { describe, expect, it } from '@jest/globals';
import { type KnownName, namesInWords } from './names-in-words.js';

const NAMES: readonly KnownName[] = [
  { kind: 'organisation', name: 'Northgate Acute NHS Trust' },
  { kind: 'organisation', name: 'Elm Park Surgery' },
  { kind: 'organisation', name: 'Central Medical Centre' },
  { kind: 'organisation', name: 'Community Health Services' },
  { kind: 'site', name: 'St Brannoc’s Hospital' },
  { kind: 'staff', name: 'Dr Tom Keane' },
  { kind: 'staff', name: 'Zoë O’Hara' },
  { kind: 'staff', name: 'Anna Green' },
];
const held = (text: string) => namesInWords(text, NAMES);

describe('names in words', () => {
  it('finds a whole name however it is written', () => {
    expect(held('May the NORTHGATE  acute NHS trust’s nurses come?')).toEqual(['Northgate Acute NHS Trust']);
    expect(held('We asked tom keane.')).toEqual(['Dr Tom Keane']);
    expect(held('zoe o’hara said so')).toEqual(['Zoë O’Hara']);
  });

  it('finds the short form of an organisation or site, written with a capital', () => {
    expect(held('Northgate will not release staff.')).toEqual(['Northgate Acute NHS Trust']);
    expect(held('May Elm Park send its nurse?')).toEqual(['Elm Park Surgery']);
    expect(held('Meetings at St Brannoc’s are full')).toEqual(['St Brannoc’s Hospital']);
    expect(held('the elm park is green')).toEqual([]);
  });

  it('finds a family name after a title or an initial, and not by itself', () => {
    expect(held('Dr Keane and T. Keane')).toEqual(['Dr Tom Keane']);
    expect(held('A. Green gave us a green light')).toEqual(['Anna Green']);
    expect(held('Nobody gave us a green light, they were keane on it')).toEqual([]);
  });

  it('takes plain words that names are made of for words', () => {
    expect(held('Central government asks community health services to co-operate with a medical centre.')).toEqual([]);
    expect(held('May a trust decline an invitation because of a tender?')).toEqual([]);
  });
});
