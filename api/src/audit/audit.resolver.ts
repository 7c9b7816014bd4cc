import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { CurrentViewer } from '../platform/current-viewer.js';
import type { Viewer } from '../platform/viewer.js';
import { AuditChain, AuditEventPage, AuditFilterInput } from './audit.graphql.js';
import { AuditReads } from './audit.reads.js';

@Resolver()
export class AuditResolver {
  constructor(@Inject(AuditReads) private readonly reads: AuditReads) {}

  @Query(() => AuditEventPage, {
    description: 'Who did and saw what, as far as the viewer may know. Asking is recorded too.',
  })
  auditEvents(
    @CurrentViewer() viewer: Viewer,
    @Args('filter', { type: () => AuditFilterInput, nullable: true }) filter: AuditFilterInput | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: 'At most 100.' }) first: number,
    @Args('after', { type: () => ID, nullable: true, description: 'The id of the last event of the page before.' })
    after: string | null,
  ): Promise<AuditEventPage> {
    return this.reads.events(viewer, { filter, first, after });
  }

  @Query(() => AuditChain, {
    description: 'Whether the audit trail is whole, at a glance; `quorate audit verify` recomputes all of it.',
  })
  auditChain(@CurrentViewer() viewer: Viewer): Promise<AuditChain> {
    return this.reads.chain(viewer);
  }
}
