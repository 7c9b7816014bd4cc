import { type ReactNode, useEffect, useRef, useState } from 'react';
import { classNames } from '../class-names.js';
import { type Column, DataTable } from '../data-table.js';

export interface ChartWithTableProps<Row> {
  /** The finding: also the chart's title. */
  readonly title: string;
  readonly subtitle: string;
  /** What the chart shows, in words: summariseFunnel or summariseMonthly. It stands before the drawing. */
  readonly summary: string;
  readonly headingLevel?: 2 | 3;
  /** Draws the chart at the given width in pixels. */
  readonly chart: (width: number) => ReactNode;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Table under the chart instead of beside it. */
  readonly stacked?: boolean;
}

/** A chart with its finding, its words and its numbers as a table. */
export function ChartWithTable<Row>(props: ChartWithTableProps<Row>) {
  const Heading = `h${props.headingLevel ?? 2}` as const;
  const room = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = room.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth || 720);
    if (typeof ResizeObserver === 'undefined') return measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <figure className="q-figure">
      <figcaption>
        <Heading className="nhsuk-heading-m">{props.title}</Heading>
        <p className="q-figure__subtitle">{props.subtitle}</p>
        <p>{props.summary}</p>
      </figcaption>
      <div className={classNames('q-figure__body', props.stacked && 'q-figure__body--stacked')}>
        <div className="q-figure__chart" ref={room}>
          {width > 0 ? props.chart(width) : null}
        </div>
        <div className="q-figure__table">
          <DataTable
            caption={props.caption}
            columns={props.columns}
            rows={props.rows}
            rowKey={props.rowKey}
            empty="No data"
            tall
          />
        </div>
      </div>
    </figure>
  );
}
