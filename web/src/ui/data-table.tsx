import { type ReactNode, useMemo, useRef, useState } from 'react';
import { classNames } from './class-names.js';
import { useAnnounce } from './live-region.js';
import { useOverflows } from './use-overflows.js';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** The cell that names the row; the first column unless said otherwise. */
  readonly rowHeader?: boolean;
  /** Makes the column sortable. Null sorts last either way: a missing value is not a zero. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** For a column of buttons: the header is read out but not shown. */
  readonly headerHidden?: boolean;
  /** Keeps names and phrases from being broken into a word a line where the table is wider than the screen anyway. */
  readonly roomy?: boolean;
}

export interface Sort {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataTableProps<Row> {
  /** Names the table, and the scroll region when it is too wide for the screen. */
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What to show instead of a table without rows: words, or an EmptyState. */
  readonly empty: ReactNode;
  /** With both given the page sorts (for example on the server, kept in the URL); without them the table does. */
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** Limits the height; the rest scrolls under a fixed header. */
  readonly tall?: boolean;
  /** On a phone each row becomes a card: right for registers and lists of actions. Numbers to compare are better left to scroll. */
  readonly stack?: boolean;
}

function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const by = columns.find((column) => column.key === sort?.key)?.sortBy;
  if (!by || !sort) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)];
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0);
    return (
      sign *
      (typeof x === 'number' && typeof y === 'number'
        ? x - y
        : String(x).localeCompare(String(y), 'en-GB', { numeric: true }))
    );
  });
}

/** A table that scrolls sideways inside its own box on small screens, with a caption, optional sorting and words when empty. */
export function DataTable<Row>({
  caption,
  captionHidden,
  columns,
  rows,
  rowKey,
  empty,
  sort,
  onSort,
  tall,
  stack = false,
}: DataTableProps<Row>) {
  const [ownSort, setOwnSort] = useState<Sort | null>(null);
  const announce = useAnnounce();
  const shownSort = onSort ? (sort ?? null) : ownSort;
  const shownRows = useMemo(() => (onSort ? rows : sortRows(rows, columns, ownSort)), [onSort, rows, columns, ownSort]);
  const rowHeader = columns.find((column) => column.rowHeader)?.key ?? columns[0]?.key;

  function sortOn(column: Column<Row>) {
    const again = shownSort?.key === column.key && shownSort.direction === 'ascending';
    const next: Sort = { key: column.key, direction: again ? 'descending' : 'ascending' };
    (onSort ?? setOwnSort)(next);
    announce(`Sorted by ${column.header}, ${next.direction}`);
  }

  // A table shown as blocks loses its meaning for screen readers unless the roles are said.
  const role = (name: string) => (stack ? { role: name } : {});
  if (rows.length === 0) return <div className="q-table-empty">{empty}</div>;
  return (
    <ScrollBox label={caption} tall={tall}>
      <table
        className={classNames('nhsuk-table nhsuk-table--compact q-table', stack && 'q-table--stack')}
        {...role('table')}
      >
        <caption
          className={classNames(
            'nhsuk-table__caption nhsuk-table__caption--s',
            captionHidden && 'nhsuk-u-visually-hidden',
          )}
        >
          {caption}
        </caption>
        <thead className="nhsuk-table__head" {...role('rowgroup')}>
          <tr className="nhsuk-table__row" {...role('row')}>
            {columns.map((column) => (
              <HeaderCell
                key={column.key}
                column={column}
                stack={stack}
                sort={shownSort}
                onSort={() => sortOn(column)}
              />
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body" {...role('rowgroup')}>
          {shownRows.map((row) => (
            <tr className="nhsuk-table__row" key={rowKey(row)} {...role('row')}>
              {columns.map((column) => (
                <BodyCell key={column.key} column={column} isHeader={column.key === rowHeader} stack={stack}>
                  {column.cell(row)}
                </BodyCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Becomes a region that the keyboard can reach only while there is something to scroll. */
function ScrollBox({
  label,
  tall,
  children,
}: {
  readonly label: string;
  readonly tall?: boolean;
  readonly children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const overflows = useOverflows(box);
  const reachable = overflows ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {};
  return (
    <div className={classNames('q-scroll', tall && 'q-scroll--tall')} ref={box} {...reachable}>
      {children}
    </div>
  );
}

function HeaderCell<Row>({
  column,
  stack,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly stack: boolean;
  readonly sort: Sort | null;
  readonly onSort: () => void;
}) {
  const sorted = sort?.key === column.key ? sort.direction : 'none';
  const className = classNames('nhsuk-table__header', column.numeric && 'nhsuk-table__header--numeric');
  const roleOf = stack ? { role: 'columnheader' } : {};
  if (!column.sortBy)
    return (
      <th scope="col" className={className} {...roleOf}>
        {column.headerHidden ? <span className="nhsuk-u-visually-hidden">{column.header}</span> : column.header}
      </th>
    );
  return (
    <th scope="col" className={className} aria-sort={sorted} {...roleOf}>
      <button type="button" className="q-sort" onClick={onSort}>
        {column.header}
        <span aria-hidden="true" className="q-sort__arrow">
          {sorted === 'none' ? '↕' : sorted === 'ascending' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  );
}

function BodyCell<Row>({
  column,
  isHeader,
  stack,
  children,
}: {
  readonly column: Column<Row>;
  readonly isHeader: boolean;
  readonly stack: boolean;
  readonly children: ReactNode;
}) {
  const numeric = column.numeric;
  if (isHeader)
    return (
      <th
        scope="row"
        className={classNames(
          'nhsuk-table__header q-table__row-header',
          numeric && 'nhsuk-table__header--numeric',
          column.roomy && 'q-table__roomy',
        )}
        {...(stack ? { role: 'rowheader' } : {})}
      >
        {children}
      </th>
    );
  const onCard = stack ? { role: 'cell', 'data-label': column.headerHidden ? undefined : column.header } : {};
  return (
    <td
      className={classNames(
        'nhsuk-table__cell',
        numeric && 'nhsuk-table__cell--numeric',
        column.roomy && 'q-table__roomy',
      )}
      {...onCard}
    >
      {children}
    </td>
  );
}
