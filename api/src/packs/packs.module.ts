import { Module } from '@nestjs/common';
import { PackSealer } from './pack-sealer.js';
import { PacksController } from './packs.controller.js';
import { PacksReads } from './packs.reads.js';
import { PacksResolver } from './packs.resolver.js';
import { PacksService } from './packs.service.js';

/** Evidence packs: asked for, sealed in the background, shown and handed out. */
@Module({
  controllers: [PacksController],
  providers: [PackSealer, PacksReads, PacksResolver, PacksService],
  exports: [PackSealer],
})
export class PacksModule {}
