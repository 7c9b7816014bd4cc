import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

export interface SummaryItem {
  readonly key: string;
  readonly value: ReactNode;
  /** A Change link or button; give it `about`. */
  readonly action?: ReactNode;
}

/** Names and values, one under the other; `columns` puts short ones beside each other where the screen is wide. */
export function SummaryList({
  items,
  compact = false,
  columns = false,
}: {
  readonly items: readonly SummaryItem[];
  readonly compact?: boolean;
  readonly columns?: boolean;
}) {
  return (
    <dl
      className={classNames(
        'nhsuk-summary-list q-summary',
        compact && 'q-summary--compact',
        columns && 'q-summary--columns',
      )}
    >
      {items.map((item) => (
        <div
          className={
            item.action ? 'nhsuk-summary-list__row' : 'nhsuk-summary-list__row nhsuk-summary-list__row--no-actions'
          }
          key={item.key}
        >
          <dt className="nhsuk-summary-list__key">{item.key}</dt>
          <dd className="nhsuk-summary-list__value">{item.value}</dd>
          {item.action ? <dd className="nhsuk-summary-list__actions">{item.action}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
