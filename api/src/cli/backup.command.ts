import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { takeBackup } from '../backup/take-backup.js';
import { Clock } from '../platform/clock.js';
import { type AddCommand, BadInput, print, withDatabase } from './command.js';

/** `quorate backup --out FILE`: everything in one file, taken while the server runs. */
export const addBackup: AddCommand = (program) => {
  program
    .command('backup')
    .description('Write every table to one file, also while the server runs; prints {tables: {name: {rows, checksum}}}')
    .requiredOption('--out <file>', 'the file to write; replaced when it is there')
    .action(({ out }: { out: string }) => {
      const file = resolve(out);
      if (!existsSync(dirname(file))) throw new BadInput(`There is no folder ${dirname(file)}.`);
      return withDatabase(async (database, settings) => {
        print({ tables: await takeBackup(database, settings.dataDirectory, file, new Clock().now()) });
      });
    });
};
