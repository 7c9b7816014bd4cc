import { Module } from '@nestjs/common';
import { StaffChangesModule } from '../staff/staff-changes.js';
import { AccountsReads } from './accounts.reads.js';
import { AccountsResolver } from './accounts.resolver.js';
import { AccountsService } from './accounts.service.js';
import { AuthController } from './auth.controller.js';
import { DemoProvider } from './demo/demo-provider.js';
import { IdentityResolver } from './identity.resolver.js';
import { IdentityService } from './identity.service.js';
import { OrganisationAccountsReads } from './organisation-accounts.reads.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SignInProvider } from './sign-in-provider.js';
import { ViewerLookup } from './viewer-lookup.js';

@Module({
  imports: [StaffChangesModule],
  controllers: [AuthController],
  providers: [
    IdentityResolver,
    IdentityService,
    SessionsService,
    ViewerLookup,
    AccountsReads,
    AccountsResolver,
    AccountsService,
    OrganisationAccountsReads,
    SignInAttempts,
    SignInProvider,
    SignInService,
    DemoProvider,
  ],
  exports: [SessionsService, ViewerLookup, AccountsReads, SignInProvider],
})
export class IdentityModule {}
