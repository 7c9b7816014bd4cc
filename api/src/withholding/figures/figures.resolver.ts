import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { isFigureNumber } from '@quorate/libs/signals';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import { SignalFigures } from './figures.graphql.js';
import { FiguresReads } from './figures.reads.js';
import { OwnMonth } from './own-month.graphql.js';
import { ProviderPower } from './provider-power.graphql.js';
import { ProviderPowerReads } from './provider-power.reads.js';
import { SignalRows } from './signal-rows.graphql.js';
import { SignalRules } from './signal-rules.graphql.js';

@Resolver()
export class FiguresResolver {
  constructor(
    @Inject(FiguresReads) private readonly reads: FiguresReads,
    @Inject(ProviderPowerReads) private readonly powers: ProviderPowerReads,
  ) {}

  @Query(() => SignalFigures, {
    nullable: true,
    description: 'Why a signal was raised; null where it is not yours to see.',
  })
  async signalFigures(
    @CurrentViewer() viewer: Viewer,
    @Args('signalId', { type: () => ID }) signalId: string,
  ): Promise<SignalFigures | null> {
    return isId(signalId) ? this.reads.figures(viewer, signalId) : null;
  }

  @Query(() => SignalRows, {
    nullable: true,
    description:
      "The rows behind one number of a signal, such as 'elsewhere.lost'; null where they are not yours to see.",
  })
  async signalRows(
    @CurrentViewer() viewer: Viewer,
    @Args('signalId', { type: () => ID }) signalId: string,
    @Args('number', { type: () => String }) number: string,
    @Args('mdtId', { type: () => ID, nullable: true }) mdtId: string | null | undefined,
    @Args('roleCode', { type: () => String, nullable: true }) roleCode: string | null | undefined,
    @Args('month', { type: () => String, nullable: true, description: 'YYYY-MM' }) month: string | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<SignalRows | null> {
    if (!isId(signalId) || !isFigureNumber(number)) return null;
    const filter = { mdtId: mdtId ?? null, roleCode: roleCode ?? null, month: month ?? null };
    return this.reads.rows(viewer, signalId, number, { ...filter, first, after: after ?? null });
  }

  @Query(() => SignalRules, { description: 'The rules by which signals open and close now.' })
  signalRules(@CurrentViewer() viewer: Viewer): Promise<SignalRules> {
    return this.reads.rules(viewer);
  }

  @Query(() => [OwnMonth], { description: "The viewer's own provider month by month, newest first." })
  ownMonths(@CurrentViewer() viewer: Viewer): Promise<OwnMonth[]> {
    return this.reads.ownMonths(viewer);
  }

  @Query(() => [ProviderPower], {
    description:
      'How far a fall would stand out: for a manager the own provider, for who commissions every provider. Empty before the first run.',
  })
  providerPower(@CurrentViewer() viewer: Viewer): Promise<ProviderPower[]> {
    return this.powers.power(viewer);
  }
}
