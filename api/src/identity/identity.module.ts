import { Module } from '@nestjs/common';
import { IdentityResolver } from './identity.resolver.js';
import { IdentityService } from './identity.service.js';
import { SessionsService } from './sessions.service.js';

@Module({ providers: [IdentityResolver, IdentityService, SessionsService], exports: [SessionsService] })
export class IdentityModule {}
