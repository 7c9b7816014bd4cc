import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { invalidInput, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { storeShippedRegime } from '../../withholding/regimes.js';
import { firstRunnableMonth, lastCompleteMonth } from './run-plan.service.js';
import { addRequest, lockRequests } from './run-request.js';

export interface RunsRequested {
  readonly __typename: 'RunsRequested';
  readonly requestId: string;
}

const firstDay = z
  .string()
  .trim()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-01$/, 'Choose a month.');

const requestInput = z.object({ fromMonth: firstDay, toMonth: firstDay });

/** Runs asked for by hand. */
@Injectable()
export class RunRequestsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Asks for the months of a period to be judged again, or for the first time. They are made one after the other; how far
   * they are is read with the runs. For organisations that commission. Refuses with RunsUnderWay while others are being made or
   * wait.
   */
  requestRuns(viewer: Viewer, input: unknown): Promise<RunsRequested | RefusalData> {
    return this.commands.run(viewer, 'requestRuns', requestInput, input, async (tx, { fromMonth, toMonth }) => {
      const [acting] = await tx.query<{ commissions: boolean }>('select quorate_commissions() as commissions', []);
      if (!acting?.commissions) throw notPermitted();
      const last = lastCompleteMonth(toLondon(this.clock.now().toISOString()).date);
      await refuseUnlessRunnable(tx, fromMonth, toMonth, last);
      await refuseWhileUnderWay(tx);
      await storeShippedRegime(tx);
      const request = { fromMonth, toMonth, cause: 'byHand', requestedBy: viewer.accountId } as const;
      const requestId = await addRequest(tx, request);
      tx.audit({ entity: 'DetectionRequest', entityId: requestId, detail: { fromMonth, toMonth } });
      return { __typename: 'RunsRequested', requestId };
    });
  }
}

async function refuseUnlessRunnable(tx: Transaction, fromMonth: string, toMonth: string, last: string): Promise<void> {
  if (toMonth < fromMonth) throw invalidInput('toMonth', 'The last month comes before the first.');
  if (toMonth > last) throw invalidInput('toMonth', 'This month is not complete yet. Choose an earlier one.');
  const [evidence] = await tx.query<{ first: string | null }>(
    `select date_trunc('month', min(meeting_date))::date::text as first from attendance_evidence where tenant_id = $1`,
    [tx.tenantId],
  );
  const first = firstRunnableMonth(evidence?.first ?? null, last);
  if (first === null) throw invalidInput('fromMonth', 'There are not enough months of registers yet to judge one.');
  if (fromMonth < first) throw invalidInput('fromMonth', 'This month is too early to be judged. Choose a later one.');
}

/** Two who ask at the same moment wait here for each other, and the second is told. */
async function refuseWhileUnderWay(tx: Transaction): Promise<void> {
  await lockRequests(tx);
  const [open] = await tx.query<{ fromMonth: string; toMonth: string }>(
    `select from_month::text as "fromMonth", to_month::text as "toMonth" from detection_request
     where tenant_id = $1 and state in ('waiting','running') order by state = 'running' desc, requested_at limit 1`,
    [tx.tenantId],
  );
  if (!open) return;
  throw new Refused({
    __typename: 'RunsUnderWay',
    code: 'RUNS_UNDER_WAY',
    message: 'Months are being judged already. They are made one at a time; try again when these are done.',
    ...open,
  } as RefusalData);
}
