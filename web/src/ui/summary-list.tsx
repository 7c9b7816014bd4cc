import type { ReactNode } from 'react';

export interface SummaryItem {
  readonly key: string;
  readonly value: ReactNode;
  /** A Change link or button; give it `about`. */
  readonly action?: ReactNode;
}

/** Names and values, one under the other. */
export function SummaryList({
  items,
  compact = false,
}: {
  readonly items: readonly SummaryItem[];
  readonly compact?: boolean;
}) {
  return (
    <dl className={compact ? 'nhsuk-summary-list q-summary q-summary--compact' : 'nhsuk-summary-list q-summary'}>
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
