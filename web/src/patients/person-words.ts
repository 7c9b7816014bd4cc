import { formatNhsNumber } from '@quorate/libs/identifiers';
import { formatDate, formatShortDate } from '../ui/dates.js';
import { formatBannerName } from '../ui/patient-banner.js';

/** Who a person is, as every query of people gives it. */
export interface PersonIdentity {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth: string;
  readonly nhsNumber: string | null;
  readonly deceasedOn: string | null;
}

/** "EXAMPLE, Joan". */
export function nameOf(person: Pick<PersonIdentity, 'familyName' | 'givenName'>): string {
  return formatBannerName(person.familyName, person.givenName);
}

/** "Born 02-Apr-1938, NHS number 943 476 5919": what tells two people of one name apart. */
export function detailOf(person: Pick<PersonIdentity, 'dateOfBirth' | 'nhsNumber'>): string {
  const born = `Born ${formatShortDate(person.dateOfBirth)}`;
  return person.nhsNumber ? `${born}, NHS number ${formatNhsNumber(person.nhsNumber)}` : born;
}

/** Why one may see a person, since when and until when, in one sentence each. */
export function sentenceOf(relationship: {
  readonly basisName: string;
  readonly since: string;
  readonly until: string | null;
}): string {
  const until = relationship.until ? `, until ${formatDate(relationship.until)}` : '';
  return `${relationship.basisName}, since ${formatDate(relationship.since)}${until}.`;
}
