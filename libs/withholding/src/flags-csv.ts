import { addDays } from '@quorate/libs/time';
import type { Economy } from './economy.js';
import type { ProviderMonth } from './score.js';

const HEADER = 'provider_id,period,score,flagged,flagged_at';

/**
 * Scores and flags as the benchmark's scorer reads them, one line for each provider and month.
 *   units  period YYYY-MM; a flag is dated on the last day of the month in which it opened
 */
export function flagsCsv(
  economy: Pick<Economy, 'start' | 'evaluationDates' | 'providers'>,
  months: readonly ProviderMonth[],
): string {
  const begins = [economy.start, ...economy.evaluationDates];
  const lines = months.map(({ evaluation, score, isFlagged, flaggedAt }) => {
    const provider = cell(economy.providers[evaluation.provider]?.providerId ?? '');
    const period = (begins[evaluation.evaluation] as string).slice(0, 7);
    const flag = isFlagged ? `1,${addDays(begins[flaggedAt + 1] as string, -1)}` : '0,';
    return `${provider},${period},${score.toFixed(6)},${flag}`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
