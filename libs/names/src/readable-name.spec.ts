import { describe, expect, it } from '@jest/globals';
import { readableName } from './readable-name.js';

describe('a published name as one would write it', () => {
  // Names of etr-2026-07, etrust-sites-2018 and epraccur as the ODS prints them.
  it.each([
    ['MANCHESTER UNIVERSITY NHS FOUNDATION TRUST', 'Manchester University NHS Foundation Trust'],
    ["GUY'S AND ST THOMAS' NHS FOUNDATION TRUST", "Guy's and St Thomas' NHS Foundation Trust"],
    ['THE ONLINE NHS TRUST', 'The Online NHS Trust'],
    ['PENNINE ACUTE HOSPITALS NHS TRUST', 'Pennine Acute Hospitals NHS Trust'],
    ['HARROW HEALTH CIC - ENT SERVICE', 'Harrow Health CIC - ENT Service'],
    ['HOOK SHADIE AT THE BASE', 'Hook Shadie at the Base'],
    ['WORCESTER CITY MH 1', 'Worcester City MH 1'],
    ['LEICS.PART.TRUST COMMUNITY PRESCRIBERS', 'Leics.Part.Trust Community Prescribers'],
    ['NHS WALK-IN CENTRE', 'NHS Walk-in Centre'],
    ['GSTT @ SILVERLOCK MEDICAL CENTRE', 'GSTT @ Silverlock Medical Centre'],
    ['ADULT MENTAL HEALTH (EAST WREKIN) 2', 'Adult Mental Health (East Wrekin) 2'],
    ['LOROS HOSPICE (EPMA)', 'Loros Hospice (EPMA)'],
    ['HULL WEST CMHT', 'Hull West CMHT'],
    ['DR. WHITE HEART FAILURE SERVICE', 'Dr. White Heart Failure Service'],
    ['OPMH - SOUTH BEDS', 'OPMH - South Beds'],
    ['QE2 ADULT WELWYN WARD MENTAL HEALTH UNIT', 'QE2 Adult Welwyn Ward Mental Health Unit'],
    ['FP10 - CONSULTANT N4', 'FP10 - Consultant N4'],
    ['EAST HULL FAMILY PRACTICE (PARK HC)', 'East Hull Family Practice (Park HC)'],
    ["DR M FATEH'S PRACTICE", "Dr M Fateh's Practice"],
    ['GUARDIAN STREET MED/CTR', 'Guardian Street Med/Ctr'],
    ['DERMATOLOGY SERVICES E&N', 'Dermatology Services E&N'],
    ['PHOENIX (MID ESSEX) PCN HUB', 'Phoenix (Mid Essex) PCN Hub'],
    ["ST. ANDREW'S COUNSELLING & PSYCHOTHERAPY UNIT", "St. Andrew's Counselling & Psychotherapy Unit"],
    ['AGE UK - WALSALL', 'Age UK - Walsall'],
    ['C.A.S.H. 3', 'C.A.S.H. 3'],
    ['MCILVRIDE MEDICAL PRACTICE', 'McIlvride Medical Practice'],
    ['PEN Y MAES HEALTH CENTRE', 'Pen y Maes Health Centre'],
    ['HMP/YOI DEERBOLT', 'HMP/YOI Deerbolt'],
    ['URGENT T/MENT CENTRE - FIENNES WIC & OOH', 'Urgent T/Ment Centre - Fiennes WIC & OOH'],
    ['YORK GP EXTENDED ACCESS (NIMBUSCARE)', 'York GP Extended Access (Nimbuscare)'],
    ['ST MARYS HOSPICE - SWB COMMUNITY TEAM', 'St Marys Hospice - SWB Community Team'],
    ['HOSPITAL AT HOME TEAM', 'Hospital at Home Team'],
    ['MID FURNESS PCN', 'Mid Furness PCN'],
    ['ROYAL BROMPTON & HAREFIELD NHS FOUNDATION TRUST', 'Royal Brompton & Harefield NHS Foundation Trust'],
    ['STOKE-ON-TRENT COMMUNITY HEALTH', 'Stoke-on-Trent Community Health'],
    ['NHS Lancashire and South Cumbria ICB - 01K', 'NHS Lancashire and South Cumbria ICB - 01K'],
  ])('%s', (published, written) => {
    expect(readableName(published)).toBe(written);
  });

  it.each([
    ["ST ANN'S AND O'NEILL GP PRACTICE (HQ)", "St Ann's and O'Neill GP Practice (HQ)"],
    ["B'HAM AND P'SHIP CENTRE", "B'ham and P'ship Centre"],
    ['DR MCDONALD & PARTNERS', 'Dr McDonald & Partners'],
    ['THE SURGERY OF THE WEST', 'The Surgery of the West'],
    ['WARD II, IN THE PARK', 'Ward II, In the Park'],
    ['1ST CARE CENTRE, UNIT 4B', '1st Care Centre, Unit 4B'],
    ['A&E DEPARTMENT', 'A&E Department'],
    ['WYRE FOREST HEALTH', 'Wyre Forest Health'],
    ['CAFÉ CLINIC', 'Café Clinic'],
    ['Café Clinic', 'Café Clinic'],
    ['eConsult NHS', 'eConsult NHS'],
    ['', ''],
  ])('%s', (published, written) => {
    expect(readableName(published)).toBe(written);
  });

  it('changes nothing but case, and nothing the second time', () => {
    for (const name of ["O'BRIENS SURGERY", 'A.T. MEDICS', 'TY’R MEDDYG', 'THE (OLD) 2ND CLINIC']) {
      const once = readableName(name);
      expect(once.toUpperCase()).toBe(name);
      expect(readableName(once)).toBe(once);
    }
  });
});
