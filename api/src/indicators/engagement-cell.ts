import { DENOMINATOR_RULES } from '@quorate/libs/attendance';
import { isLocalDate } from '@quorate/libs/time';
import { z } from 'zod';
import { badFilter } from './engagement-ask.js';
import type { EngagementCell } from './engagement-inputs.graphql.js';
import type { RowCursor } from './engagement-rows.statement.js';
import { LOSS_REASONS } from './engagement-sums.js';

const uuid = z.uuid();

const cellShape = z.object({
  organisationId: uuid,
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .nullish(),
  isOwnSite: z.boolean().nullish(),
  classes: z.array(z.enum(DENOMINATOR_RULES.map((rule) => rule.class))).nullish(),
  lossReason: z.enum(LOSS_REASONS).nullish(),
});

/** The id of an organisation, or null: what is no id is not found, like an organisation that is not there. */
export function organisationOf(id: string): string | null {
  return uuid.safeParse(id).success ? id : null;
}

/** The cell, checked. Null where its organisation cannot be one; throws for a month, class or reason that is none. */
export function cellOf(cell: EngagementCell): EngagementCell | null {
  if (!organisationOf(cell.organisationId)) return null;
  const parsed = cellShape.safeParse(cell);
  if (!parsed.success) throw badFilter('The number to open is not right. Go back and choose it again.');
  return parsed.data;
}

/** Where a page of a commissioner's rows goes on: after how many. */
export function positionOf(after: string | null): number {
  if (after === null) return 0;
  if (!/^[1-9]\d{0,8}$/.test(after)) throw badCursor();
  return Number(after);
}

/** Where a page of the register's rows goes on. */
export function cursorOf(after: string | null): RowCursor | null {
  if (after === null) return null;
  const [date = '', meetingId = '', seatId = ''] = after.split('_');
  if (!isLocalDate(date) || !organisationOf(meetingId) || !organisationOf(seatId)) throw badCursor();
  return { date, meetingId, seatId };
}

function badCursor() {
  return badFilter('These rows cannot be gone on with. Open the number again.');
}
