export const RELATIONSHIP_BASES = [
  'referral',
  'knowsThePerson',
  'seatAtTheMeeting',
  'coordinatesTheMeeting',
  'ownsAction',
  'self',
  'carer',
] as const;

export type RelationshipBasis = (typeof RELATIONSHIP_BASES)[number];

/** The basis as the reader of a page sees it: "You can see this because ..." */
export const BASIS_WORDS: Readonly<Record<RelationshipBasis, string>> = {
  referral: 'The person was referred to you',
  knowsThePerson: 'You were named as somebody who knows the person',
  seatAtTheMeeting: 'You have a seat at a meeting that discusses the person',
  coordinatesTheMeeting: 'You co-ordinate a meeting that discusses the person',
  ownsAction: 'You have an action for the person',
  self: 'It is your own record',
  carer: 'You care for the person',
};

/** The same about somebody else, for whoever asks who has looked. */
export const BASIS_WORDS_OF_OTHERS: Readonly<Record<RelationshipBasis, string>> = {
  referral: 'The person was referred to them',
  knowsThePerson: 'Was named as somebody who knows the person',
  seatAtTheMeeting: 'Has a seat at a meeting that discusses the person',
  coordinatesTheMeeting: 'Co-ordinates a meeting that discusses the person',
  ownsAction: 'Has an action for the person',
  self: 'Is the person',
  carer: 'Cares for the person',
};
