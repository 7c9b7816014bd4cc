import { stopEmbeddedPostgres } from '../platform/embedded-postgres.js';
import { readSettings } from '../platform/settings.js';
import { type AddCommand, print } from './command.js';

/** `quorate stop`: stops an embedded database left running for this data directory. */
export const addStop: AddCommand = (program) => {
  program
    .command('stop')
    .description('Stop an embedded database left running for QUORATE_DATA_DIR')
    .action(async () => {
      const settings = readSettings(process.env);
      print({ stopped: settings.isEmbedded ? await stopEmbeddedPostgres(settings.dataDirectory) : false });
    });
};
