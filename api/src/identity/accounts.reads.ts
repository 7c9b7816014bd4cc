import { Inject, Injectable } from '@nestjs/common';
import { ROLE_NAMES, type Role } from '@quorate/libs/access';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { jobSession } from '../platform/tenant-session.js';
import { DEMO_ISSUER, type Identified } from './sign-in-provider.js';
import { demoSubject } from './sign-in-subject.js';

/** An account and its wall. */
export interface AccountKey {
  readonly tenantId: string;
  readonly accountId: string;
}

/** One login, for the persona picker and `demo logins`. */
export interface DemoLogin extends AccountKey {
  readonly login: string;
  readonly name: string;
  /** In a reader's words; of several roles the first. */
  readonly role: string;
  /** Empty for a person or carer. */
  readonly organisation: string;
  readonly tenantKey: string;
  readonly tenantName: string;
  /** What this person is there to show; may be empty. */
  readonly about: string;
  readonly hasLeft: boolean;
}

interface LoginRow {
  account_id: string;
  login: string;
  name: string;
  about: string;
  role: Role | null;
  organisation: string | null;
  has_left: boolean;
}

const NO_TENANT = jobSession('');

/** Accounts as sign-in sees them: before it is known who asks. */
@Injectable()
export class AccountsReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The account of an identity provider's subject, or null when it has none. */
  async ofSubject({ issuer, subject }: Pick<Identified, 'issuer' | 'subject'>): Promise<AccountKey | null> {
    const [row] = await this.reads.rowsFor<{ tenant_id: string; account_id: string }>(
      { ...NO_TENANT, subject },
      {
        name: 'account-of-subject',
        text: 'select tenant_id, account_id from sign_in_subject where issuer = $1 and subject = $2',
        values: [issuer, subject],
      },
    );
    if (row) return { tenantId: row.tenant_id, accountId: row.account_id };
    return issuer === DEMO_ISSUER ? this.adoptDemoLogin(subject) : null;
  }

  /** Everyone who can sign in to the made-up systems, those who left too, by tenant, organisation and role. */
  demoLogins(): Promise<DemoLogin[]> {
    return this.loginsOf(
      'select tenant_id, key, name from tenant where is_demo order by created_at, key',
      'demo-tenants',
    );
  }

  /**
   * Everyone whom the persona picker offers. On the embedded default that is everyone of every tenant, for a trial with an
   * imported directory; on a server of one's own the made-up people only. Nobody where OIDC_ISSUER is set.
   */
  async pickableLogins(): Promise<DemoLogin[]> {
    if (!this.settings.isDemoSignIn) return [];
    if (!this.settings.isEmbedded) return this.demoLogins();
    return this.loginsOf('select tenant_id, key, name from tenant order by created_at, key', 'all-tenants');
  }

  private async loginsOf(text: string, name: string): Promise<DemoLogin[]> {
    const tenants = await this.reads.rowsFor<{ tenant_id: string; key: string; name: string }>(NO_TENANT, {
      name,
      text,
      values: [],
    });
    const lists = await Promise.all(
      tenants.map(async (tenant) => {
        const rows = await this.reads.rowsFor<LoginRow>(
          jobSession(tenant.tenant_id),
          LOGINS(tenant.tenant_id, this.clock.now()),
        );
        return rows.map((row) => ({
          tenantId: tenant.tenant_id,
          accountId: row.account_id,
          login: row.login,
          name: row.name,
          role: row.role ? ROLE_NAMES[row.role] : '',
          organisation: row.organisation ?? '',
          tenantKey: tenant.key,
          tenantName: tenant.name,
          about: row.about,
          hasLeft: row.has_left,
        }));
      }),
    );
    // The larger system first: it is the one with most to try.
    return lists.toSorted((a, b) => b.length - a.length).flat();
  }

  /** The demo's subject is the tenant with the login. Its row is made at the first sign-in. */
  private async adoptDemoLogin(subject: string): Promise<AccountKey | null> {
    const logins = await this.pickableLogins();
    const found = logins.find(({ tenantKey, login }) => demoSubject(tenantKey, login) === subject);
    if (!found) return null;
    await this.commands.runSession(found.tenantId, found.accountId, 'signIn', async (tx) => {
      await tx.query(
        'insert into sign_in_subject (issuer, subject, tenant_id, account_id) values ($1,$2,$3,$4) on conflict do nothing',
        [DEMO_ISSUER, subject, found.tenantId, found.accountId],
      );
      tx.audit({ entity: 'Account', entityId: found.accountId, detail: { subject: 'demo' } });
    });
    return { tenantId: found.tenantId, accountId: found.accountId };
  }
}

const LOGINS = (tenantId: string, now: Date) => ({
  name: 'demo-logins',
  text: `select a.account_id, a.login, a.name, a.about, r.role, o.name as organisation, coalesce(a.left_at <= $2, false) as has_left
    from account a
    left join lateral (
      select role, organisation_id, upper_inf(during) as is_open, lower(during) as since, acting_role_id from acting_role
      where tenant_id = a.tenant_id and account_id = a.account_id
      order by during @> $2::timestamptz desc, lower(during), acting_role_id limit 1
    ) r on true
    left join organisation o on o.tenant_id = a.tenant_id and o.organisation_id = r.organisation_id
    where a.tenant_id = $1 and a.active_from <= $2
    order by has_left, o.name nulls last, r.role, a.login`,
  values: [tenantId, now],
});
