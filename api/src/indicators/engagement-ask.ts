import { toLondon } from '@quorate/libs/time';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Viewer } from '../platform/viewer.js';
import type { EngagementFilter } from './engagement-inputs.graphql.js';
import { BadPeriod, type EngagementPeriod, engagementPeriod } from './engagement-period.js';
import type { EngagementNarrowing } from './engagement-statements.js';
import type { EngagementWall } from './engagement-wall.js';
import { type KnownPublication, lastMonthOf } from './publication/known-publication.js';
import { quarterEndedBefore } from './publication/settled-quarter.js';

/** A reader's question, checked: whose wall, which months, narrowed to what. */
export interface EngagementAsk extends EngagementNarrowing {
  readonly tenantId: string;
  readonly wall: EngagementWall;
  readonly period: EngagementPeriod;
  /** Small numbers are hidden from a commissioner, who sees every provider. */
  readonly isSuppressed: boolean;
  /** The publication that a commissioner reads; null for others, who read live counts, and before there is one. */
  readonly publication: KnownPublication | null;
}

const filterShape = z.object({
  mdtId: z.uuid().nullish(),
  roleCode: z.string().min(1).max(100).nullish(),
  hostId: z.uuid().nullish(),
  coreOnly: z.boolean().nullish(),
});

/**
 * The question inside the viewer's wall. Throws what the client may read when the filter is not right.
 *   publications  oldest first; asked of for a commissioner only
 */
export function askOf(
  viewer: Viewer,
  wall: EngagementWall,
  filter: EngagementFilter,
  now: Date,
  publications: readonly KnownPublication[],
): EngagementAsk {
  const parsed = filterShape.safeParse(filter);
  if (!parsed.success) throw badFilter('The filter is not right: choose an MDT, role or host from the list.');
  const isSuppressed = wall.kind === 'economy';
  const publication = isSuppressed ? chosen(publications, filter.publication ?? null) : null;
  const today = toLondon(now.toISOString()).date;
  const throughQuarter = publication?.throughQuarter ?? quarterEndedBefore(today, 0);
  const { mdtId, roleCode, hostId, coreOnly } = parsed.data;
  return {
    tenantId: viewer.tenantId,
    wall,
    period: periodOf(filter, today, isSuppressed ? lastMonthOf(throughQuarter) : null),
    isSuppressed,
    publication,
    mdtId: mdtId ?? null,
    roleCode: roleCode ?? null,
    hostId: hostId ?? null,
    coreOnly: coreOnly ?? false,
  };
}

/** The publication of that number, the last before it where there is none of that number, or the newest. */
function chosen(publications: readonly KnownPublication[], number: number | null): KnownPublication | null {
  return publications.findLast((publication) => number === null || publication.number <= number) ?? null;
}

function periodOf(filter: EngagementFilter, today: string, publishedThrough: string | null): EngagementPeriod {
  try {
    return engagementPeriod(filter, today, publishedThrough);
  } catch (cause) {
    if (cause instanceof BadPeriod) throw badFilter(cause.message);
    throw cause;
  }
}

/** An error that the client may read. */
export function badFilter(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
