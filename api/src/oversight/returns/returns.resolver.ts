import { Inject } from '@nestjs/common';
import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../../platform/current-viewer.js';
import { isId } from '../../platform/page-after.js';
import type { Viewer } from '../../platform/viewer.js';
import { OwnReturns, ProviderReturn } from './return.graphql.js';
import {
  ChangeReturnResult,
  ReturnAnewInput,
  ReturnAsReadInput,
  ReturnChanged,
  SaveReturnCommentsInput,
  SendBackReturnInput,
  SignReturnInput,
  WithdrawReturnInput,
} from './return-changes.graphql.js';
import { ProviderReturnRows } from './return-rows.graphql.js';
import { ReturnRowsReads } from './return-rows.reads.js';
import { ReturnsReads } from './returns.reads.js';
import { ReturnsService } from './returns.service.js';
import { ReturnsOfQuarter } from './returns-of-quarter.graphql.js';
import { ReturnsOfQuarterReads } from './returns-of-quarter.reads.js';
import { SigningService } from './signing.service.js';

@Resolver()
export class ReturnsResolver {
  constructor(
    @Inject(ReturnsReads) private readonly reads: ReturnsReads,
    @Inject(ReturnRowsReads) private readonly rows: ReturnRowsReads,
    @Inject(ReturnsOfQuarterReads) private readonly quarters: ReturnsOfQuarterReads,
  ) {}

  @Query(() => OwnReturns, { description: "The own organisation's monthly returns." })
  ownReturns(@CurrentViewer() viewer: Viewer): Promise<OwnReturns> {
    return this.reads.own(viewer);
  }

  @Query(() => ProviderReturn, { nullable: true, description: 'One return; null where it is not yours to see.' })
  async providerReturn(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<ProviderReturn | null> {
    return isId(id) ? this.reads.one(viewer, id) : null;
  }

  @Query(() => ProviderReturnRows, { nullable: true, description: 'The rows behind one number of an own return.' })
  async providerReturnRows(
    @CurrentViewer() viewer: Viewer,
    @Args('providerReturnId', { type: () => ID }) returnId: string,
    @Args('line', { type: () => String, description: 'Code of the line.' }) line: string,
    @Args('isOwnSite', { type: () => Boolean, nullable: true }) isOwnSite: boolean | null | undefined,
    @Args('roleCode', { type: () => String, nullable: true }) roleCode: string | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<ProviderReturnRows | null> {
    if (!isId(returnId)) return null;
    const from = after && /^\d{1,6}$/.test(after) ? Number(after) : 0;
    const asked = { returnId, line, isOwnSite: isOwnSite ?? null, roleCode: roleCode ?? null, first, from };
    return this.rows.rows(viewer, asked);
  }

  @Query(() => ReturnsOfQuarter, { description: 'The returns of a quarter, for those who commission.' })
  returnsOfQuarter(
    @CurrentViewer() viewer: Viewer,
    @Args('quarter', {
      type: () => String,
      nullable: true,
      description: 'Its first month, YYYY-MM; the newest unless told.',
    })
    quarter: string | null | undefined,
  ): Promise<ReturnsOfQuarter> {
    return this.quarters.ofQuarter(viewer, quarter ?? null);
  }
}

@Resolver()
export class ReturnStepsResolver {
  constructor(
    @Inject(ReturnsService) private readonly service: ReturnsService,
    @Inject(SigningService) private readonly signing: SigningService,
  ) {}

  @Mutation(() => ChangeReturnResult)
  saveReturnComments(@CurrentViewer() viewer: Viewer, @Args('input') input: SaveReturnCommentsInput): Promise<object> {
    return this.service.saveComments(viewer, input);
  }

  @Mutation(() => ChangeReturnResult, { description: 'Counts the return anew from the registers as they are now.' })
  takeReturnFigures(@CurrentViewer() viewer: Viewer, @Args('input') input: ReturnAsReadInput): Promise<object> {
    return this.service.takeFigures(viewer, input);
  }

  @Mutation(() => ChangeReturnResult)
  handOverReturn(@CurrentViewer() viewer: Viewer, @Args('input') input: ReturnAsReadInput): Promise<object> {
    return this.service.handOver(viewer, input);
  }

  @Mutation(() => ChangeReturnResult)
  sendBackReturn(@CurrentViewer() viewer: Viewer, @Args('input') input: SendBackReturnInput): Promise<object> {
    return this.service.sendBack(viewer, input);
  }

  @Mutation(() => ChangeReturnResult)
  signReturn(@CurrentViewer() viewer: Viewer, @Args('input') input: SignReturnInput): Promise<object> {
    return this.signing.signReturn(viewer, input);
  }

  @Mutation(() => ChangeReturnResult, { description: 'Opens the next version of a signed month.' })
  returnAnew(@CurrentViewer() viewer: Viewer, @Args('input') input: ReturnAnewInput): Promise<object> {
    return this.service.returnAnew(viewer, input);
  }

  @Mutation(() => ChangeReturnResult, { description: 'Withdraws a later version that was opened by mistake.' })
  withdrawReturn(@CurrentViewer() viewer: Viewer, @Args('input') input: WithdrawReturnInput): Promise<object> {
    return this.service.withdraw(viewer, input);
  }
}

@Resolver(() => ReturnChanged)
export class ReturnChangedResolver {
  constructor(@Inject(ReturnsReads) private readonly reads: ReturnsReads) {}

  @ResolveField(() => ProviderReturn, { nullable: true })
  return(@CurrentViewer() viewer: Viewer, @Parent() { returnId }: ReturnChanged): Promise<ProviderReturn | null> {
    return this.reads.one(viewer, returnId);
  }
}
