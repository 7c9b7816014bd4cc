import { describe, expect, it } from '@jest/globals';
import { readableName } from './readable-name.js';

describe('a published name as one would write it', () => {
  it.each([
    ['MANCHESTER UNIVERSITY NHS FOUNDATION TRUST', 'Manchester University NHS Foundation Trust'],
    ["ST ANN'S AND O'NEILL GP PRACTICE (HQ)", "St Ann's and O'Neill GP Practice (HQ)"],
    ['DR MCDONALD & PARTNERS', 'Dr McDonald & Partners'],
    ['THE SURGERY OF THE WEST', 'The Surgery of the West'],
    ['STOKE-ON-TRENT COMMUNITY HEALTH', 'Stoke-on-Trent Community Health'],
    ['MID FURNESS PCN', 'Mid Furness PCN'],
    ['ROYAL BROMPTON & HAREFIELD NHS FOUNDATION TRUST', 'Royal Brompton & Harefield NHS Foundation Trust'],
    ["GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"],
    ['1ST CARE CENTRE, UNIT 4B', '1st Care Centre, Unit 4B'],
    ['SSP HEALTH LTD - THE LAKES', 'SSP Health Ltd - The Lakes'],
    ['A&E DEPARTMENT', 'A&E Department'],
    ['WYRE FOREST HEALTH', 'Wyre Forest Health'],
    ['Caf\u00e9 Clinic', 'Caf\u00e9 Clinic'],
    ['eConsult NHS', 'eConsult NHS'],
    ['', ''],
  ])('%s', (published, written) => {
    expect(readableName(published)).toBe(written);
  });
});
