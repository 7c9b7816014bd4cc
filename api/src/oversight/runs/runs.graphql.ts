import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InvalidInput, NotPermitted, Refusal } from '../../platform/refusal.js';

export const RunCauseEnum = {
  MONTHLY: 'monthly',
  BY_HAND: 'byHand',
  CORRECTION: 'correction',
  HISTORY: 'history',
} as const;
registerEnumType(RunCauseEnum, {
  name: 'RunCause',
  description: 'HISTORY is a month before the first monthly run; CORRECTION is one judged again.',
});

export const AskedByEnum = { PRODUCT: 'product', YOU: 'you', SOMEBODY_ELSE: 'somebodyElse' } as const;
registerEnumType(AskedByEnum, { name: 'RunAskedBy' });

export const QualityKindEnum = {
  REGISTERS_NOT_RECORDED: 'registersNotRecorded',
  REASONS_MISSING: 'reasonsMissing',
  MINUTES_MISSING: 'minutesMissing',
  ONE_RECORDER: 'oneRecorder',
} as const;
registerEnumType(QualityKindEnum, { name: 'DataQualityKind', description: 'What has to be put right first.' });

@ObjectType({ description: 'One month judged once. A later version stands beside an earlier one.' })
export class DetectionRunView {
  @Field(() => ID)
  id: string;

  @Field(() => String, { description: 'First day.' })
  month: string;

  @Field(() => Int)
  version: number;

  @Field(() => Boolean, { description: 'The newest version of its month.' })
  isNewest: boolean;

  @Field(() => RunCauseEnum)
  cause: string;

  @Field(() => AskedByEnum)
  askedBy: string;

  @Field(() => String)
  modelVersion: string;

  @Field(() => Int, { description: 'Version of the rules that it was judged by.' })
  rulesVersion: number;

  @Field(() => String, { description: 'Number of the newest row of evidence that it has read.' })
  dataCut: string;

  @Field(() => Int)
  rowsRead: number;

  @Field(() => String, { description: 'SHA-256 over the rows that it has read.' })
  rowsHash: string;

  @Field(() => Int)
  providersTested: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Expected share of false ones among the signals of that month that you may see; null where there is none.',
  })
  expectedFalseShare: number | null;

  @Field(() => Int, { description: 'Seats whose evidence has changed since; 0 for all but the newest version.' })
  correctedSeats: number;

  @Field(() => Date)
  finishedAt: Date;
}

@ObjectType({ description: 'How many were tested, and how many of the open signals may be false.' })
export class Multiplicity {
  @Field(() => String, { description: 'First day of the newest month with a run.' })
  month: string;

  @Field(() => Int)
  providersTested: number;

  @Field(() => Int, { description: 'Open signals that you may see, without early notices.' })
  openSignals: number;

  @Field(() => Float, {
    nullable: true,
    description: 'How many of them are expected to be false; null where none is open.',
  })
  expectedFalse: number | null;
}

@ObjectType({ description: 'Runs that are being made, or wait.' })
export class RunProgress {
  @Field(() => ID)
  id: string;

  @Field(() => String)
  fromMonth: string;

  @Field(() => String)
  toMonth: string;

  @Field(() => RunCauseEnum)
  cause: string;

  @Field(() => AskedByEnum)
  askedBy: string;

  @Field(() => Int)
  months: number;

  @Field(() => Int)
  monthsDone: number;

  @Field(() => Float, { description: '0 to 1.' })
  share: number;
}

@ObjectType()
export class DetectionRuns {
  @Field(() => [DetectionRunView], { description: 'Newest month first, and newest version first within it.' })
  items: DetectionRunView[];

  @Field(() => Boolean)
  hasMore: boolean;

  @Field(() => String, { nullable: true })
  endCursor: string | null;

  @Field(() => Multiplicity, {
    nullable: true,
    description: 'Null before the first run, and for an organisation that does not commission.',
  })
  testing: Multiplicity | null;

  @Field(() => [RunProgress], { description: 'What is under way first, then what waits.' })
  underWay: RunProgress[];

  @Field(() => Boolean, { description: 'Whether the last runs that were asked for failed.' })
  hasFailed: boolean;

  @Field(() => [String], { description: 'First days of months that you can ask runs for, oldest first.' })
  months: string[];
}

@InputType()
export class RequestRunsInput {
  @Field(() => String, { description: 'First day of the first month.' })
  fromMonth: string;

  @Field(() => String, { description: 'First day of the last month.' })
  toMonth: string;
}

@ObjectType()
export class RunsRequested {
  @Field(() => ID)
  requestId: string;
}

@ObjectType({ implements: () => [Refusal], description: 'Runs are being made already; one at a time.' })
export class RunsUnderWay extends Refusal {
  @Field(() => String)
  fromMonth: string;

  @Field(() => String)
  toMonth: string;
}

export const RequestRunsResult = createUnionType({
  name: 'RequestRunsResult',
  types: () => [RunsRequested, RunsUnderWay, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@ObjectType({ description: 'Why a provider cannot be judged yet.' })
export class DataQualityFindingView {
  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => QualityKindEnum)
  kind: string;

  @Field(() => Int, {
    nullable: true,
    description: "Null for commissioners, who see a provider's counts as published only.",
  })
  count: number | null;

  @Field(() => Int, { nullable: true })
  of: number | null;
}

@ObjectType({ description: 'A host whose registers of the last half year are not complete.' })
export class HostToMend {
  @Field(() => ID)
  hostId: string;

  @Field(() => String)
  hostName: string;

  @Field(() => Int, { description: 'Meetings.' })
  meetings: number;
}

@ObjectType({ description: 'A register that something is missing from. Numbers of seats.' })
export class RegisterToMend {
  @Field(() => ID)
  meetingId: string;

  @Field(() => String)
  mdtName: string;

  @Field(() => String)
  meetingDate: string;

  @Field(() => Int)
  notRecorded: number;

  @Field(() => Int)
  reasonsMissing: number;

  @Field(() => Int)
  minutesMissing: number;
}

@ObjectType({ description: 'What has to be put right before attendance can be judged, as far as it is yours to see.' })
export class DataQuality {
  @Field(() => String, {
    nullable: true,
    description: 'First day of the newest month with a run; null before the first.',
  })
  month: string | null;

  @Field(() => [DataQualityFindingView])
  findings: DataQualityFindingView[];

  @Field(() => [HostToMend], { description: 'Most meetings first; empty for a co-ordinator.' })
  hosts: HostToMend[];

  @Field(() => [RegisterToMend], { description: 'Of the own organisation, newest first; for a co-ordinator only.' })
  registers: RegisterToMend[];

  @Field(() => Int, { description: 'All there are; the list holds at most 100.' })
  registersInAll: number;

  @Field(() => Int, { description: 'Records that are disputed and wait for an answer of the host.' })
  disputesWaiting: number;

  @Field(() => Int, { description: 'Those of them that had no answer by the day it was due.' })
  disputesUnanswered: number;
}
