import { writeFileSync } from 'node:fs';
import { buildFrame, evaluate, FIRST_EVALUATION, scoreMonths } from '@quorate/libs/withholding';
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
  const dates = [economy.start, ...economy.evaluationDates];
  const lines = scoreMonths(evaluations).map(({ evaluation, score, isFlagged, flaggedAt }) => {
    const provider = frame.providers[evaluation.provider];
    const flagged = isFlagged ? `1,${lastDayBefore(dates[flaggedAt + 1] as string)}` : '0,';
    return `${provider},${(dates[evaluation.evaluation] as string).slice(0, 7)},${score.toFixed(6)},${flagged}`;
  });
  write(options.out, ['provider_id,period,score,flagged,flagged_at', ...lines]);
  return {
    rows: lines.length,
    providers: frame.providers.length,
    evaluations: Math.max(0, economy.evaluationDates.length - FIRST_EVALUATION),
    ms: Math.round(performance.now() - started),
  };
}

/** A flag is raised on the last day of its month. */
function lastDayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function write(file: string, lines: readonly string[]): void {
  try {
    writeFileSync(file, `${lines.join('\n')}\n`);
  } catch (cause) {
    throw new BadInput(`${file} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
