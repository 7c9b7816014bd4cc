import { addDays } from '@quorate/libs/time';
import { type Dated, endBy, type Observation, observe, type Seen } from './dated-chain.js';
import { licencePeriods } from './licence-status.js';
import type { OrganisationKind } from './organisation-kind.js';

/** What an organisation is part of. */
export type MembershipKind = 'icb' | 'subIcb' | 'pcn' | 'region';
const MEMBERSHIP_KINDS: readonly MembershipKind[] = ['icb', 'subIcb', 'pcn', 'region'];

/** Where something stands: an address as published and, where a location is known, its coordinates. */
export interface Place {
  readonly address: string;
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface Listed extends Place {
  /** The published code; `CQC:` and a key of ours for a care home that has none. */
  readonly code: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly openedOn: string | null;
  /** The last day on which it was open, as published. */
  readonly closedOn: string | null;
  /** The file it was read from. */
  readonly source: string;
  /** The day of that file; null when the file tells none. */
  readonly sourceOn: string | null;
}

export interface OrganisationFacts extends Listed {
  readonly kind: OrganisationKind;
  readonly telephone: string | null;
  readonly prescribingSetting: string | null;
  readonly cqcLocationId: string | null;
}

export interface SiteFacts extends Listed {
  readonly organisationCode: string;
}

interface Change {
  readonly changedOn: string;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly source: string;
}

export interface Assurance {
  readonly scheme: string;
  readonly publishedOn: string;
  readonly status: string;
}

export interface Successor {
  readonly code: string;
  readonly onDate: string;
  readonly source: string;
}

/** One organisation with its history, as the tenant holds it and as an import changes it. */
export interface DirectoryOrganisation {
  /** Null until it is stored. */
  readonly id: string | null;
  readonly isFictional: boolean;
  facts: OrganisationFacts;
  names: readonly Seen[];
  memberships: Record<MembershipKind, readonly Seen[]>;
  licence: readonly Dated[];
  assurance: readonly Assurance[];
  successors: readonly Successor[];
  changes: readonly Change[];
}

/** What a site was for a time: its published name, where it stood, and the code of the organisation that ran it. */
export type SiteIdentity = Pick<SiteFacts, 'name' | 'address' | 'postcode' | 'organisationCode'>;

export interface DirectorySite {
  readonly id: string | null;
  facts: SiteFacts;
  periods: readonly Seen<SiteIdentity>[];
}

/** No memberships yet. */
export function noMemberships(): Record<MembershipKind, readonly Seen[]> {
  return { icb: [], subIcb: [], pcn: [], region: [] };
}

/**
 * A tenant's directory in memory while an import works on it. Extracts are applied oldest first; each call says what one
 * extract says, and an older extract never overwrites what a newer one said. `touched` is what this import is about.
 */
export class Directory {
  readonly organisations = new Map<string, DirectoryOrganisation>();
  readonly sites = new Map<string, DirectorySite>();
  readonly touched = new Set<string>();
  readonly touchedSites = new Set<string>();

  has(code: string): boolean {
    return this.organisations.has(code);
  }

  /** False when the code belongs to a made-up organisation, which an import leaves alone. */
  putOrganisation(facts: OrganisationFacts, on: string): boolean {
    const known = this.organisations.get(facts.code);
    if (known?.isFictional) return false;
    const organisation = known ?? newOrganisation(facts);
    this.organisations.set(facts.code, organisation);
    this.touched.add(facts.code);
    if (known && isNewer(facts, known.facts)) {
      organisation.changes = [...known.changes, ...changesBetween(known.facts, facts, on)];
      organisation.facts = withKnownPlace(facts, known.facts);
    }
    organisation.names = observe(organisation.names, {
      value: facts.name,
      on,
      since: facts.openedOn,
      until: closedFrom(facts),
      source: facts.source,
    });
    return true;
  }

  /** `asOf` dates a file that tells no day, as the first time that the site is seen. */
  putSite(facts: SiteFacts, asOf: string): void {
    const known = this.sites.get(facts.code);
    const site = known ?? { id: null, facts, periods: [] };
    this.sites.set(facts.code, site);
    this.touchedSites.add(facts.code);
    if (known && isNewer(facts, known.facts)) site.facts = withKnownPlace(facts, known.facts);
    const { name, address, postcode, organisationCode } = facts;
    site.periods = observe(
      site.periods,
      {
        value: { name, address, postcode, organisationCode },
        on: facts.sourceOn ?? site.periods.at(-1)?.firstSeen ?? asOf,
        since: facts.openedOn,
        until: closedFrom(facts),
        source: facts.source,
      },
      isSameSite,
    );
  }

  /** Both organisations are in the directory already. */
  putMembership(code: string, kind: MembershipKind, seen: Observation): void {
    const organisation = this.organisations.get(code);
    if (organisation) organisation.memberships[kind] = observe(organisation.memberships[kind], seen);
  }

  putAssurance(code: string, assurance: Assurance): void {
    const organisation = this.organisations.get(code);
    if (!organisation) return;
    const others = organisation.assurance.filter(
      (a) => a.scheme !== assurance.scheme || a.publishedOn !== assurance.publishedOn,
    );
    organisation.assurance = [...others, assurance].sort((a, b) => compare(assuranceKey(a), assuranceKey(b)));
  }

  putSuccessor(code: string, successor: Successor): void {
    const organisation = this.organisations.get(code);
    if (!organisation || organisation.successors.some((s) => s.code === successor.code)) return;
    organisation.successors = [...organisation.successors, successor].sort((a, b) => compare(a.code, b.code));
  }

  /** Closes a body that the extracts no longer name, such as a merged board. */
  close(code: string, lastDay: string, source: string, sourceOn: string): void {
    const organisation = this.organisations.get(code);
    if (!organisation || organisation.facts.closedOn !== null) return;
    const facts = { ...organisation.facts, isOpen: false, closedOn: lastDay, source, sourceOn };
    this.putOrganisation(facts, sourceOn);
  }

  /** Works out what follows from the rest: licence periods, and one line of history for each change of name or membership. */
  finish(): void {
    for (const code of this.touched) {
      const organisation = this.organisations.get(code);
      if (!organisation) continue;
      const { facts, names } = organisation;
      for (const kind of MEMBERSHIP_KINDS) {
        organisation.memberships[kind] = endBy(organisation.memberships[kind], closedFrom(facts));
      }
      organisation.licence = licencePeriods({
        kind: facts.kind,
        names,
        openedOn: facts.openedOn,
        closedFrom: closedFrom(facts),
      });
      const found = [
        ...chainChanges('name', names),
        ...MEMBERSHIP_KINDS.flatMap((kind) => chainChanges(kind, organisation.memberships[kind])),
      ];
      const known = new Set(organisation.changes.map(changeKey));
      organisation.changes = [...organisation.changes, ...found.filter((change) => !known.has(changeKey(change)))];
    }
  }
}

/** The first day on which it is closed: the published closing date is the last day of operation. */
function closedFrom(facts: { readonly closedOn: string | null }): string | null {
  return facts.closedOn === null ? null : addDays(facts.closedOn, 1);
}

/** Another case of letters is another way to print it, and no history. */
function isSameSite(a: SiteIdentity, b: SiteIdentity): boolean {
  return (
    a.name.toUpperCase() === b.name.toUpperCase() &&
    a.address.toUpperCase() === b.address.toUpperCase() &&
    a.postcode === b.postcode &&
    a.organisationCode === b.organisationCode
  );
}

function newOrganisation(facts: OrganisationFacts): DirectoryOrganisation {
  return {
    id: null,
    isFictional: false,
    facts,
    names: [],
    memberships: noMemberships(),
    licence: [],
    assurance: [],
    successors: [],
    changes: [],
  };
}

function isNewer(facts: Listed, known: Listed): boolean {
  if (known.sourceOn === null) return true;
  return facts.sourceOn !== null && facts.sourceOn >= known.sourceOn;
}

/** An extract without a location for the same postcode does not take away one that is known. */
function withKnownPlace<F extends Listed>(facts: F, known: F): F {
  if (facts.latitude !== null || facts.postcode !== known.postcode) return facts;
  return { ...facts, latitude: known.latitude, longitude: known.longitude };
}

function changesBetween(before: OrganisationFacts, after: OrganisationFacts, on: string): Change[] {
  const changes: Change[] = [];
  const { source } = after;
  if (before.isOpen && !after.isOpen) {
    changes.push({
      changedOn: after.closedOn ?? on,
      field: 'closed',
      oldValue: null,
      newValue: after.closedOn,
      source,
    });
  }
  if (!before.isOpen && after.isOpen) {
    changes.push({ changedOn: on, field: 'reopened', oldValue: before.closedOn, newValue: null, source });
  }
  if (before.postcode !== null && after.postcode !== null && before.postcode !== after.postcode) {
    changes.push({ changedOn: on, field: 'postcode', oldValue: before.postcode, newValue: after.postcode, source });
  }
  return changes;
}

function chainChanges(field: string, chain: readonly Dated[]): Change[] {
  return chain.flatMap((period, at) => {
    const before = chain[at - 1];
    if (!before || before.value === period.value || period.from === null) return [];
    return [{ changedOn: period.from, field, oldValue: before.value, newValue: period.value, source: period.source }];
  });
}

/** What makes a change the same change: one of a field and day, from one source. */
function changeKey(change: Change): string {
  return `${change.changedOn} ${change.field} ${change.source}`;
}

function assuranceKey(assurance: Assurance): string {
  return `${assurance.scheme} ${assurance.publishedOn}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
