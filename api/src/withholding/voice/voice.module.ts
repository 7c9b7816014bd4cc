import { Module } from '@nestjs/common';
import { VoiceReads } from './voice.reads.js';
import { VoiceResolver } from './voice.resolver.js';
import { VoiceService } from './voice.service.js';

@Module({ providers: [VoiceReads, VoiceResolver, VoiceService] })
export class VoiceModule {}
