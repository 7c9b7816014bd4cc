import type { PackSection } from '@quorate/libs/evidence';
import type { InsideLeave } from './count-again.js';
import type { PackSource } from './pack-ask.js';
import { Pseudonyms } from './pseudonyms.js';
import { type DisputeRow, disputesSection, readDisputes } from './sections/disputes.js';
import { type ImpactRow, readImpact } from './sections/impact.js';
import {
  type InvitationRow,
  invitationsSection,
  type ReleaseRow,
  readInvitations,
  readReleases,
  releasesSection,
} from './sections/invitations.js';
import { cellsNamed, exactRegister, namedRegister, readRegister, toldRegister } from './sections/register.js';
import { SET_ASIDE_CLASS } from './set-aside.js';

/** What every pack is made from: the rows of one provider, with the ids of its staff. None of it leaves the sealer as it is. */
export interface PackRows {
  /** Leave is leave in it. */
  readonly exact: PackSection;
  readonly invitations: readonly InvitationRow[];
  readonly releases: readonly ReleaseRow[];
  readonly disputes: readonly DisputeRow[];
  readonly impact: readonly ImpactRow[];
}

export async function readRows(source: PackSource): Promise<PackRows> {
  return {
    exact: await exactRegister(await readRegister(source)),
    invitations: await readInvitations(source),
    releases: await readReleases(source),
    disputes: await readDisputes(source),
    impact: await readImpact(source),
  };
}

/** The same rows as a pack tells them. */
export interface ToldRows {
  readonly register: PackSection;
  readonly invitations: PackSection;
  readonly releases: PackSection;
  readonly disputes: PackSection;
}

/**
 * Rows as a pack tells them, staff as numbers drawn for it. What was sent, asked or disputed is told of seats that count, and
 * of no seat that is set aside, for whatever reason: an invitation that came in time and was declined would tell why.
 */
export async function toldRows(rows: PackRows, insideLeave: InsideLeave): Promise<ToldRows> {
  const told = await toldRegister(rows.exact, insideLeave);
  const countsAs = cellsNamed(told, 'countsAs');
  const counted = new Set(cellsNamed(told, 'row').filter((_, at) => countsAs[at] !== SET_ASIDE_CLASS));
  const isCounted = ({ evidenceNo }: { readonly evidenceNo: number | null }) => counted.has(evidenceNo);
  const [invitations, releases, disputes] = [
    rows.invitations.filter(isCounted),
    rows.releases.filter(isCounted),
    rows.disputes.filter(isCounted),
  ];
  // Drawn over whom the pack tells of: a number left out would tell that there is somebody else.
  const people = new Pseudonyms('Person', [
    ...cellsNamed(told, 'person').map(textOrNull),
    ...[...invitations, ...releases].map(({ practitionerId }) => practitionerId),
  ]);
  const recorders = new Pseudonyms('Recorder', cellsNamed(told, 'recorder').map(textOrNull));
  return {
    register: await namedRegister(told, people, recorders, disputes),
    invitations: await invitationsSection(invitations, people),
    releases: releasesSection(releases, people),
    disputes: disputesSection(disputes),
  };
}

function textOrNull(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null;
}
