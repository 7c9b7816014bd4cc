import { Module } from '@nestjs/common';
import { StaffReads } from './staff.reads.js';
import { StaffResolver } from './staff.resolver.js';

@Module({ providers: [StaffResolver, StaffReads], exports: [StaffReads] })
export class StaffModule {}
