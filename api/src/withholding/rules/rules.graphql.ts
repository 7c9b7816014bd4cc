import { createUnionType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ChangedByOther, InputProblem, InvalidInput, NotPermitted } from '../../platform/refusal.js';
import { RuleWords, RuleWordsInput } from './rule-words.graphql.js';

export const RuleUnitEnum = { SHARE: 'share', COUNT: 'count', DAYS: 'days' } as const;
registerEnumType(RuleUnitEnum, { name: 'RuleUnit', description: 'A share is 0 to 1; days are working days.' });

export const JudgedLevelEnum = {
  NONE: 'none',
  EARLY_NOTICE: 'earlyNotice',
  WATCH: 'watch',
  ALERT: 'alert',
  ALARM: 'alarm',
} as const;
registerEnumType(JudgedLevelEnum, { name: 'JudgedLevel', description: 'From nothing to the gravest.' });

@ObjectType({ description: 'One number of the rules.' })
export class RuleValue {
  @Field(() => String, { description: "Such as 'opens' or 'reply'." })
  code: string;

  @Field(() => Float)
  value: number;

  @Field(() => RuleUnitEnum)
  unit: string;

  @Field(() => Float)
  least: number;

  @Field(() => Float)
  most: number;
}

@ObjectType({ description: 'A version of the rules. None is ever changed.' })
export class RuleVersion {
  @Field(() => ID)
  id: string;

  @Field(() => Int, { description: 'Counted through all licences and guidance.' })
  version: number;

  @Field(() => String, { description: 'Which licence or guidance it is a version of.' })
  code: string;

  @Field(() => String, { description: 'Local date.' })
  inForceFrom: string;

  @Field(() => Boolean)
  isInForce: boolean;

  @Field(() => String)
  reason: string;

  @Field(() => Date)
  issuedAt: Date;

  @Field(() => [RuleValue])
  thresholds: RuleValue[];

  @Field(() => [RuleValue])
  times: RuleValue[];

  @Field(() => RuleWords)
  words: RuleWords;
}

@InputType()
export class RuleValueInput {
  @Field(() => String)
  code: string;

  @Field(() => Float)
  value: number;
}

@InputType()
export class IssueRulesInput {
  @Field(() => [RuleValueInput], { description: 'Those that change; the others stay.' })
  thresholds: RuleValueInput[];

  @Field(() => [RuleValueInput])
  times: RuleValueInput[];

  @Field(() => RuleWordsInput, { nullable: true, description: 'All of them; left out where none changes.' })
  words?: RuleWordsInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'For words that were prepared for another licence or guidance: its code. With words only.',
  })
  preparedCode?: string | null;

  @Field(() => String, { description: 'Local date, today or later.' })
  inForceFrom: string;

  @Field(() => String)
  reason: string;

  @Field(() => Int, { description: 'The newest version that was seen.' })
  expectedVersion: number;
}

@ObjectType()
export class RulesIssued {
  @Field(() => ID)
  id: string;

  @Field(() => Int)
  version: number;
}

export const IssueRulesResult = createUnionType({
  name: 'IssueRulesResult',
  types: () => [RulesIssued, ChangedByOther, NotPermitted, InvalidInput] as const,
  resolveType: (value: { __typename: string }) => value.__typename,
});

@ObjectType({ description: 'A provider that would have been signalled.' })
export class DrySignal {
  @Field(() => ID)
  providerId: string;

  @Field(() => String)
  providerName: string;

  @Field(() => JudgedLevelEnum)
  level: string;

  @Field(() => Float)
  score: number;
}

@ObjectType({ description: 'What one month would have said under the rules tried.' })
export class DryRunMonth {
  @Field(() => String, { description: 'First day.' })
  month: string;

  @Field(() => Int)
  providersTested: number;

  @Field(() => Int, {
    description: 'Providers that could not be judged: too few meetings, or data to put right first.',
  })
  notJudged: number;

  @Field(() => Int, { description: 'Early notices, which the provider alone would have seen.' })
  earlyNotices: number;

  @Field(() => Int)
  signals: number;

  @Field(() => Float, { nullable: true, description: 'Of the signals; null where there is none.' })
  expectedFalseShare: number | null;

  @Field(() => [DrySignal], {
    description:
      'Gravest first, where a signal about the provider is yours to see for that month. The others are only counted.',
  })
  providers: DrySignal[];
}

@ObjectType({ description: 'The rules tried on the months of the last year, oldest first. Nothing of it is stored.' })
export class RulesDryRun {
  @Field(() => Boolean, { description: 'Somebody else tries rules at this moment: ask again in a minute.' })
  isBusy: boolean;

  @Field(() => [InputProblem], { description: 'Why these cannot be rules; by the code of each. No months then.' })
  problems: InputProblem[];

  @Field(() => [DryRunMonth])
  months: DryRunMonth[];
}
