import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Operation } from './documents.js';

/** Gives the id for a field by what it names. */
export interface IdSource {
  idOf(entity: string): string;
  /** The lock version of the row, if it has one. */
  versionOf(id: string): number | null;
}

export interface Wanted {
  readonly ids: IdSource;
  /** Required fields only, or everything that can be said. */
  readonly breadth: 'required' | 'full';
}

/** What the name of a field means, where it is not the entity itself. The longest ending counts. */
const MEANS: Readonly<Record<string, string>> = {
  provider: 'organisation',
  host: 'organisation',
  parent: 'organisation',
  partOf: 'icb',
  person: 'patient',
  releaseRequest: 'releaseRequest',
  mail: 'message',
};

const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^(month|fromMonth)$/, '2026-10'],
  [/^toMonth$/, '2026-11'],
  [/^(from|inForceFrom)$/, '2026-12-01'],
  [/^(until|reviewOn)$/, '2027-03-31'],
  [/^(deceasedOn|trainedOn|.*Of?Birth|bornOn)$/, '1950-03-04'],
  [/^(to|on|date|day|.*On|asOf|.*Date)$/, '2026-12-15'],
  [/Time$/, '15:30'],
  [/email$/i, 'somebody@example.invalid'],
  [/^signInSubject$/, 'somebody-at-the-provider'],
  [/Url$/, 'https://meet.example.invalid/room'],
  [/^roleCode$/, 'communityMatron'],
  [/^requiredRoles$/, 'communityMatron'],
  [/^nhsNumber$/, '9990000018'],
  [/^(declineReason|reasonCode)$/, 'annualLeave'],
  [/^class(e)?$/, 'lost'],
  [/^lossReason$/, 'provider'],
  [/^login$/, 'somebody'],
  [/^operation$/, 'sendInvitations'],
];

const NUMBERS: Readonly<Record<string, number>> = {
  first: 50,
  expectedSeatVersion: 0,
  durationMinutes: 30,
  minutes: 30,
  weekday: 2,
  weekOfMonth: 1,
  weeks: 4,
  weeksAhead: 4,
  minimumSeats: 1,
};

/** Arguments for an operation, made from the schema: ids of the fixture's rows by field name, plain values else. */
export function variablesOf(operation: Operation, wanted: Wanted): Record<string, unknown> {
  const given = operation.field.args
    .filter((arg) => wanted.breadth === 'full' || isRequiredArgument(arg))
    .map((arg) => [arg.name, inputValue(arg.type, arg.name, operation, wanted)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function inputValue(type: GraphQLInputType, name: string, operation: Operation, wanted: Wanted): unknown {
  if (isNonNullType(type)) return inputValue(type.ofType, name, operation, wanted);
  if (isListType(type)) {
    const item = inputValue(type.ofType, name.replace(/s$/, ''), operation, wanted);
    return item === undefined ? undefined : [item];
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
      .filter((field) => wanted.breadth === 'full' || isRequiredInputField(field))
      .map((field) => [field.name, inputValue(field.type, field.name, operation, wanted)] as const)
      .filter(([, value]) => value !== undefined);
    return withVersion(Object.fromEntries(fields), wanted.ids);
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (getNamedType(type).name) {
    case 'ID':
      return idOf(name, operation, wanted.ids);
    case 'Int':
    case 'Float':
      return NUMBERS[name] ?? 1;
    case 'Boolean':
      return true;
    default:
      // A place in a list is given by the list alone.
      if (name === 'after') return undefined;
      return TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'As asked';
  }
}

/** The fixture's row for 'meetingId', 'fromMeetingId', 'relevantSeatId' or, for plain 'id', what the operation is called. */
function idOf(field: string, operation: Operation, ids: IdSource): string | undefined {
  if (field === 'after') return undefined;
  const bare = field.replace(/Id$/, '');
  const name = bare === 'id' ? operation.field.name : bare;
  const entity = MEANS[name] ?? name;
  return ids.idOf(entity);
}

function withVersion(input: Record<string, unknown>, ids: IdSource): Record<string, unknown> {
  if (!('expectedVersion' in input)) return input;
  const named = Object.values(input).map((value) => (typeof value === 'string' ? ids.versionOf(value) : null));
  return { ...input, expectedVersion: named.find((version) => version !== null) ?? 1 };
}
