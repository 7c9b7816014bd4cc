import type { PackSection } from '@quorate/libs/evidence';
import type { PackSource } from './pack-ask.js';
import { Pseudonyms } from './pseudonyms.js';
import { type ImpactRow, readImpact } from './sections/impact.js';
import { type InvitationRow, type ReleaseRow, readInvitations, readReleases } from './sections/invitations.js';
import { exactRegister, readRegister } from './sections/register.js';

/** What every pack is made from: the rows of one provider, with the numbers that stand for its staff. */
export interface PackRows {
  /** Leave is leave in it: not for the pack as it is. */
  readonly exact: PackSection;
  readonly invitations: readonly InvitationRow[];
  readonly releases: readonly ReleaseRow[];
  readonly impact: readonly ImpactRow[];
  readonly people: Pseudonyms;
}

/** Reads them, and draws the numbers. */
export async function readRows(source: PackSource): Promise<PackRows> {
  const [register, invitations, releases, impact] = [
    await readRegister(source),
    await readInvitations(source),
    await readReleases(source),
    await readImpact(source),
  ];
  const people = new Pseudonyms(
    'Person',
    [...register, ...invitations, ...releases].map((row) => row.practitionerId),
  );
  const recorders = new Pseudonyms(
    'Recorder',
    register.map((row) => row.recordedBy),
  );
  return { exact: await exactRegister(register, people, recorders), invitations, releases, impact, people };
}
