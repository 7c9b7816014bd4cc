import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SpoiltBackup } from '../backup/backup-file.js';
import { RestoreRefused, restoreBackup } from '../backup/restore-backup.js';
import { Clock } from '../platform/clock.js';
import { type AddCommand, BadInput, print, progress, withDatabase } from './command.js';

/** `quorate restore --in FILE`: fills an empty database from a backup, or leaves it as it is. */
export const addRestore: AddCommand = (program) => {
  program
    .command('restore')
    .description('Fill an empty database from a backup; prints {tables: {name: {rows, checksum}}}')
    .requiredOption('--in <file>', 'a file that backup wrote')
    .action(({ in: given }: { in: string }) => {
      const file = resolve(given);
      if (!existsSync(file)) throw new BadInput(`There is no file ${file}.`);
      return withDatabase(async (database) => {
        try {
          const { tables, agreesWithCheckpoints } = await restoreBackup(database, file, new Clock().now());
          if (!agreesWithCheckpoints)
            progress(
              'The restored audit trail does not agree with the checkpoints in the backup. Ask who changed it before it was taken.',
            );
          print({ tables });
        } catch (cause) {
          if (cause instanceof SpoiltBackup || cause instanceof RestoreRefused) throw new BadInput(cause.message);
          throw cause;
        }
      });
    });
};
