/** What measures are about, in the order in which a page shows them. */
export const MEASURE_GROUPS = [
  { code: 'replies', name: 'Replies and objections' },
  { code: 'delays', name: 'Delays to people’s plans' },
  { code: 'sharing', name: 'Sharing information' },
  { code: 'planning', name: 'Planning care together and supporting staff' },
] as const;

export type MeasureGroupCode = (typeof MEASURE_GROUPS)[number]['code'];

/** Which small-number rule a measure follows: what it counts is staff or people cared for. */
export type MeasureRule = 'staffAttendance' | 'people';

/** A share that is read as "share of `of` `happened`". */
export interface MeasureDefinition {
  readonly code: string;
  readonly group: MeasureGroupCode;
  readonly name: string;
  /** The denominator in words. */
  readonly of: string;
  /** The numerator in words. */
  readonly happened: string;
  /** What the days are between, in words, with {days} in it; null where it has no time. */
  readonly timed: string | null;
  /** Whose provider and whose counterpart, and what is left out. */
  readonly counts: string;
  readonly rule: MeasureRule;
}

const RELEASES =
  'Provider: the employer that was asked. Counterpart: the organisation whose MDT it was for. Requests taken back and meetings that were cancelled are left out.';
const LOST =
  'Provider: who the seat belongs to. Counterpart: the host. Seats lost without any reason on record are left out.';
const PEOPLE =
  'Provider: who the seat belongs to that was relevant to the person by the case list. Counterpart: the host. Each person counts once a quarter.';
const ACTIONS =
  'Provider: the employer of whoever took the action on. Counterpart: the host of the MDT that agreed it. By the date the action was due; actions taken off are left out.';

/** Every measure that the records held today can answer. What is still missing is in `MEASURES_TO_COME`. */
export const MEASURES = [
  {
    code: 'invitationsAnswered',
    group: 'replies',
    name: 'Invitations answered',
    of: 'invitations sent',
    happened: 'were answered before the meeting',
    timed: 'after {days} on average',
    counts:
      'Provider: who the seat belongs to. Counterpart: the organisation that hosts the MDT. Invitations sent to a named person for a meeting that was not cancelled; an answer that the co-ordinator wrote down counts.',
    rule: 'staffAttendance',
  },
  {
    code: 'declinesWithoutReason',
    group: 'replies',
    name: 'Invitations declined without a reason',
    of: 'invitations declined',
    happened: 'gave no reason',
    timed: null,
    counts: 'Provider: who the seat belongs to. Counterpart: the host.',
    rule: 'staffAttendance',
  },
  {
    code: 'releasesAnswered',
    group: 'replies',
    name: 'Requests for release answered in time',
    of: 'requests for release',
    happened: 'were answered by their due date',
    timed: 'answers came after {days} on average',
    counts: RELEASES,
    rule: 'staffAttendance',
  },
  {
    code: 'releasesUnanswered',
    group: 'replies',
    name: 'Requests for release never answered',
    of: 'requests for release',
    happened: 'had no answer when the meeting began',
    timed: null,
    counts: RELEASES,
    rule: 'staffAttendance',
  },
  {
    code: 'releasesRefused',
    group: 'replies',
    name: 'Requests for release refused',
    of: 'answered requests for release',
    happened: 'were refused',
    timed: null,
    counts: RELEASES,
    rule: 'staffAttendance',
  },
  {
    code: 'refusalsUnexplained',
    group: 'replies',
    name: 'Refusals of release not explained',
    of: 'refusals of release',
    happened: 'say nothing beside the reason chosen from the list',
    timed: null,
    counts: RELEASES,
    rule: 'staffAttendance',
  },
  {
    code: 'peoplePutOff',
    group: 'delays',
    name: 'People put off because a seat was absent',
    of: 'people to whom a seat was relevant',
    happened: 'were put off because that seat was absent',
    timed: 'those who were discussed since waited {days} on average',
    counts: PEOPLE,
    rule: 'people',
  },
  {
    code: 'peopleDiscussedAgain',
    group: 'delays',
    name: 'People discussed again after a seat was absent',
    of: 'people discussed without a seat that was relevant to them',
    happened: 'were discussed again by the same MDT',
    timed: 'after {days} on average',
    counts: PEOPLE,
    rule: 'people',
  },
  {
    code: 'actionsInTime',
    group: 'planning',
    name: 'Actions done in time',
    of: 'actions that fell due',
    happened: 'were done by their date',
    timed: null,
    counts: ACTIONS,
    rule: 'people',
  },
  {
    code: 'actionsNotDone',
    group: 'planning',
    name: 'Actions not done',
    of: 'actions that fell due',
    happened: 'were not done, or were still open when the quarter was published',
    timed: null,
    counts: ACTIONS,
    rule: 'people',
  },
  {
    code: 'lostForProtectedTime',
    group: 'planning',
    name: 'Seats lost for want of protected time',
    of: 'seats lost with a reason',
    happened: 'were lost for want of protected time',
    timed: null,
    counts: LOST,
    rule: 'staffAttendance',
  },
  {
    code: 'lostForCover',
    group: 'planning',
    name: 'Seats lost for want of cover or backfill',
    of: 'seats lost with a reason',
    happened: 'were lost for want of cover or backfill',
    timed: null,
    counts: LOST,
    rule: 'staffAttendance',
  },
  {
    code: 'lostForTravel',
    group: 'planning',
    name: 'Seats lost because travel was not supported',
    of: 'seats lost with a reason',
    happened: 'were lost because travel was not supported',
    timed: null,
    counts: LOST,
    rule: 'staffAttendance',
  },
  {
    code: 'releasesRefusedForCover',
    group: 'planning',
    name: 'Release refused for want of cover or backfill',
    of: 'answered requests for release',
    happened: 'were refused for want of cover or backfill',
    timed: null,
    counts: RELEASES,
    rule: 'staffAttendance',
  },
  {
    code: 'releasesWithCover',
    group: 'planning',
    name: 'Release granted with cover',
    of: 'granted requests for release',
    happened: 'came with cover arranged',
    timed: null,
    counts: RELEASES,
    rule: 'staffAttendance',
  },
] as const satisfies readonly MeasureDefinition[];

export type MeasureCode = (typeof MEASURES)[number]['code'];

/** The measure of a code, or null where there is none. */
export function measureOf(code: string): MeasureDefinition | null {
  return MEASURES.find((measure) => measure.code === code) ?? null;
}

/** A measure that nothing held today can answer. */
export interface MeasureToCome {
  readonly group: MeasureGroupCode;
  readonly name: string;
  /** The record it would be counted from. */
  readonly needs: string;
}

/** Measures of the method that are not shown yet. Whoever adds the record moves the line up into `MEASURES`. */
export const MEASURES_TO_COME: readonly MeasureToCome[] = [
  {
    group: 'replies',
    name: 'Replies to commissioners’ requests to discuss how services can be joined up',
    needs: 'a register of those requests with their due dates',
  },
  {
    group: 'replies',
    name: 'Replies to other organisations’ requests to engage',
    needs: 'a register of requests between organisations',
  },
  {
    group: 'replies',
    name: 'Objections to integrated-care plans without evidence',
    needs: 'a register of objections, with the evidence asked for and supplied',
  },
  {
    group: 'delays',
    name: 'Days by which integrated-care plans were delayed',
    needs: 'plans with milestones, and the objection that each delay comes from',
  },
  {
    group: 'sharing',
    name: 'Clauses of information-sharing protocols met',
    needs: 'a register of protocols with what each party has to tell whom, and by when',
  },
  {
    group: 'sharing',
    name: 'Requests for access to records refused, with and without a lawful ground',
    needs: 'access requests between organisations with their answers',
  },
  {
    group: 'sharing',
    name: 'Time to hand over at discharge or transfer',
    needs: 'handovers with the times of sending and receipt',
  },
  {
    group: 'sharing',
    name: 'Time to answer complaints about protocols and discharge summaries',
    needs: 'complaints between organisations with their steps',
  },
  {
    group: 'sharing',
    name: 'Time until liaison staff have access',
    needs: 'access of liaison staff with request, grant and expiry',
  },
  {
    group: 'planning',
    name: 'Proposals for shared care plans declined or left without a reply',
    needs: 'proposals for shared care plans with their answers',
  },
  {
    group: 'planning',
    name: 'Leads of protocols not accepted',
    needs: 'protocols with a proposed lead and the answers to it',
  },
  {
    group: 'planning',
    name: 'Seats with a protected session in the job plan',
    needs: 'standing releases by person and series',
  },
  {
    group: 'planning',
    name: 'Backfill and travel asked for apart from a release, and refused',
    needs: 'requests for support with their answers',
  },
];
