import { Group } from '@visx/group';
import { LinePath } from '@visx/shape';
import { ChartText, Mark, type PointActions, PointList, ShareAxis, SideLabels } from './chart-parts.js';
import { describeMonth } from './chart-words.js';
import { layOutMonthly, type MonthlyProps } from './monthly-layout.js';
import { palette } from './palette.js';

/**
 * One share a month with its mean and limits (an XmR chart). A month without data is a gap and a cross at the foot, never a 0.
 * The server draws the same with renderMonthlySvg. Ids of points are their months.
 */
export function MonthlyChart({ hrefOf, onOpen, ...props }: MonthlyProps & PointActions) {
  const { width, height, plot, y, months, runs, sides, marks, xTicks } = layOutMonthly(props);
  const foot = plot.y + plot.height;
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG that holds focusable points is a group
    <svg
      className="q-chart"
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="group"
      aria-label={props.title}
    >
      <rect className="q-chart__paper" x={0} y={0} width={width} height={height} fill={palette.paper} />
      <ShareAxis plot={plot} y={y} />
      <Group aria-hidden="true">
        {sides.map((side) => (
          <line
            key={side.key}
            className="q-chart__line"
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={side.lineY}
            y2={side.lineY}
            stroke={side.key === 'mean' ? palette.mean : palette.limit}
            strokeWidth={1.5}
            strokeDasharray={side.key === 'mean' ? undefined : '5 4'}
          />
        ))}
        {marks.map((mark) => (
          <line
            key={`${mark.x} ${mark.words}`}
            className="q-chart__line"
            x1={mark.x}
            x2={mark.x}
            y1={plot.y}
            y2={foot}
            stroke={palette.axis}
            strokeWidth={2}
            strokeDasharray="2 4"
          />
        ))}
        {xTicks.map((tick) => (
          <g key={tick.month}>
            <line
              className="q-chart__line"
              x1={tick.x}
              x2={tick.x}
              y1={foot}
              y2={foot + 5}
              stroke={palette.axis}
              strokeWidth={1}
            />
            <ChartText x={tick.box.x} y={foot + 18}>
              {tick.text}
            </ChartText>
          </g>
        ))}
        {runs.map((run) => (
          <LinePath
            key={run[0]?.x}
            className="q-chart__line"
            data={[...run]}
            x={(p) => Math.round(p.x * 100) / 100}
            y={(p) => Math.round(p.y * 100) / 100}
            stroke={palette.within}
            strokeWidth={2}
            fill="none"
          />
        ))}
      </Group>
      <SideLabels sides={sides} edge={plot.x + plot.width} />
      <PointList
        label="Months"
        width={width}
        height={height}
        hrefOf={hrefOf}
        onOpen={onOpen}
        points={months.map(({ point, x, y: at }) => ({
          id: point.month,
          x,
          y: at ?? foot - 8,
          words: describeMonth(point),
          opens: at !== null,
          mark:
            at === null ? (
              <Mark shape="cross" x={x} y={foot - 8} colour={palette.axis} />
            ) : (
              <Mark
                shape={point.signal ? 'square' : 'circle'}
                x={x}
                y={at}
                colour={point.signal ? palette.outside95 : palette.within}
                out={Boolean(point.signal)}
              />
            ),
        }))}
      />
    </svg>
  );
}
