import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import type { Viewer } from '../../platform/viewer.js';
import { PreparedRules } from './rule-words.graphql.js';
import { preparedRules } from './rule-words.js';
import { IssueRulesInput, IssueRulesResult, RulesDryRun, RuleValueInput, RuleVersion } from './rules.graphql.js';
import { RulesReads } from './rules.reads.js';
import { RulesService } from './rules.service.js';

@Resolver()
export class RulesResolver {
  constructor(
    @Inject(RulesService) private readonly service: RulesService,
    @Inject(RulesReads) private readonly reads: RulesReads,
  ) {}

  @Query(() => [RuleVersion], { description: 'Every version of the rules of signals, newest first.' })
  ruleVersions(@CurrentViewer() viewer: Viewer): Promise<RuleVersion[]> {
    return this.reads.versions(viewer);
  }

  @Query(() => [PreparedRules], { description: 'Words of other licences and guidance, to complete and issue.' })
  preparedRules(): PreparedRules[] {
    return preparedRules();
  }

  @Query(() => RulesDryRun, {
    nullable: true,
    description:
      'What other thresholds would have signalled in the last twelve months that no provider sees first; null for an organisation that does not commission.',
  })
  rulesDryRun(
    @CurrentViewer() viewer: Viewer,
    @Args('thresholds', { type: () => [RuleValueInput] }) thresholds: RuleValueInput[],
  ): Promise<RulesDryRun | null> {
    return this.reads.dryRun(viewer, thresholds);
  }

  @Mutation(() => IssueRulesResult, { description: 'Issues the next version of the rules.' })
  issueRules(@CurrentViewer() viewer: Viewer, @Args('input') input: IssueRulesInput): Promise<object> {
    return this.service.issueRules(viewer, input);
  }
}
