import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { REASON_LOCI } from '@quorate/libs/attendance';
import { AGE_BANDS, SET_ASIDE_REASONS } from '@quorate/libs/signals';
import { graphqlEnum } from '../../attendance/graphql-enum.js';

export const LossReasonEnum = graphqlEnum([...REASON_LOCI, 'none']);
export const SetAsideEnum = graphqlEnum(SET_ASIDE_REASONS);
export const AgeBandEnum = graphqlEnum(AGE_BANDS);
export const ScopeKindEnum = graphqlEnum(['all', 'role', 'host']);
registerEnumType(LossReasonEnum, {
  name: 'LossReason',
  description: 'Who could have changed an absence; NONE where no reason is on record.',
});
registerEnumType(SetAsideEnum, { name: 'SetAsideReason', description: 'Why a seat counts neither for nor against.' });
registerEnumType(AgeBandEnum, { name: 'AgeBand', description: 'Under 18, 18 to 64, 65 to 79, 80 and over.' });
registerEnumType(ScopeKindEnum, { name: 'SignalScopeKind' });

@ObjectType({ description: 'Where participation was lost: everywhere, in one role, or at one host.' })
export class SignalScopeView {
  @Field(() => ScopeKindEnum)
  kind: string;

  @Field(() => String, { nullable: true, description: 'Of the role or the host; null for everywhere.' })
  name: string | null;
}

@ObjectType({
  description: 'Seats taken part in, against what is usual for such seats; null where nothing was at risk.',
})
export class ObservedView {
  @Field(() => Int)
  atRisk: number;

  @Field(() => Int)
  tookPart: number;

  @Field(() => Int)
  lost: number;

  @Field(() => Float, { nullable: true })
  expected: number | null;

  @Field(() => Float, { nullable: true, description: '95 in 100 ordinary providers would lie in the usual range.' })
  expectedLow: number | null;

  @Field(() => Float, { nullable: true })
  expectedHigh: number | null;
}

@ObjectType({ description: 'Of how many there are, how many show the loss.' })
export class BreadthView {
  @Field(() => Int)
  people: number;

  @Field(() => Int)
  peopleWithLoss: number;

  @Field(() => Int)
  mdts: number;

  @Field(() => Int)
  mdtsWithLoss: number;

  @Field(() => Int)
  months: number;

  @Field(() => Int)
  monthsWithLoss: number;
}

@ObjectType({ description: 'The judgement done again without any one of them.' })
export class LeaveOneOutView {
  @Field(() => Boolean, { nullable: true, description: 'Null where there is only one.' })
  holds: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Seats lost beyond what is usual that remain in the worst case.' })
  leastExcess: number | null;

  @Field(() => Float)
  excess: number;
}

@ObjectType({ description: 'How the loss shows: seats of the scope since the onset.' })
export class ShowsView {
  @Field(() => Int)
  releaseRefused: number;

  @Field(() => Int)
  releaseUnanswered: number;

  @Field(() => Int)
  lateCancels: number;

  @Field(() => Int)
  shortStays: number;

  @Field(() => Int)
  codedNotReleased: number;

  @Field(() => Int)
  workload: number;

  @Field(() => Int)
  absentNoNotice: number;

  @Field(() => Int)
  otherApologies: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'At least so many people stated privately that they were not released; null where there are too few to be told.',
  })
  staffStatements: number | null;
}

@ObjectType()
export class LossReasonCount {
  @Field(() => LossReasonEnum)
  reason: string;

  @Field(() => Int)
  seats: number;
}

@ObjectType({ description: 'Requests for release, for seats of the scope since the onset.' })
export class ReleasesView {
  @Field(() => Int)
  asked: number;

  @Field(() => Int)
  granted: number;

  @Field(() => Int)
  grantedWithCover: number;

  @Field(() => Int)
  refused: number;

  @Field(() => Int)
  unanswered: number;

  @Field(() => Float, { nullable: true })
  medianDaysToAnswer: number | null;
}

@ObjectType()
export class SetAsideCount {
  @Field(() => SetAsideEnum)
  reason: string;

  @Field(() => Int, { nullable: true, description: 'Null where leave of so few would tell of one person.' })
  seats: number | null;

  @Field(() => Boolean, { description: 'Whether the rows may be opened.' })
  opens: boolean;
}

@ObjectType({ description: 'What meetings at other sites ask, in the last year.' })
export class BurdenView {
  @Field(() => Float, { nullable: true })
  medianNoticeDays: number | null;

  @Field(() => Float, { nullable: true, description: '0 to 1; before 09:00 or after 17:00.' })
  shareOutsideOfficeHours: number | null;

  @Field(() => Float, { nullable: true })
  medianTravelMinutes: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'In a straight line from the employer’s address to the place of the meeting, of meetings not remote.',
  })
  medianTravelKm: number | null;

  @Field(() => Float, {
    nullable: true,
    description: '0 to 1, down to the next tenth: of how many of these seats the distance is known.',
  })
  travelKnownShare: number | null;
}

@ObjectType({ description: 'A number of people, as it may be shown.' })
export class PeopleCount {
  @Field(() => Int, { nullable: true, description: 'Rounded to the nearest 5; null where hidden.' })
  value: number | null;

  @Field(() => String, { description: 'The number in words, also where it is hidden.' })
  label: string;
}

@ObjectType()
export class AgeBandImpact {
  @Field(() => AgeBandEnum)
  band: string;

  @Field(() => PeopleCount)
  affected: PeopleCount;

  @Field(() => PeopleCount)
  all: PeopleCount;
}

@ObjectType({
  description: 'What the lost seats meant for people cared for. Small numbers are hidden, others rounded.',
})
export class ImpactView {
  @Field(() => PeopleCount)
  discussedWithoutSeat: PeopleCount;

  @Field(() => PeopleCount)
  deferredSeatAbsent: PeopleCount;

  @Field(() => PeopleCount)
  discussedAgain: PeopleCount;

  @Field(() => Float, { nullable: true, description: 'Days; null where none, or too few people to tell.' })
  medianWaitDays: number | null;

  @Field(() => [AgeBandImpact])
  ages: AgeBandImpact[];

  @Field(() => String)
  disclosureNote: string;
}

@ObjectType({
  description: 'One month of seats at other sites and at own sites. Null where fewer than 5 were at risk.',
})
export class ParticipationMonthView {
  @Field(() => String, { description: 'YYYY-MM' })
  month: string;

  @Field(() => Int, { nullable: true })
  elsewhereAtRisk: number | null;

  @Field(() => Int, { nullable: true })
  elsewhereTookPart: number | null;

  @Field(() => Float, { nullable: true })
  elsewhereExpected: number | null;

  @Field(() => Int, { nullable: true })
  ownAtRisk: number | null;

  @Field(() => Int, { nullable: true })
  ownTookPart: number | null;
}

@ObjectType({
  description: 'How likely a fall lies below the usual range, with as many seats as the provider has in a year.',
})
export class PowerView {
  @Field(() => Int)
  rows: number;

  @Field(() => Float)
  usual: number;

  @Field(() => Float)
  fallTo: number;

  @Field(() => Float)
  probability: number;

  @Field(() => Float, { description: 'How alike two seats of one provider are, 0 to 1.' })
  clumping: number;
}

@ObjectType({ description: 'How many looks there were, and how many of the open signals may be false.' })
export class MultiplicityView {
  @Field(() => Int)
  providersTested: number;

  @Field(() => Float, { nullable: true, description: '0 to 1; null where none is open.' })
  expectedFalseShare: number | null;
}

@ObjectType({ description: 'When the signal would close.' })
export class ClearsView {
  @Field(() => Float)
  below: number;

  @Field(() => Int)
  months: number;
}

@ObjectType({ description: 'Why a signal was raised: every number as it was when the month was judged.' })
export class SignalFigures {
  @Field(() => ID)
  signalId: string;

  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => String, { description: 'The month that was judged, YYYY-MM.' })
  month: string;

  @Field(() => Int, { description: 'Counts up where a month was judged again after corrections.' })
  version: number;

  @Field(() => String)
  modelVersion: string;

  @Field(() => String)
  since: string;

  @Field(() => String, { description: 'Meetings before this day count.' })
  asOf: string;

  @Field(() => SignalScopeView)
  scope: SignalScopeView;

  @Field(() => Int)
  crossRows: number;

  @Field(() => ObservedView)
  elsewhere: ObservedView;

  @Field(() => ObservedView)
  ownSites: ObservedView;

  @Field(() => BreadthView)
  breadth: BreadthView;

  @Field(() => LeaveOneOutView)
  withoutOnePerson: LeaveOneOutView;

  @Field(() => LeaveOneOutView)
  withoutOneMdt: LeaveOneOutView;

  @Field(() => ShowsView)
  shows: ShowsView;

  @Field(() => [LossReasonCount])
  reasons: LossReasonCount[];

  @Field(() => ReleasesView)
  releases: ReleasesView;

  @Field(() => [SetAsideCount])
  setAside: SetAsideCount[];

  @Field(() => BurdenView)
  burden: BurdenView;

  @Field(() => BurdenView)
  othersBurden: BurdenView;

  @Field(() => ImpactView)
  impact: ImpactView;

  @Field(() => [ParticipationMonthView])
  months: ParticipationMonthView[];

  @Field(() => PowerView, { nullable: true })
  power: PowerView | null;

  @Field(() => MultiplicityView)
  multiplicity: MultiplicityView;

  @Field(() => ClearsView)
  clears: ClearsView;

  @Field(() => Int, { description: 'Private statements of staff are told from so many people on.' })
  staffStatementsFrom: number;

  @Field(() => String)
  regimeName: string;

  @Field(() => String, { description: 'What a signal is not.' })
  caveat: string;
}
