import type { PackSection } from '@quorate/libs/evidence';
import { methodText, type RegulatoryRegime } from '@quorate/libs/signals';
import { type PackSource } from '../pack-ask.js';
import { flattened, tableOf } from './table.js';

/** The rules under which the signal was opened, as they stood then. */
export interface RulesRow {
  readonly code: string;
  readonly version: number;
  readonly inForceFrom: string;
  readonly body: RegulatoryRegime;
}

/** The regime of an id, such as a signal names. */
export async function readRules(source: PackSource, regimeId: string): Promise<RulesRow> {
  const [found] = await source.query<RulesRow>(
    `select code, version, in_force_from::text as "inForceFrom", body from regulatory_regime where tenant_id = $1 and regime_id = $2`,
    [source.tenantId, regimeId],
  );
  if (!found) throw new Error('A pack under rules that are not there.');
  return found;
}

/** The rules in force, and what a signal copied of them when it was opened; undefined where there is none. */
export function rulesSection(rules: RulesRow, thresholds: unknown): PackSection {
  const rows = [
    ...flattened({ code: rules.code, version: rules.version, inForceFrom: rules.inForceFrom }),
    ...flattened(rules.body),
    ...(thresholds === undefined ? [] : flattened(thresholds, 'copiedIntoTheSignal')),
  ];
  return tableOf(
    {
      name: 'rules',
      title: 'Rules in force',
      about:
        thresholds === undefined
          ? 'The regulatory regime in force when this was read, item by item.'
          : 'The regulatory regime under which the signal was opened, item by item, and the thresholds that were copied into the signal; a later change of the rules changes neither.',
    },
    {
      item: { title: 'Item', cell: ({ path }) => path },
      value: { title: 'Value', cell: ({ value }) => value },
    },
    rows,
  );
}

/** How a signal arises and what it cannot say, as the product tells it on its page. */
export function methodSection({ body }: RulesRow): PackSection {
  const { arises, cannotSay } = methodText({ ...body.thresholds, ...body.times });
  return tableOf(
    {
      name: 'method',
      title: 'How a signal arises, and what it cannot say',
      about: 'The method in words, with the numbers of the rules in force. It rests on all providers of the system.',
    },
    {
      part: { title: 'Part', cell: ({ part }) => part },
      text: { title: 'Text', cell: ({ text }) => text },
    },
    [
      ...arises.map(({ lead, text }, at) => ({ part: `How it arises, ${at + 1}`, text: `${lead} ${text}` })),
      ...cannotSay.map((text, at) => ({ part: `What it cannot say, ${at + 1}`, text })),
    ],
  );
}
