import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Commands } from './commands.js';
import { Database } from './database.js';
import { Live } from './live.js';
import { OneAtATime } from './one-at-a-time.js';
import { Reads } from './reads.js';
import { SessionActivity } from './session-activity.js';
import type { Settings } from './settings.js';
import { SETTINGS } from './settings-token.js';

/** What every domain may use: reads, commands, the clock, hints and settings. */
@Global()
@Module({})
export class PlatformModule {
  static with(database: Database, settings: Settings, clock: Clock = new Clock()): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Database, useValue: database },
        { provide: SETTINGS, useValue: settings },
        { provide: Clock, useValue: clock },
        Reads,
        Commands,
        Live,
        OneAtATime,
        SessionActivity,
      ],
      exports: [Reads, Commands, Clock, Live, OneAtATime, SessionActivity, SETTINGS, Database],
    };
  }
}
