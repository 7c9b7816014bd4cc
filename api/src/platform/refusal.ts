import { Field, InterfaceType, ObjectType } from '@nestjs/graphql';

/** What every refusal that a user can meet carries: a code for the page and a sentence for the reader that says what to do. */
@InterfaceType({ resolveType: (value: { __typename: string }) => value.__typename })
export abstract class Refusal {
  @Field(() => String)
  code: string;

  @Field(() => String)
  message: string;
}

@ObjectType({ implements: () => [Refusal], description: 'The viewer may not do this, or it does not exist for them.' })
export class NotPermitted extends Refusal {}

@ObjectType()
export class InputProblem {
  @Field(() => String, { description: 'Where in the input, such as "seats.0.roleCode"; empty for the whole.' })
  path: string;

  @Field(() => String)
  message: string;
}

@ObjectType({ implements: () => [Refusal], description: 'The input breaks a rule; each problem names its field.' })
export class InvalidInput extends Refusal {
  @Field(() => [InputProblem])
  problems: InputProblem[];
}

@ObjectType({
  implements: () => [Refusal],
  description: 'Someone else changed it since it was read; nothing was saved.',
})
export class ChangedByOther extends Refusal {
  @Field(() => Number)
  currentVersion: number;
}

/** A refusal as data: what a union member holds. `__typename` is the GraphQL type. */
export interface RefusalData {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
}

/** Thrown inside a command to roll it back and give the caller the refusal as data. Never leaves `Commands.run`. */
export class Refused<R extends RefusalData = RefusalData> extends Error {
  constructor(readonly refusal: R) {
    super(refusal.code);
  }
}

/** The one answer to "not yours" and "not there", so that nobody learns which it is. */
export function notPermitted(message = 'This is not here, or you do not have permission for it.'): Refused {
  return new Refused({ __typename: 'NotPermitted', code: 'NOT_PERMITTED', message });
}

/** Somebody saved in between: the caller reloads and decides again. */
export function changedByOther(currentVersion: number): Refused {
  return new Refused({
    __typename: 'ChangedByOther',
    code: 'CHANGED_BY_OTHER',
    message:
      'Someone else changed this while you had it open. Nothing of yours was saved. Look at the new version, then try again.',
    currentVersion,
  } as RefusalData);
}

/** A rule of the input that only the database can check, told in the same form as the others. */
export function invalidInput(path: string, message: string): Refused {
  return new Refused({
    __typename: 'InvalidInput',
    code: 'INVALID_INPUT',
    message: 'Check what you entered.',
    problems: [{ path, message }],
  } as RefusalData);
}
