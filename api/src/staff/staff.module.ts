import { Module } from '@nestjs/common';
import { StaffReads } from './staff.reads.js';
import { StaffResolver } from './staff.resolver.js';
import { StaffService } from './staff.service.js';
import { StaffChangesModule } from './staff-changes.js';
import { StaffCommandsResolver } from './staff-commands.resolver.js';
import { StaffListReads } from './staff-list.reads.js';

@Module({
  imports: [StaffChangesModule],
  providers: [StaffResolver, StaffReads, StaffCommandsResolver, StaffService, StaffListReads],
  exports: [StaffReads],
})
export class StaffModule {}
