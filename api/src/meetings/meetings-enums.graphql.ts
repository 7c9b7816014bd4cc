import { registerEnumType } from '@nestjs/graphql';

/** Words as a GraphQL enum: 'needsAction' is NEEDS_ACTION outside and stays 'needsAction' inside. */
function enumOf<const V extends string>(name: string, description: string, words: readonly V[]): Record<string, V> {
  const values = Object.fromEntries(
    words.map((word) => [/[a-z]/.test(word) ? word.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase() : word, word]),
  );
  registerEnumType(values, { name, description });
  return values;
}

export const MdtStatusEnum = enumOf('MdtStatus', 'Whether an MDT meets.', [
  'proposed',
  'active',
  'suspended',
  'inactive',
]);
export const MdtEventEnum = enumOf('MdtEvent', 'A step in the life of an MDT.', ['activate', 'suspend', 'close']);
export const SeatKindEnum = enumOf(
  'SeatKind',
  'Core seats are expected every time, extended ones when they are needed.',
  ['core', 'extended'],
);
export const FrequencyEnum = enumOf('Frequency', 'How often a series meets.', ['weekly', 'fortnightly', 'monthly']);
export const MeetingStatusEnum = enumOf('MeetingStatus', 'Booked, held or cancelled.', ['booked', 'held', 'cancelled']);
export const ResponseEnum = enumOf('InvitationResponse', 'The answer to an invitation.', [
  'needsAction',
  'accepted',
  'declined',
  'tentative',
  'delegated',
]);
export const ResponseSourceEnum = enumOf('ResponseSource', 'How an answer came in.', [
  'person',
  'link',
  'coordinator',
  'calendar',
]);
export const AnswerEnum = enumOf('InvitationAnswer', 'What somebody answers.', [
  'accept',
  'decline',
  'tentative',
  'reset',
]);
export const EditScopeEnum = enumOf(
  'EditScope',
  'Which meetings of a series a change is for; never those that have begun.',
  ['one', 'thisAndFollowing', 'all'],
);
export const SendToEnum = enumOf(
  'SendTo',
  'Whom to mail: everyone invited, those not yet mailed, those who have not decided.',
  ['everyone', 'notSent', 'waiting'],
);
export const ClashKindEnum = enumOf('ClashKind', 'What is taken.', ['PERSON', 'ROOM']);
