import { Group } from '@visx/group';
import { ChartText, Mark, type PointActions, PointList } from './chart-parts.js';
import { describeContrast } from './chart-words.js';
import { type ContrastProps, layOutContrast } from './contrast-layout.js';
import { fontSize } from './funnel-layout.js';
import { palette } from './palette.js';

/**
 * Two shares of each unit on one line, a circle and a square, in the order given. The server draws the same with
 * renderContrastSvg. Ids of points are the unit's id with ":first" or ":second".
 */
export function ContrastChart({ hrefOf, onOpen, ...props }: ContrastProps & PointActions) {
  const { width, height, plot, ticks, lines, key } = layOutContrast(props);
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
      <Group aria-hidden="true">
        {key.map(({ x, y, shape, words }) => (
          <g key={words}>
            <Mark shape={shape} x={x} y={y} colour={colours[shape]} />
            <ChartText x={x + 12} y={y}>
              {words}
            </ChartText>
          </g>
        ))}
        {ticks.map((tick) => (
          <g key={tick.share}>
            <line
              className="q-chart__grid"
              x1={tick.x}
              x2={tick.x}
              y1={plot.y}
              y2={plot.y + plot.height}
              stroke={palette.grid}
              strokeWidth={1}
            />
            <ChartText x={tick.x} y={plot.y + plot.height + 14} anchor="middle" size={fontSize}>
              {`${Math.round(tick.share * 100)}%`}
            </ChartText>
          </g>
        ))}
        {lines.map(({ row, nameY, y, from, to }) => (
          <g key={row.id}>
            <ChartText x={plot.x} y={nameY}>
              {row.name}
            </ChartText>
            <line className="q-chart__line" x1={from} x2={to} y1={y} y2={y} stroke={palette.limit} strokeWidth={2} />
          </g>
        ))}
      </Group>
      <PointList
        label={`${props.words[0]} and ${props.words[1]}`}
        width={width}
        height={height}
        hrefOf={hrefOf}
        onOpen={onOpen}
        points={lines.flatMap(({ row, y, marks }) =>
          marks.map(({ side, shape, x, of }) => ({
            id: `${row.id}:${side}`,
            x,
            y,
            words: describeContrast(row.name, props.words[side === 'first' ? 0 : 1], of),
            mark: <Mark shape={shape} x={x} y={y} colour={colours[shape]} />,
          })),
        )}
      />
    </svg>
  );
}

const colours = { circle: palette.within, square: palette.outside95 } as const;
