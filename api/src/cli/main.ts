import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { SettingsError } from '../platform/settings.js';
import { readEnvironmentFile } from '../server/environment-file.js';
import { addAccountOpen } from './account-open.command.js';
import { addAuditVerify } from './audit-verify.command.js';
import { addBackup } from './backup.command.js';
import { BadInput, DoesNotHold, print } from './command.js';
import { addDemoLogins } from './demo-logins.command.js';
import { addDetect } from './detect.command.js';
import { addDoctor } from './doctor.command.js';
import { addEvidenceVerify } from './evidence-verify.command.js';
import { addFunnel } from './funnel.command.js';
import { addImportOds } from './import-ods.command.js';
import { addImportRegister } from './import-register.command.js';
import { addRestore } from './restore.command.js';
import { addStop } from './stop.command.js';
import { addToken } from './token.command.js';

/** Every command of the fixed command line, in the order of its help. */
const COMMANDS = [
  addToken,
  addDemoLogins,
  addAccountOpen,
  addAuditVerify,
  addEvidenceVerify,
  addBackup,
  addRestore,
  addFunnel,
  addDetect,
  addImportOds,
  addImportRegister,
  addDoctor,
  addStop,
];

async function main(): Promise<number> {
  readEnvironmentFile();
  const program = new Command('quorate')
    .description(
      'The command line of Quorate. JSON on standard output, messages on standard error; exit 0, 1 or 2 (bad input).',
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stderr.write(text) })
    .showHelpAfterError();
  for (const add of COMMANDS) add(program);
  try {
    await program.parseAsync(process.argv);
    return 0;
  } catch (cause) {
    return exitCode(cause);
  }
}

function exitCode(cause: unknown): number {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  if (cause instanceof DoesNotHold) {
    print(cause.result);
    return 1;
  }
  if (cause instanceof BadInput || cause instanceof SettingsError) {
    process.stderr.write(`${cause.message}\n`);
    return 2;
  }
  process.stderr.write(`${(cause as Error).stack ?? String(cause)}\n`);
  return 1;
}

process.exitCode = await main();
