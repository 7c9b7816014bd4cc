import { Inject, Injectable } from '@nestjs/common';
import {
  concernTimetable,
  isSlipReason,
  REGIME_2015,
  type RegulatoryRegime,
  SLIP_REASONS,
} from '@quorate/libs/signals';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import { findTenant } from '../../platform/tenants.js';
import { REGIME_IN_FORCE } from '../../withholding/regimes.js';
import { hashStatusSecret } from './status-secret.js';

/** How far a concern is, as its author may know it. Days are London dates. */
export interface ConcernStatus {
  readonly state: string;
  readonly receivedOn: string;
  /** The day on which the present stage began. */
  readonly since: string;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly timetable: readonly { readonly state: string; readonly dueOn: string }[];
  /** Dates that were moved, in words of a closed list. */
  readonly slips: readonly {
    readonly on: string;
    readonly fromDue: string;
    readonly toDue: string;
    readonly why: string;
  }[];
}

interface StoredStatus extends Omit<ConcernStatus, 'isOverdue' | 'timetable' | 'slips'> {
  readonly slips: readonly { on: string; fromDue: string; toDue: string; code: string }[];
  readonly rules: RegulatoryRegime | null;
}

const NO_TENANT = '00000000-0000-0000-0000-000000000000';

const day = (column: string) => `(${column} at time zone 'Europe/London')::date::text`;
const STATUS = `
  select c.state, ${day('c.received_at')} as "receivedOn", c.due_on::text as "dueOn", (select r.regime from (${REGIME_IN_FORCE}) r) as rules,
    (select ${day('max(t.at)')} from concern_step t where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id
       and t.kind in ('received','lookInto','link','refer','stop','signalEnded')) as since,
    coalesce((select jsonb_agg(jsonb_build_object('on', ${day('t.at')}, 'fromDue', t.detail->>'fromDue', 'toDue', t.detail->>'toDue', 'code', t.detail->>'slipReason')
       order by t.step_no) from concern_step t where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id and t.kind = 'slipped'), '[]') as slips
  from concern c where c.tenant_id = $1 and c.reference = $3 and c.status_hash = $4`;

/** How far a concern is, for whoever holds its reference and secret. */
@Injectable()
export class ConcernStatusReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Null alike for a system, a reference and a secret that is not there: nobody learns which. */
  async status(systemKey: string, reference: string, secret: string): Promise<ConcernStatus | null> {
    const today = toLondon(this.clock.now().toISOString()).date;
    // Asked all the same where there is no such system, so that the answer takes as long.
    const tenantId = (await findTenant(this.reads, systemKey)) ?? NO_TENANT;
    const [found] = await this.reads.rowsFor<StoredStatus>(jobSession(tenantId), {
      name: 'concern-status',
      text: STATUS,
      values: [tenantId, today, reference.trim().toUpperCase(), hashStatusSecret(secret)],
    });
    if (!found) return null;
    const { rules, slips, ...status } = found;
    return {
      ...status,
      isOverdue: status.dueOn !== null && status.dueOn < today,
      timetable: concernTimetable(
        { state: status.state, dueOn: status.dueOn, today },
        (rules ?? REGIME_2015).times,
        ENGLAND_BANK_HOLIDAYS,
      ),
      slips: slips.map(({ code, ...slip }) => ({ ...slip, why: isSlipReason(code) ? SLIP_REASONS[code] : '' })),
    };
  }
}
