import { Module } from '@nestjs/common';
import { AuditReads } from './audit.reads.js';
import { AuditResolver } from './audit.resolver.js';

/** The audit trail for those whose job it is to look at it. */
@Module({ providers: [AuditReads, AuditResolver] })
export class AuditModule {}
