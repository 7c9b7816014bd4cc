import type { ReactNode } from 'react';
import { formatDate, formatDateTime } from './dates.js';

export interface TimelineEntry {
  readonly id: string;
  /** An instant or a local date. */
  readonly at: string;
  readonly title: ReactNode;
  readonly by?: string;
  readonly children?: ReactNode;
  /** Still to come. */
  readonly future?: boolean;
}

/** What happened, one under the other, in the order given. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="q-timeline">
      {entries.map((entry) => (
        <li
          className={entry.future ? 'q-timeline__entry q-timeline__entry--future' : 'q-timeline__entry'}
          key={entry.id}
        >
          <p className="q-timeline__title">{entry.title}</p>
          <p className="q-timeline__meta">
            <time dateTime={entry.at}>{entry.at.length === 10 ? formatDate(entry.at) : formatDateTime(entry.at)}</time>
            {entry.by ? `, ${entry.by}` : null}
          </p>
          {entry.children ? <div className="q-timeline__body">{entry.children}</div> : null}
        </li>
      ))}
    </ol>
  );
}
