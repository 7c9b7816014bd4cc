import { STAFF_ROLES } from '@quorate/libs/access';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { loginText } from '../identity/accounts.service.js';
import { type OpenedAccess, openAccount } from '../identity/open-account.js';
import { givenSubject } from '../identity/sign-in-subject.js';
import { Clock } from '../platform/clock.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { Refused } from '../platform/refusal.js';
import type { Settings } from '../platform/settings.js';
import { findTenant } from '../platform/tenants.js';
import { addPractitioner } from '../staff/add-practitioner.js';
import { ensureStandardRoles } from '../staff/standard-roles.js';
import { type AddCommand, BadInput, print, withDatabase } from './command.js';

const optionsSchema = z
  .object({
    tenant: z.string(),
    login: loginText,
    name: z.string().trim().min(2, '--name is too short').max(120, '--name has at most 120 characters'),
    role: z.enum(STAFF_ROLES, `--role is one of ${STAFF_ROLES.join(', ')}`),
    organisation: z.string().trim().toUpperCase(),
    email: z.email('--email is no e-mail address').optional(),
    profession: z.string().trim().min(2, '--profession is too short').max(80).optional(),
    subject: z.string().trim().min(1).max(255).optional(),
  })
  .refine(({ profession, email }) => profession === undefined || email !== undefined, {
    message: '--profession needs --email: invitations go there',
  });

export type AccountOptions = z.infer<typeof optionsSchema>;

/** `quorate account open`: gives somebody a role in a tenant from outside it, such as its first administrator. */
export const addAccountOpen: AddCommand = (program) => {
  program
    .command('account')
    .description('Who may sign in')
    .command('open')
    .description(
      'Give somebody a role, such as the first administrator of a tenant: {tenant, login, role, organisation, isNew}',
    )
    .requiredOption('--tenant <key>', 'the tenant')
    .requiredOption('--login <login>', 'small letters, digits and . _ @ + -')
    .requiredOption('--name <name>', 'the name, as colleagues read it')
    .requiredOption('--role <role>', STAFF_ROLES.join(', '))
    .requiredOption('--organisation <code>', 'the ODS code of the organisation they act for')
    .option('--email <address>', 'where mail goes')
    .option(
      '--profession <role>',
      'makes them a member of staff with this professional role, such as "Community matron"',
    )
    .option('--subject <subject>', 'who they are at your identity provider; needed where OIDC_ISSUER is set')
    .action(async (given: unknown) => {
      const parsed = optionsSchema.safeParse(given);
      if (!parsed.success) throw new BadInput(parsed.error.issues.map(({ message }) => message).join('\n'));
      print(
        await withDatabase((database, settings) => {
          const clock = new Clock();
          const platform = { commands: new Commands(database, clock), reads: new Reads(database, clock) };
          return openFromOutside(platform, settings, parsed.data);
        }),
      );
    });
};

/** Opens it as the product's own work in that tenant. Throws BadInput for whatever does not fit, with nothing written. */
export async function openFromOutside(
  { commands, reads }: { readonly commands: Commands; readonly reads: Reads },
  settings: Pick<Settings, 'OIDC_ISSUER'>,
  options: AccountOptions,
): Promise<object> {
  const tenantId = await findTenant(reads, options.tenant);
  if (!tenantId) throw new BadInput(`There is no tenant ${options.tenant}. "import ods --tenant" makes one.`);
  try {
    return await commands.runJob(tenantId, 'openAccount', (tx) => open(tx, settings, options));
  } catch (cause) {
    if (cause instanceof Refused) throw new BadInput(inWords(cause));
    throw cause;
  }
}

async function open(
  tx: Transaction,
  settings: Pick<Settings, 'OIDC_ISSUER'>,
  options: AccountOptions,
): Promise<object> {
  const organisation = await openOrganisation(tx, options.organisation);
  await ensureStandardRoles(tx);
  const practitionerId = await practitionerOf(tx, options, organisation.id);
  const { login, name, role } = options;
  const opened: OpenedAccess = await openAccount(tx, {
    login,
    name,
    role,
    email: options.email ?? '',
    organisation,
    practitionerId,
    subject: givenSubject(settings, options.subject ?? null),
  });
  tx.audit({ entity: 'Account', entityId: opened.accountId, detail: { by: 'commandLine' } });
  return {
    tenant: options.tenant,
    login,
    role,
    organisation: organisation.name,
    accountId: opened.accountId,
    practitionerId,
    isNew: opened.isNewRole,
  };
}

async function openOrganisation(tx: Transaction, code: string) {
  const [found] = await tx.query<{ id: string; kind: string; name: string; isOpen: boolean }>(
    `select organisation_id as id, kind, name, is_open as "isOpen" from organisation where tenant_id = $1 and upper(ods_code) = $2`,
    [tx.tenantId, code],
  );
  if (!found) throw new BadInput(`The directory of this tenant has no organisation with the code ${code}.`);
  if (!found.isOpen) throw new BadInput(`${found.name} (${code}) is not open.`);
  return found;
}

async function practitionerOf(
  tx: Transaction,
  options: AccountOptions,
  organisationId: string,
): Promise<string | null> {
  const { profession, email, name } = options;
  if (profession === undefined || email === undefined) return null;
  const from = toLondon(tx.now.toISOString()).date;
  const held = await addPractitioner(tx, { name, email, organisationId, role: { name: profession }, from });
  return held.practitionerId;
}

function inWords({ refusal }: Refused): string {
  const problems = 'problems' in refusal ? (refusal.problems as readonly { readonly message: string }[]) : [];
  return problems.length > 0 ? problems.map(({ message }) => message).join('\n') : refusal.message;
}
