import { Module } from '@nestjs/common';
import { SignalsService } from './signals.service.js';

/** Signals: what follows from runs, what parties say to them and what people decide. */
@Module({ providers: [SignalsService], exports: [SignalsService] })
export class SignalsModule {}
