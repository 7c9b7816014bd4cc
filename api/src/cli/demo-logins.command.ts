import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { AccountsReads } from '../identity/accounts.reads.js';
import { readSettings } from '../platform/settings.js';
import { type AddCommand, BadInput, print, progress, withApp } from './command.js';

/** `quorate demo logins`: who can sign in to the made-up systems. Loads them when the database is empty. */
export const addDemoLogins: AddCommand = (program) => {
  program
    .command('demo')
    .description('The made-up integrated care systems')
    .command('logins')
    .description('List who can sign in to the demo: [{login, name, role, organisation, tenant}]')
    .action(() => {
      const settings = readSettings(process.env);
      if (!settings.isDemoSignIn) throw new BadInput('There is no demo here: OIDC_ISSUER or DATABASE_URL is set.');
      return withApp(async (app) => {
        await ensureDemoEconomy(app, progress);
        const logins = await app.get(AccountsReads).demoLogins();
        print(
          logins.map(({ login, name, role, organisation, tenantName, hasLeft }) => ({
            login,
            name,
            role,
            organisation,
            tenant: tenantName,
            ...(hasLeft ? { hasLeft } : {}),
          })),
        );
      });
    });
};
