import { randomUUID } from 'node:crypto';
import type { Role } from '@quorate/libs/access';
import type { Viewer } from '../../platform/viewer.js';
import type { TestApp } from '../../testkit/test-app.js';
import type { ConcernForm } from '../concerns/concern-inputs.js';
import { ConcernsService } from '../concerns/concerns.service.js';

export const CONCERN: ConcernForm = {
  system: 'tamewater',
  about: 'Northgate Acute NHS Trust',
  behaviours: ['notReleased'],
  words: 'For months nobody has been allowed to come to our meetings.',
  from: '2026-06-01',
  until: null,
  sources: 'I was there.',
  contactName: 'Ada Writer',
  contactReach: 'ada@example.invalid',
};

/** Sends a concern by the public form. */
export async function arrangeConcern(
  t: TestApp,
  over: Partial<ConcernForm> = {},
): Promise<{ readonly concernId: string; readonly reference: string; readonly secret: string }> {
  const answer = await t.app
    .get(ConcernsService, { strict: false })
    .receive(t.economy.tenantId, 'test', { ...CONCERN, ...over });
  if (!('secret' in answer)) throw new Error('The concern was not received.');
  const [row] = await t.db.sql<{ id: string }>(
    t.economy.tenantId,
    'select concern_id as id from concern where tenant_id = $1 and reference = $2',
    [t.economy.tenantId, answer.reference],
  );
  return { concernId: String(row?.id), reference: answer.reference, secret: answer.secret };
}

/** A second organisation that commissions, beside the board: the borough, and somebody in a role there. */
export async function arrangeBorough(t: TestApp): Promise<{
  readonly organisationId: string;
  viewer(role: Role): Promise<Viewer>;
}> {
  const { tenantId } = t.economy;
  const organisationId = randomUUID();
  await t.db.sql(
    tenantId,
    `insert into organisation (tenant_id, organisation_id, ods_code, name, kind, is_open, is_fictional, source) values ($1,$2,'XBOR','Tameside Borough Council','localAuthority',true,true,'test')`,
    [tenantId, organisationId],
  );
  return {
    organisationId,
    viewer: async (role) => {
      const [accountId, actingRoleId] = [randomUUID(), randomUUID()];
      const login = `borough-${accountId.slice(-6)}`;
      await t.db.sql(
        tenantId,
        `insert into account (tenant_id, account_id, login, name, email, active_from) values ($1,$2,$3,$3,$4,'2020-01-01')`,
        [tenantId, accountId, login, `${login}@example.invalid`],
      );
      await t.db.sql(
        tenantId,
        `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
        [tenantId, actingRoleId, accountId, role, organisationId],
      );
      return {
        ...t.economy.viewer('commissioner', 'icb'),
        accountId,
        actingRoleId,
        login,
        name: login,
        role,
        organisationId,
      };
    },
  };
}

/** A second role for somebody, at another organisation. */
export async function addRole(t: TestApp, viewer: Viewer, role: Role, organisationId: string): Promise<void> {
  await t.db.sql(
    viewer.tenantId,
    `insert into acting_role (tenant_id, acting_role_id, account_id, role, organisation_id, during) values ($1,$2,$3,$4,$5,'[2020-01-01,)')`,
    [viewer.tenantId, randomUUID(), viewer.accountId, role, organisationId],
  );
}
