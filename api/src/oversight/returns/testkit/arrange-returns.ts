import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../platform/viewer.js';
import type { TestApp } from '../../../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../../../withholding/testkit/arrange-signal.js';
import { ReturnCalendarService } from '../return-calendar.service.js';
import { ReturnsReads } from '../returns.reads.js';
import { ReturnsService } from '../returns.service.js';
import { SignatoriesService } from '../signatories.service.js';
import { SigningService } from '../signing.service.js';

type Organisation = 'riverside' | 'northgate' | 'elmpark';

/** The second working day of September 2026: August is the last complete month. */
export const EARLY_SEPTEMBER = '2026-09-03T08:00:00.000Z';

/** Registers of three providers from April to September 2026, returns made of August, and the services that handle them. */
export class ArrangedReturns {
  private constructor(
    readonly t: TestApp,
    readonly evidence: ArrangedSignal,
  ) {}

  static async start(t: TestApp, now = EARLY_SEPTEMBER): Promise<ArrangedReturns> {
    const evidence = await arrangeSignal(t);
    t.clock.setNow(now);
    const arranged = new ArrangedReturns(t, evidence);
    await arranged.followMonths();
    return arranged;
  }

  readonly calendar = () => this.t.app.get(ReturnCalendarService);
  readonly service = () => this.t.app.get(ReturnsService);
  readonly signing = () => this.t.app.get(SigningService);
  readonly signatories = () => this.t.app.get(SignatoriesService);
  readonly reads = () => this.t.app.get(ReturnsReads);
  followMonths = () => this.calendar().followMonths(this.t.economy.tenantId);
  manager = (organisation: Organisation = 'northgate') => this.t.economy.viewer('providerManager', organisation);
  commissioner = () => this.t.economy.viewer('commissioner', 'icb');

  /** Another manager of the organisation, who may sign from today on unless told. */
  async executive(organisation: Organisation = 'northgate', options: { appointed?: boolean } = {}): Promise<Viewer> {
    const { economy, db } = this.t;
    const [accountId, actingRoleId] = [randomUUID(), randomUUID()];
    const organisationId = economy.organisations[organisation];
    const login = `executive-${accountId.slice(-6)}`;
    await db.sql(
      economy.tenantId,
      `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,$3,'Ada Signer',$4,'2020-01-01')`,
      [economy.tenantId, accountId, login, `${login}@example.invalid`],
    );
    await db.sql(
      economy.tenantId,
      `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,'providerManager',$4,'[2020-01-01,)')`,
      [economy.tenantId, actingRoleId, accountId, organisationId],
    );
    const viewer = { ...this.manager(organisation), accountId, actingRoleId, login, name: 'Ada Signer' };
    if (options.appointed !== false) await this.appoint(viewer);
    return viewer;
  }

  async appoint(viewer: Viewer): Promise<void> {
    const given = { organisationId: viewer.organisationId, accountId: viewer.accountId, post: 'Chief nurse' };
    const firstDay = this.t.clock.now().toISOString().slice(0, 10);
    const result = await this.signatories().appoint(this.t.economy.viewer('administrator', 'icb'), {
      ...given,
      firstDay,
    });
    if (result.__typename !== 'SignatoryChanged') throw new Error(JSON.stringify(result));
  }

  /** The newest own return, as its page has it. */
  async newest(viewer: Viewer) {
    const [item] = (await this.reads().own(viewer)).items;
    const found = item && (await this.reads().one(viewer, item.id));
    if (!found) throw new Error('There is no return.');
    return found;
  }

  /** The newest return handed over by the organisation's manager and signed by an executive; its id. */
  async signed(organisation: Organisation = 'northgate', executive?: Viewer): Promise<string> {
    const signer = executive ?? (await this.executive(organisation));
    const { id } = await this.handedOver(organisation);
    const page = await this.reads().one(signer, id);
    const result = await this.signing().signReturn(signer, {
      returnId: id,
      expectedVersion: page?.version,
      hasRead: true,
    });
    if (result.__typename !== 'ReturnChanged') throw new Error(JSON.stringify(result));
    return id;
  }

  async handedOver(organisation: Organisation = 'northgate') {
    const { id, version } = await this.newest(this.manager(organisation));
    const result = await this.service().handOver(this.manager(organisation), {
      returnId: id,
      expectedVersion: version,
    });
    if (result.__typename !== 'ReturnChanged') throw new Error(JSON.stringify(result));
    return this.newest(this.manager(organisation));
  }

  /** One of Northgate's lost seats of a month is found to have been attended: a new version of its evidence. */
  async correct(month: string, provider: Organisation = 'northgate', seats = 1): Promise<void> {
    const { tenantId, organisations } = this.t.economy;
    const admin = await this.t.db.superuser();
    try {
      for (let i = 0; i < seats; i += 1) {
        await admin.query(
          `with one as (
             select * from attendance_evidence where tenant_id = $1 and provider_organisation_id = $2 and is_current and not is_gone
               and count_class = 'lost' and meeting_date >= ($3 || '-01')::date and meeting_date < ($3 || '-01')::date + interval '1 month' limit 1),
           old as (update attendance_evidence e set is_current = false from one where e.tenant_id = $1 and e.evidence_no = one.evidence_no),
           head as (update evidence_head set evidence_no = evidence_no + 1 where tenant_id = $1 returning evidence_no)
           select 1`,
          [tenantId, organisations[provider], month],
        );
        await admin.query(
          `insert into attendance_evidence
           select (jsonb_populate_record(null::attendance_evidence, to_jsonb(e) || jsonb_build_object('evidence_no', h.evidence_no,
             'version', e.version + 1, 'is_current', true, 'count_class', 'tookPart', 'status', 'attended', 'reason_code', null))).*
           from attendance_evidence e join evidence_head h on h.tenant_id = e.tenant_id
           where e.tenant_id = $1 and e.provider_organisation_id = $2 and not e.is_current and e.count_class = 'lost'
             and not exists (select 1 from attendance_evidence l where l.tenant_id = e.tenant_id and l.meeting_id = e.meeting_id and l.seat_id = e.seat_id and l.version > e.version)`,
          [tenantId, organisations[provider]],
        );
      }
    } finally {
      await admin.end();
    }
  }
}
