import { toLondon } from '@quorate/libs/time';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Viewer } from '../platform/viewer.js';
import { BadPeriod, type EngagementPeriod, engagementPeriod } from './engagement-period.js';
import type { EngagementNarrowing } from './engagement-statements.js';
import { type EngagementWall, engagementWall } from './engagement-wall.js';
import type { EngagementFilter } from './indicators.graphql.js';

/** A reader's question, checked: whose wall, which months, narrowed to what. */
export interface EngagementAsk extends EngagementNarrowing {
  readonly tenantId: string;
  readonly wall: EngagementWall;
  readonly period: EngagementPeriod;
  /** Small numbers are hidden from a commissioner, who sees every provider. */
  readonly isSuppressed: boolean;
}

const filterShape = z.object({
  mdtId: z.uuid().nullish(),
  roleCode: z.string().min(1).max(100).nullish(),
  hostId: z.uuid().nullish(),
  coreOnly: z.boolean().nullish(),
});

/** The question, or null for a role that sees no engagement. Throws what the client may read when the filter is not right. */
export function askOf(viewer: Viewer, filter: EngagementFilter, now: Date): EngagementAsk | null {
  const wall = engagementWall(viewer);
  if (!wall) return null;
  const parsed = filterShape.safeParse(filter);
  if (!parsed.success) throw badFilter('The filter is not right: choose an MDT, role or host from the list.');
  const isSuppressed = wall.kind === 'economy';
  const { mdtId, roleCode, hostId, coreOnly } = parsed.data;
  return {
    tenantId: viewer.tenantId,
    wall,
    period: periodOf(filter, now, isSuppressed),
    isSuppressed,
    mdtId: mdtId ?? null,
    roleCode: roleCode ?? null,
    hostId: hostId ?? null,
    coreOnly: coreOnly ?? false,
  };
}

function periodOf(filter: EngagementFilter, now: Date, wholeQuarters: boolean): EngagementPeriod {
  try {
    return engagementPeriod(filter, toLondon(now.toISOString()).date, wholeQuarters);
  } catch (cause) {
    if (cause instanceof BadPeriod) throw badFilter(cause.message);
    throw cause;
  }
}

/** An error that the client may read. */
export function badFilter(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
