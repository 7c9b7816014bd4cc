import { Clock } from '../platform/clock.js';
import { readSettings, SettingsError } from '../platform/settings.js';
import { checkAuditCheckpoint, checkDatabase } from '../server/doctor/check-database.js';
import { checkMachine } from '../server/doctor/check-machine.js';
import { checkOutside } from '../server/doctor/check-outside.js';
import { bad, type Check, good } from '../server/doctor/checks.js';
import { type AddCommand, DoesNotHold, print, progress } from './command.js';

/** `quorate doctor`: what is configured, what answers, what is wrong and what to do. Exit 1 when something is wrong. */
export const addDoctor: AddCommand = (program) => {
  program
    .command('doctor')
    .description('Say what is configured, what answers, what is wrong and what to do: {ok, checks}')
    .action(async () => {
      const checks = await examine(process.env);
      const result = { ok: checks.every(({ ok }) => ok), checks };
      for (const { name, ok, detail, todo } of checks)
        progress(`${ok ? 'ok   ' : 'WRONG'} ${name}: ${detail}${todo && `. ${todo}`}`);
      if (!result.ok) throw new DoesNotHold(result);
      print(result);
    });
};

async function examine(environment: NodeJS.ProcessEnv): Promise<Check[]> {
  try {
    const settings = readSettings(environment);
    const database = await checkDatabase(settings, progress).catch((cause: unknown) => [
      bad(
        'database',
        (cause as Error).message.split('\n')[0] ?? 'failed',
        'See the message; its log is postgres.log in the data directory.',
      ),
    ]);
    return [
      good('settings', `all ${environment.DATABASE_URL ? 'of a server of your own' : 'of the embedded default'}`),
      ...(await checkMachine(settings)),
      ...database,
      ...(await checkOutside(settings)),
      checkAuditCheckpoint(settings, new Clock().now()),
    ];
  } catch (cause) {
    if (!(cause instanceof SettingsError)) throw cause;
    return cause.problems.map((problem) => bad('settings', problem, 'Every setting is described in .env.example.'));
  }
}
