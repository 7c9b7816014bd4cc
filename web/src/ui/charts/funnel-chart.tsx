import { Group } from '@visx/group';
import { LinePath } from '@visx/shape';
import { ChartText, Mark, type MarkShape, type PointActions, PointList, ShareAxis, SideLabels } from './chart-parts.js';
import { describePoint } from './chart-words.js';
import {
  defaultWords,
  type FunnelLayout,
  type FunnelLimit,
  type FunnelProps,
  type FunnelZone,
  fontSize,
  layOutFunnel,
} from './funnel-layout.js';
import { palette } from './palette.js';

interface Look {
  readonly shape: MarkShape;
  readonly colour: string;
}

const looks: Record<FunnelZone, Look> = {
  within: { shape: 'circle', colour: palette.within },
  above95: { shape: 'triangle', colour: palette.outside95 },
  below95: { shape: 'triangle', colour: palette.outside95 },
  above998: { shape: 'diamond', colour: palette.outside998 },
  below998: { shape: 'diamond', colour: palette.outside998 },
};

/**
 * A funnel plot: each unit's share against its size, with prediction limits of 95% and 99.8%. Only units outside are named, so that
 * it never becomes a league table. The server draws the same with renderFunnelSvg.
 * source Spiegelhalter 2005, funnel plots for comparing institutional performance
 */
export function FunnelChart({ hrefOf, onOpen, ...props }: FunnelProps & PointActions) {
  const layout = layOutFunnel(props);
  const words = props.words ?? defaultWords;
  const { width, height, plot, x, y, points } = layout;
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
      <Limits layout={layout} />
      <Group aria-hidden="true">
        {layout.xTicks.map((tick) => (
          <ChartText key={tick} x={x(tick)} y={plot.y + plot.height + 14} anchor="middle">
            {tick.toLocaleString('en-GB')}
          </ChartText>
        ))}
        <ChartText x={plot.x + plot.width / 2} y={plot.y + plot.height + 38} anchor="middle">
          {`Number of ${words.total}`}
        </ChartText>
        <line
          className="q-chart__line"
          x1={plot.x}
          x2={plot.x + plot.width}
          y1={y(props.overall)}
          y2={y(props.overall)}
          stroke={palette.mean}
          strokeWidth={1.5}
        />
      </Group>
      <SideLabels sides={layout.sides} edge={plot.x + plot.width} />
      <PointLabels layout={layout} />
      <PointList
        label={`${words.unit[1]}, from the fewest ${words.total} to the most`}
        width={width}
        height={height}
        hrefOf={hrefOf}
        onOpen={onOpen}
        points={points.map((point) => ({
          id: point.unit.id,
          x: point.x,
          y: point.y,
          words: describePoint(point),
          mark: <Mark {...looks[point.zone]} x={point.x} y={point.y} out={point.zone !== 'within'} />,
        }))}
      />
    </svg>
  );
}

type Bound = Exclude<keyof FunnelLimit, 'total'>;

function Limits({ layout }: { readonly layout: FunnelLayout }) {
  const { drawnLimits, x, y } = layout;
  const line = (bound: Bound) =>
    drawnLimits.map((limit) => ({ x: x(limit.total), y: y(Math.min(1, Math.max(0, limit[bound]))) }));
  const band = [...line('upper95'), ...line('lower95').reverse()];
  if (drawnLimits.length < 2) return null;
  return (
    <Group aria-hidden="true">
      <path
        className="q-chart__band"
        d={`M${band.map((p) => `${round(p.x)} ${round(p.y)}`).join('L')}Z`}
        fill={palette.band}
      />
      {(['upper998', 'lower998', 'upper95', 'lower95'] as const).map((bound) => (
        <LinePath
          key={bound}
          className="q-chart__line"
          data={line(bound)}
          x={(p) => round(p.x)}
          y={(p) => round(p.y)}
          stroke={palette.limit}
          strokeWidth={1.5}
          strokeDasharray={bound.endsWith('95') ? '5 4' : undefined}
          fill="none"
        />
      ))}
    </Group>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function PointLabels({ layout }: { readonly layout: FunnelLayout }) {
  const size = layout.width < 480 ? 12 : fontSize;
  return (
    <Group aria-hidden="true">
      {layout.labels.map((label) => {
        const point = layout.points.find((p) => p.unit.id === label.id);
        if (!point) return null;
        const { box } = label;
        const nearX = Math.min(box.x + box.width, Math.max(box.x, point.x));
        return (
          <g key={label.id} data-label={label.id}>
            {label.away ? (
              <line
                className="q-chart__line"
                x1={point.x}
                y1={point.y}
                x2={nearX}
                y2={box.y + box.height / 2}
                stroke={palette.axis}
                strokeWidth={1}
              />
            ) : null}
            <ChartText x={box.x + 2} y={box.y + box.height / 2} bold size={size}>
              {point.unit.name}
            </ChartText>
          </g>
        );
      })}
    </Group>
  );
}
