import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { REGISTER_FORMATS, type RegisterFormat, readRegister } from '../interop/registers/read-register.js';
import { registerCounts } from '../interop/registers/register-counts.js';
import { registerFunnels } from '../interop/registers/register-funnels.js';
import { RegistersService } from '../interop/registers/registers.service.js';
import { Commands } from '../platform/commands.js';
import { Reads } from '../platform/reads.js';
import { createTenant, isTenantKey } from '../platform/tenants.js';
import { type AddCommand, BadInput, print, progress, withApp } from './command.js';
import { orBadInput } from './or-bad-input.js';

interface Options {
  readonly in?: string;
  readonly dir?: string;
  readonly tenant: string;
  readonly format?: RegisterFormat;
  readonly name?: string;
  readonly asAt: boolean;
  readonly sitting: boolean;
  readonly atLeast: number;
}

const HELP = `
A file is known by the columns of its header, plain or gzip; other columns are ignored:
  bundestag  meeting_id,person_id,outcome (yes, no, abstain, present / no_show, absent / unknown), in one folder with
             person_id,organisation,organisation_since (a person listed more than once has a history) and meeting_id,date.
             A sheet person_id,organisation_that_day with its date in its name is compared and told as exceptions.
  toronto    member_id,committee,meeting_no,session_date,present (Y, N or blank)
  gp         CCG_CODE,Appointment_Month,APPT_STATUS (Attended, DNA, Unknown),COUNT_OF_APPOINTMENTS
  ae         period,org_code,type,attendances,breaches
  csv        unit,member,sitting,date,outcome (present, absent or unknown) or, where only sums are known,
             unit,period,events,total with category and unknown

Prints {register, counts, changes, exceptions, funnel, otherFunnels}. "unknown" is neither present nor absent. Whose
member somebody was is never guessed: where it is not on record the rows are counted as "(no record)".
A file with a fault is refused whole, with its line, and nothing is stored (exit 2).`;

/** `quorate import register`: a published register into a tenant, with its funnel figures. */
export const addImportRegister: AddCommand = (program) => {
  importCommand(program)
    .command('register')
    .description('Import a register of attendance and work out its adjusted funnel figures')
    .option('--in <path>', 'the file, or the folder with the files of one register')
    .option('--dir <folder>', 'the same as --in, for a folder')
    .requiredOption('--tenant <key>', 'the integrated care system; created when it is not there')
    .addOption(
      new Option('--format <format>', 'only this kind of register, where a folder has several').choices([
        ...REGISTER_FORMATS,
      ]),
    )
    .option('--name <name>', 'what the register is stored as; the name of the file or folder unless told')
    .option('--as-at', 'count a person for an organisation only from when they belonged to it', false)
    .option('--sitting', 'count sitting days: absent is absent from everything of the day', false)
    .option(
      '--at-least <n>',
      'expected attendances a person needs to be a unit of the funnel by person',
      wholeAboveZero,
      20,
    )
    .addHelpText('after', HELP)
    .action(importRegister);
};

async function importRegister(options: Options): Promise<void> {
  const path = options.in ?? options.dir;
  if (path === undefined) throw new BadInput('Name the file or folder: --in PATH');
  if (!isTenantKey(options.tenant))
    throw new BadInput('A tenant key has small letters, digits and hyphens, and starts with a letter or digit.');
  const register = orBadInput(() => readRegister(path, options.format ?? null));
  const name = options.name ?? nameOf(path, register.source);
  progress(`Read ${register.source}`);
  const changes = await withApp(async (app) => {
    const platform = { commands: app.get(Commands), reads: app.get(Reads) };
    const { tenantId } = await createTenant(platform, { key: options.tenant, name: options.tenant, isDemo: false });
    return app.get(RegistersService).store(tenantId, name, register);
  });
  const choices = { asAt: options.asAt, bySitting: options.sitting, atLeast: options.atLeast };
  const [funnel = null, ...otherFunnels] = registerFunnels(register, choices);
  print({
    register: { name, format: register.format, files: register.source, storedAs: register.kind, ...choices },
    counts: registerCounts(register),
    changes,
    exceptions: register.exceptions,
    funnel,
    otherFunnels,
  });
}

/** The file's name for a register in one file, the folder's for one in several. */
function nameOf(path: string, source: string): string {
  return basename(source.includes(',') ? resolve(path) : source).replace(/\.csv(\.gz)?$/, '');
}

/** The `import` command that all imports hang on. */
function importCommand(program: Command): Command {
  return program.commands.find((command) => command.name() === 'import') ?? program.command('import');
}

function wholeAboveZero(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value === 0) throw new InvalidArgumentError('a whole number above 0');
  return value;
}
