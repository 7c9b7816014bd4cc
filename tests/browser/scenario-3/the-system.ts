import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { odsTestFolder, writeSmallEconomy } from '../../../api/src/testkit/ods-folder.js';

/** An organisation by its code, and words that its name has, however it is written. */
export interface Known {
  readonly code: string;
  readonly name: RegExp;
}

/** As a list to choose from offers it: the code tells it from what has nearly the same name. */
export function offerOf({ code, name }: Known): RegExp {
  return new RegExp(`${name.source}.*${code}`, 'i');
}

export interface Site {
  readonly typed: string;
  /** The site and the organisation whose it is, as the list offers them. */
  readonly offered: RegExp;
  readonly name: RegExp;
}

/** Where the directory comes from, and which of its organisations and sites the journey goes to. */
export interface Extracts {
  readonly directory: string;
  readonly icb: string;
  readonly asOf: string;
  readonly board: Known;
  readonly host: Known;
  readonly provider: Known;
  readonly practice: Known;
  readonly usualSite: Site;
  readonly otherSite: Site;
  remove(): void;
}

const REAL = resolve(import.meta.dirname, '../../../../shared/data/ods');

/** The real extracts of Greater Manchester where they stand beside the repository. */
export const hasRealExtracts = existsSync(join(REAL, 'epraccur.csv.gz'));

/** Greater Manchester from the real extracts, or else a made-up economy in their shapes. */
export function extracts(): Extracts {
  return hasRealExtracts ? greaterManchester() : madeUp();
}

function greaterManchester(): Extracts {
  return {
    directory: REAL,
    icb: 'QOP',
    asOf: '2026-07-31',
    board: { code: 'QOP', name: /greater manchester/i },
    host: { code: 'RT2', name: /pennine care nhs foundation trust/i },
    provider: { code: 'R0A', name: /manchester university nhs foundation trust/i },
    practice: { code: 'P84053', name: /ashcroft surgery/i },
    usualSite: {
      typed: 'bury living well',
      offered: /bury living well centre.*pennine care/i,
      name: /bury living well centre/i,
    },
    otherSite: {
      typed: 'wythenshawe hospital',
      offered: /wythenshawe hospital.*manchester university/i,
      name: /wythenshawe hospital/i,
    },
    remove: () => undefined,
  };
}

function madeUp(): Extracts {
  const folder = odsTestFolder();
  writeSmallEconomy(folder);
  return {
    directory: folder.directory,
    icb: 'QXX',
    asOf: '2025-09-01',
    board: { code: 'QXX', name: /tamewater/i },
    host: { code: 'G9X9Z', name: /northgate community/i },
    provider: { code: 'XA1', name: /riverside hospitals/i },
    practice: { code: 'X00002', name: /hill top practice/i },
    usualSite: { typed: 'infirmary', offered: /riverside infirmary/i, name: /riverside infirmary/i },
    otherSite: { typed: 'clinic', offered: /riverside clinic/i, name: /riverside clinic/i },
    remove: () => folder.remove(),
  };
}

/** A member of staff. All are made up, also where the organisations are real. */
export interface Member {
  readonly name: string;
  readonly role: string;
  readonly works: 'host' | 'provider' | 'practice';
}

export const MATRON: Member = { name: 'Ottilie Marchbanks', role: 'Community matron', works: 'host' };
export const SOCIAL_WORKER: Member = { name: 'Desmond Thackeray-Lowe', role: 'Social worker', works: 'host' };
export const GERIATRICIAN: Member = { name: 'Ines Quorndon', role: 'Consultant geriatrician', works: 'provider' };
export const DISCHARGE_NURSE: Member = { name: 'Piers Holloway-Tan', role: 'Discharge nurse', works: 'provider' };
export const PHARMACIST: Member = { name: 'Wanda Eastlake', role: 'Clinical pharmacist', works: 'provider' };
export const GP: Member = { name: 'Mirren Castleford', role: 'GP', works: 'practice' };
export const STAFF = [MATRON, SOCIAL_WORKER, GERIATRICIAN, DISCHARGE_NURSE, PHARMACIST, GP] as const;

export const ADMINISTRATOR = 'Cordelia Vane';
export const COORDINATOR = 'Lin Abernethy';
export const SECOND_COORDINATOR = 'Kit Osgodby';
export const MANAGER = 'Morwenna Sallis';

export const MDT = 'Frailty MDT, Bury North';

/** The people to discuss; the numbers are from the range that is never given out. */
export const PEOPLE = [
  { nhsNumber: '9990000018', familyName: 'Quillfeather', givenName: 'Joan', dateOfBirth: '1930-04-02' },
  { nhsNumber: '9990000026', familyName: 'Ravensbourne', givenName: 'Edwin', dateOfBirth: '1931-04-02' },
] as const;

export function addressOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.invalid`;
}
