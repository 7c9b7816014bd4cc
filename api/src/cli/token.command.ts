import type { INestApplicationContext } from '@nestjs/common';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { AccountsReads, type DemoLogin } from '../identity/accounts.reads.js';
import { SessionsService } from '../identity/sessions.service.js';
import { readSettings } from '../platform/settings.js';
import { type AddCommand, BadInput, print, progress, withApp } from './command.js';

const HOURS = 8;

interface Options {
  readonly as: string;
  readonly tenant?: string;
}

/** `quorate token --as LOGIN`: a bearer token of eight hours for a login of any tenant here. On the embedded default only. */
export const addToken: AddCommand = (program) => {
  program
    .command('token')
    .description('Print a bearer token for a login: {token, expiresAt}. Embedded default only')
    .requiredOption('--as <login>', 'a login that "quorate demo logins" lists, or one of a tenant of your own')
    .option('--tenant <key>', 'the tenant of the login; needed when several tenants have one of that name')
    .action((options: Options) => {
      const settings = readSettings(process.env);
      if (!settings.isEmbedded || !settings.isDemoSignIn) {
        throw new BadInput('Tokens are given out on the embedded default only. Sign in with your identity provider.');
      }
      return withApp(async (app) => {
        await ensureDemoEconomy(app, progress);
        const { tenantId, accountId } = await findLogin(app, options);
        const issued = await app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: HOURS });
        if (!issued) throw new BadInput(`${options.as} has left or has no role at present, so cannot sign in.`);
        print({ token: issued.token, expiresAt: issued.expiresAt.toISOString() });
      });
    });
};

async function findLogin(app: INestApplicationContext, { as: login, tenant }: Options): Promise<DemoLogin> {
  const logins = await app.get(AccountsReads).pickableLogins();
  const found = logins.filter((one) => one.login === login && (tenant === undefined || one.tenantKey === tenant));
  const [first, another] = found;
  if (!first) {
    const place = tenant === undefined ? '' : ` in the tenant ${tenant}`;
    throw new BadInput(`There is no login ${login}${place}. "npm run quorate -- demo logins" lists those of the demo.`);
  }
  if (another) {
    const keys = found.map(({ tenantKey }) => tenantKey).join(', ');
    throw new BadInput(`${login} is a login of several tenants. Say which with --tenant: ${keys}.`);
  }
  return first;
}
