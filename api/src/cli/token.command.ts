import type { INestApplicationContext } from '@nestjs/common';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { AccountsReads, type DemoLogin } from '../identity/accounts.reads.js';
import { SessionsService } from '../identity/sessions.service.js';
import { readSettings } from '../platform/settings.js';
import { type AddCommand, BadInput, print, progress, withApp } from './command.js';

const HOURS = 8;

/** `quorate token --as LOGIN`: a bearer token of eight hours for a demo login. On the embedded default only. */
export const addToken: AddCommand = (program) => {
  program
    .command('token')
    .description('Print a bearer token for a demo login: {token, expiresAt}. Embedded default only')
    .requiredOption('--as <login>', 'a login that "quorate demo logins" lists')
    .action((options: { as: string }) => {
      const settings = readSettings(process.env);
      if (!settings.isEmbedded || !settings.isDemoSignIn) {
        throw new BadInput('Tokens are given out on the embedded default only. Sign in with your identity provider.');
      }
      return withApp(async (app) => {
        await ensureDemoEconomy(app, progress);
        const { tenantId, accountId } = await findLogin(app, options.as);
        const issued = await app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: HOURS });
        if (!issued) throw new BadInput(`${options.as} has left or has no role at present, so cannot sign in.`);
        print({ token: issued.token, expiresAt: issued.expiresAt.toISOString() });
      });
    });
};

async function findLogin(app: INestApplicationContext, login: string): Promise<DemoLogin> {
  const logins = await app.get(AccountsReads).demoLogins();
  const found = logins.find((demo) => demo.login === login);
  if (!found) throw new BadInput(`There is no demo login ${login}. "npm run quorate -- demo logins" lists all.`);
  return found;
}
