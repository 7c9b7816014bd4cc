import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { buildFrame, evaluate, FIRST_EVALUATION, flagsCsv, scoreMonths } from '@quorate/libs/withholding';
import { readEconomy } from '../interop/economies/read-economy.js';
import { type AddCommand, BadInput, print, progress } from './command.js';
import { orBadInput } from './or-bad-input.js';

interface Options {
  readonly in: string;
  readonly out: string;
}

/** `quorate detect --in DIR --out FILE`: the probability, by provider and month, that staff are systematically held back. */
export const addDetect: AddCommand = (program) => {
  program
    .command('detect')
    .description('Score and flag providers by month from the attendance of a health economy')
    .requiredOption('--in <dir>', 'folder with meta.json and the CSV files of one economy')
    .requiredOption('--out <file>', 'CSV to write: provider_id,period,score,flagged,flagged_at')
    .addHelpText(
      'after',
      '\nPrints {rows, providers, evaluations, ms}. A month is scored from what was known by its end only. A score is a reason to ask, not a finding.',
    )
    .action((options: Options) => print(detect(options)));
};

/** Reads an economy, writes its scores and flags, and says how much that was. */
export function detect(options: Options) {
  const started = performance.now();
  const economy = orBadInput(() => readEconomy(options.in));
  const frame = buildFrame(economy);
  const evaluations = evaluate(frame, (done, of) => progress(`Evaluated month ${done} of ${of}`));
  const months = scoreMonths(evaluations);
  write(options.out, flagsCsv(economy, months));
  return {
    rows: months.length,
    providers: frame.providers.length,
    evaluations: Math.max(0, economy.evaluationDates.length - FIRST_EVALUATION),
    ms: Math.round(performance.now() - started),
  };
}

/** Whole or not at all: a reader never finds half a file. */
function write(file: string, text: string): void {
  const half = `${file}.part`;
  try {
    writeFileSync(half, text);
    renameSync(half, file);
  } catch (cause) {
    rmSync(half, { force: true });
    throw new BadInput(`${file} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
