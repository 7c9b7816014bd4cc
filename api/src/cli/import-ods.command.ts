import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLocalDate } from '@quorate/libs/time';
import { importOds, UnknownBoard } from '../interop/ods/import-ods.js';
import { readOdsFolder } from '../interop/ods/ods-folder.js';
import { Clock } from '../platform/clock.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { isTenantKey } from '../platform/tenants.js';
import { type AddCommand, BadInput, print, progress, withDatabase } from './command.js';

interface Options {
  readonly icb: readonly string[];
  readonly dir: string;
  readonly asOf: string;
  readonly tenant: string;
}

const QUIET_MS = 2_000;

/** `quorate import ods`: builds the directory of a tenant from a folder of ODS extracts. */
export const addImportOds: AddCommand = (program) => {
  const group =
    program.commands.find((command) => command.name() === 'import') ??
    program.command('import').description('Import real data');
  group
    .command('ods')
    .description('Build organisations, sites and their history from a folder of ODS extracts')
    .requiredOption(
      '--icb <code>',
      'integrated care board, such as QOP; may be repeated; ALL for everything in the folder',
      collect,
      [],
    )
    .requiredOption('--dir <folder>', 'the folder with the extracts')
    .requiredOption('--as-of <date>', 'the day to import for, YYYY-MM-DD; later extracts are not used')
    .requiredOption('--tenant <key>', 'the tenant; made when it is not there')
    .action(async (options: Options) => {
      const icbs = checked(options);
      const say = slowProgress();
      const directory = resolve(options.dir);
      const folder = readOdsFolder(directory, options.asOf, say);
      say(`Writing the directory from ${folder.rowsRead} rows`);
      const request = { tenantKey: options.tenant, icbs, folder, asOf: options.asOf };
      print(
        await withDatabase((database) => {
          const clock = new Clock();
          return importOds({ commands: new Commands(database, clock), reads: new Reads(database, clock) }, request);
        }).catch(orBadInput),
      );
    });
};

function orBadInput(cause: unknown): never {
  if (cause instanceof UnknownBoard) throw new BadInput(cause.message);
  throw cause;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [
    ...before,
    ...value
      .split(',')
      .map((code) => code.trim().toUpperCase())
      .filter((code) => code !== ''),
  ];
}

/** Throws BadInput for what is wrong; null stands for ALL. */
function checked({ icb, dir, asOf, tenant }: Options): readonly string[] | null {
  if (!isLocalDate(asOf)) throw new BadInput(`--as-of is no day as YYYY-MM-DD: "${asOf}".`);
  if (!isTenantKey(tenant)) throw new BadInput(`--tenant has small letters, digits and hyphens: "${tenant}".`);
  if (icb.length === 0) throw new BadInput('--icb names no board.');
  if (!statSync(resolve(dir), { throwIfNoEntry: false })?.isDirectory())
    throw new BadInput(`--dir is no folder: "${dir}".`);
  return icb.includes('ALL') ? null : [...new Set(icb)];
}

/** Progress for whoever waits: nothing in the first two seconds. */
function slowProgress(): (message: string) => void {
  const started = performance.now();
  return (message) => {
    if (performance.now() - started > QUIET_MS) progress(message);
  };
}
