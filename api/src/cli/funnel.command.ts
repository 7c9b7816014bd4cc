import { funnel } from '@quorate/libs/statistics';
import { readFunnelUnits } from '../interop/registers/read-funnel-units.js';
import { type AddCommand, print, progress } from './command.js';
import { orBadInput } from './or-bad-input.js';

/** `quorate funnel --in FILE`: which units lie above what the ordinary spread between units explains. */
export const addFunnel: AddCommand = (program) => {
  program
    .command('funnel')
    .description('Funnel limits, adjusted for over-dispersion, over a CSV file with the columns unit,events,total')
    .requiredOption('--in <file>', 'CSV (or CSV in gzip) with the header unit,events,total; one line for each unit')
    .addHelpText(
      'after',
      '\nPrints {units, rate, phi, tau2, limits, high95, high998}. Arcsine scale, z winsorised by 10 %, additive over-dispersion.',
    )
    .action(({ in: file }: { in: string }) => {
      const units = orBadInput(() => readFunnelUnits(file));
      const { leftOut, ...result } = funnel(units);
      if (leftOut.length > 0) progress(`Left out, with a total of 0: ${leftOut.join(', ')}`);
      print(result);
    });
};
