import { Field, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A question that is answered before a concern is raised.' })
export class RuleTest {
  @Field(() => String)
  code: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  question: string;

  @Field(() => String, { description: 'Where the guidance or licence asks it.' })
  source: string;

  @Field(() => String, { description: 'What a good answer says; may be empty.' })
  help: string;

  @Field(() => Boolean, { description: 'Whether every version has it: it can be reworded and not be left out.' })
  isNeeded: boolean;
}

@ObjectType({ description: 'Who a concern goes to, by licence status on the day when the pattern began.' })
export class RuleRoute {
  @Field(() => String)
  licenceStatus: string;

  @Field(() => String)
  addressee: string;

  @Field(() => String, { description: 'What kind of concern it is.' })
  wording: string;
}

@ObjectType({ description: 'Another body that something can be referred to.' })
export class RuleBody {
  @Field(() => String)
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  remit: string;

  @Field(() => String, { description: 'How to reach it; may be empty.' })
  reach: string;
}

@ObjectType({ description: 'What of the rules is words: what is asked, who a concern goes to, and what people read.' })
export class RuleWords {
  @Field(() => String)
  name: string;

  @Field(() => String)
  source: string;

  @Field(() => String, { description: 'Said wherever a signal is shown.' })
  caveat: string;

  @Field(() => String, { description: 'Said to a provider above its reply; may be empty.' })
  replyHelp: string;

  @Field(() => String, { description: 'Said to commissioners above the tests; may be empty.' })
  concernHelp: string;

  @Field(() => [RuleTest])
  tests: RuleTest[];

  @Field(() => [RuleRoute])
  routes: RuleRoute[];

  @Field(() => [RuleBody])
  bodies: RuleBody[];
}

@ObjectType({
  description: 'Words of another licence or guidance, to complete and issue. They are in force nowhere by themselves.',
})
export class PreparedRules {
  @Field(() => String)
  code: string;

  @Field(() => String, { description: 'Local date from which it applies outside the product.' })
  appliesFrom: string;

  @Field(() => String, { description: 'What is known from which source, and what is left to look up.' })
  about: string;

  @Field(() => RuleWords)
  words: RuleWords;
}

@InputType()
export class RuleTestInput {
  @Field(() => String, { description: 'Empty for a new one.' })
  code: string;

  @Field(() => String)
  title: string;

  @Field(() => String)
  question: string;

  @Field(() => String)
  source: string;

  @Field(() => String)
  help: string;
}

@InputType()
export class RuleRouteInput {
  @Field(() => String)
  licenceStatus: string;

  @Field(() => String)
  addressee: string;

  @Field(() => String)
  wording: string;
}

@InputType()
export class RuleBodyInput {
  @Field(() => String, { description: 'Empty for a new one.' })
  code: string;

  @Field(() => String)
  name: string;

  @Field(() => String)
  remit: string;

  @Field(() => String)
  reach: string;
}

@InputType()
export class RuleWordsInput {
  @Field(() => String)
  name: string;

  @Field(() => String)
  source: string;

  @Field(() => String)
  caveat: string;

  @Field(() => String)
  replyHelp: string;

  @Field(() => String)
  concernHelp: string;

  @Field(() => [RuleTestInput])
  tests: RuleTestInput[];

  @Field(() => [RuleRouteInput])
  routes: RuleRouteInput[];

  @Field(() => [RuleBodyInput])
  bodies: RuleBodyInput[];
}
