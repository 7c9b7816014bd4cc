import type { VariablesOf } from '../app/graphql.js';
import { newKey } from '../app/new-key.js';
import type { createMdtMutation } from './mdt.queries.js';
import type { Mdt } from './meeting-words.js';

type CreateInput = VariablesOf<typeof createMdtMutation>['input'];

export interface Chosen {
  readonly id: string;
  readonly name: string;
}

/** A seat as it is being filled in. `key` keeps the row while others come and go. */
export interface SeatRow {
  readonly key: string;
  /** An existing seat that stays; null for a new one. */
  readonly seatId: string | null;
  readonly roleCode: string;
  readonly provider: Chosen | null;
  readonly kind: 'CORE' | 'EXTENDED';
  readonly countsForQuorum: boolean;
  readonly holder: Chosen | null;
}

/** The whole form of an MDT; numbers are text while they are typed. */
export interface MdtForm {
  readonly name: string;
  readonly purpose: string;
  readonly population: string;
  readonly minimumSeats: string;
  readonly requiredRoles: readonly string[];
  readonly noticeDays: string;
  readonly deputiesAllowed: boolean;
  readonly reviewOn: string;
  readonly seats: readonly SeatRow[];
}

/** A new empty row; the provider of the row before it is the likeliest one. */
export function newSeat(provider: Chosen | null): SeatRow {
  return {
    key: newKey(),
    seatId: null,
    roleCode: '',
    provider,
    kind: 'CORE',
    countsForQuorum: true,
    holder: null,
  };
}

export function emptyMdtForm(host: Chosen | null): MdtForm {
  return {
    name: '',
    purpose: '',
    population: '',
    minimumSeats: '',
    requiredRoles: [],
    noticeDays: '10',
    deputiesAllowed: true,
    reviewOn: '',
    seats: [newSeat(host)],
  };
}

/** An MDT as it is now, as a form. With `asNew` its seats are copied for another MDT. */
export function formOfMdt(mdt: Mdt, asNew: boolean): MdtForm {
  const { terms } = mdt;
  return {
    name: asNew ? '' : mdt.name,
    purpose: terms.purpose,
    population: terms.population,
    minimumSeats: String(terms.minimumSeats),
    requiredRoles: terms.requiredRoles.map((role) => role.id),
    noticeDays: String(terms.minimumNoticeWorkingDays),
    deputiesAllowed: terms.deputiesAllowed,
    reviewOn: asNew ? '' : (terms.reviewOn ?? ''),
    seats: mdt.seats.map((seat) => ({
      key: seat.id,
      seatId: asNew ? null : seat.id,
      roleCode: seat.roleCode,
      provider: { id: seat.provider.id, name: seat.provider.name },
      kind: seat.kind,
      countsForQuorum: seat.countsForQuorum,
      holder: seat.holder ? { id: seat.holder.id, name: seat.holder.name } : null,
    })),
  };
}

/** The name of a field of a seat, also its id on the page. */
export function seatField(index: number, part: 'roleCode' | 'provider' | 'kind' | 'counts' | 'holder'): string {
  return `seat-${index}-${part}`;
}

const SEAT_PARTS: Readonly<Record<string, Parameters<typeof seatField>[1]>> = {
  roleCode: 'roleCode',
  providerOrganisationId: 'provider',
  kind: 'kind',
  countsForQuorum: 'counts',
  holderPractitionerId: 'holder',
};

/** The field of the form that a path of the API's input is about: "seats.2.roleCode" is "seat-2-roleCode". */
export function mdtFieldOf(path: string): string {
  const [first = '', index, part = ''] = path.split('.');
  if (first === 'seats')
    return index === undefined ? 'seats' : seatField(Number(index), SEAT_PARTS[part] ?? 'roleCode');
  return first === 'minimumNoticeWorkingDays' ? 'noticeDays' : first;
}

/** What is missing, before anything is sent. */
export function checkMdtForm(form: MdtForm, withName: boolean): Record<string, string | undefined> {
  const isWhole = (text: string, least: number, most: number) =>
    /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
  return {
    name: withName && form.name.trim() === '' ? 'Enter the name of the MDT.' : undefined,
    purpose: form.purpose.trim() === '' ? 'Say what the MDT is for.' : undefined,
    minimumSeats: isWhole(form.minimumSeats, 1, 40)
      ? undefined
      : 'Enter how many seats must be filled before it may decide, for example 4.',
    noticeDays: isWhole(form.noticeDays, 0, 60)
      ? undefined
      : 'Enter how many working days’ notice members get, from 0 to 60.',
    ...Object.fromEntries(
      form.seats.flatMap((seat, index) => [
        [seatField(index, 'roleCode'), seat.roleCode === '' ? `Choose the role of seat ${index + 1}.` : undefined],
        [seatField(index, 'provider'), seat.provider ? undefined : `Choose the provider of seat ${index + 1}.`],
      ]),
    ),
    seats: form.seats.length === 0 ? 'Add at least one seat.' : undefined,
  };
}

/** The terms and seats in the API's form. */
export function termsInput(form: MdtForm): Omit<CreateInput, 'name'> {
  return {
    purpose: form.purpose.trim(),
    population: form.population.trim(),
    minimumSeats: Number(form.minimumSeats),
    requiredRoles: [...form.requiredRoles],
    minimumNoticeWorkingDays: Number(form.noticeDays),
    deputiesAllowed: form.deputiesAllowed,
    reviewOn: form.reviewOn === '' ? null : form.reviewOn,
    seats: form.seats.map((seat) => ({
      seatId: seat.seatId,
      roleCode: seat.roleCode,
      providerOrganisationId: seat.provider?.id ?? '',
      kind: seat.kind,
      countsForQuorum: seat.countsForQuorum,
      holderPractitionerId: seat.holder?.id ?? null,
    })),
  };
}
