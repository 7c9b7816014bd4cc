import { Group } from '@visx/group';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import type { Box } from './boxes.js';
import { fontSize } from './funnel-layout.js';
import { palette } from './palette.js';
import { textWidth } from './text-width.js';

const percents = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** The axis of shares, with light lines across the plot. */
export function ShareAxis({ plot, y }: { readonly plot: Box; readonly y: (share: number) => number }) {
  return (
    <Group aria-hidden="true">
      {percents.map((share) => (
        <g key={share}>
          <line
            className="q-chart__grid"
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={y(share)}
            y2={y(share)}
            stroke={palette.grid}
            strokeWidth={1}
          />
          <text
            x={plot.x - 8}
            y={y(share)}
            dy="0.35em"
            textAnchor="end"
            fontSize={fontSize}
            fontFamily="arial, sans-serif"
            fill={palette.ink}
          >
            {`${Math.round(share * 100)}%`}
          </text>
        </g>
      ))}
      <line
        className="q-chart__line"
        x1={plot.x}
        x2={plot.x}
        y1={plot.y}
        y2={plot.y + plot.height}
        stroke={palette.axis}
        strokeWidth={1}
      />
      <line
        className="q-chart__line"
        x1={plot.x}
        x2={plot.x + plot.width}
        y1={plot.y + plot.height}
        y2={plot.y + plot.height}
        stroke={palette.axis}
        strokeWidth={1}
      />
    </Group>
  );
}

export function ChartText({
  x,
  y,
  anchor = 'start',
  bold,
  size = fontSize,
  children,
}: {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly size?: number;
  readonly children: string;
}) {
  return (
    <text
      x={x}
      y={y}
      dy="0.35em"
      textAnchor={anchor}
      fontSize={size}
      fontWeight={bold ? 700 : 400}
      fontFamily="arial, sans-serif"
      fill={palette.ink}
      stroke={palette.paper}
      strokeWidth={3}
      strokeLinejoin="round"
      paintOrder="stroke"
    >
      {children}
    </text>
  );
}

/** Names of lines at the right edge, each joined to its line by a short stroke when it had to move. */
export function SideLabels({
  sides,
  edge,
}: {
  readonly sides: readonly { readonly key: string; readonly text: string; readonly box: Box; readonly lineY: number }[];
  readonly edge: number;
}) {
  return (
    <Group aria-hidden="true">
      {sides.map((side) => {
        const centre = side.box.y + side.box.height / 2;
        return (
          <g key={side.key} className="q-chart__side">
            {Math.abs(centre - side.lineY) > 2 ? (
              <line
                className="q-chart__line"
                x1={edge}
                x2={side.box.x - 2}
                y1={side.lineY}
                y2={centre}
                stroke={palette.limit}
                strokeWidth={0.75}
              />
            ) : null}
            <ChartText x={side.box.x} y={centre}>
              {side.text}
            </ChartText>
          </g>
        );
      })}
    </Group>
  );
}

export type MarkShape = 'circle' | 'triangle' | 'diamond' | 'square' | 'cross';

/** A mark whose shape alone says what it is. */
export function Mark({
  shape,
  x,
  y,
  colour,
  out,
}: {
  readonly shape: MarkShape;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly out?: boolean;
}) {
  const look = {
    className: out ? 'q-chart__mark q-chart__mark--out' : 'q-chart__mark',
    fill: colour,
    stroke: palette.paper,
    strokeWidth: 1,
  };
  switch (shape) {
    case 'circle':
      return <circle {...look} cx={x} cy={y} r={5.5} />;
    case 'square':
      return <rect {...look} x={x - 5.5} y={y - 5.5} width={11} height={11} />;
    case 'diamond':
      return <path {...look} d={`M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z`} />;
    case 'triangle':
      return <path {...look} d={`M${x} ${y - 7.5}L${x + 7.5} ${y + 6}L${x - 7.5} ${y + 6}Z`} />;
    case 'cross':
      return (
        <path
          className="q-chart__line"
          d={`M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x + 4} ${y - 4}L${x - 4} ${y + 4}`}
          stroke={palette.axis}
          strokeWidth={1.5}
          fill="none"
        />
      );
  }
}

export interface ChartPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Read out, and shown while pointed at or focused. */
  readonly words: string;
  readonly mark: ReactNode;
  /** False for a gap, which has no rows to open. */
  readonly opens?: boolean;
}

export interface PointActions {
  /** The page with the rows behind a point; it makes each point a link. */
  readonly hrefOf?: (id: string) => string;
  /** Called instead of leaving the page when a point is pressed or Enter is typed. */
  readonly onOpen?: (id: string) => void;
}

interface PointListProps extends PointActions {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly width: number;
  readonly height: number;
}

/** The points of a chart as one Tab stop: arrows, Home and End move between them, Enter opens one. */
export function PointList({ label, points, width, height, hrefOf, onOpen }: PointListProps) {
  const [at, setAt] = useState(0);
  const [pointed, setPointed] = useState<string | null>(null);
  const stop = Math.min(at, Math.max(0, points.length - 1));
  const shown = points.find((point) => point.id === pointed);

  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    const last = points.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: stop + 1,
      ArrowDown: stop + 1,
      ArrowLeft: stop - 1,
      ArrowUp: stop - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.min(last, Math.max(0, next));
    setAt(index);
    event.currentTarget.querySelectorAll<SVGElement>('[data-point]')[index]?.focus();
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no list element in SVG */}
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a g is no control */}
      <g role="list" aria-label={label} onKeyDown={onKeyDown}>
        {points.map((point, index) => (
          // biome-ignore lint/a11y/useSemanticElements: there is no list item element in SVG
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a g is no control
          <g role="listitem" key={point.id}>
            <PointElement
              point={point}
              tabIndex={index === stop ? 0 : -1}
              href={point.opens === false ? undefined : hrefOf?.(point.id)}
              onOpen={point.opens === false ? undefined : onOpen}
              onEnter={() => {
                setPointed(point.id);
              }}
              onFocus={() => {
                setAt(index);
                setPointed(point.id);
              }}
              onLeave={() => setPointed(null)}
            />
          </g>
        ))}
      </g>
      {shown ? <Tip point={shown} width={width} height={height} /> : null}
    </>
  );
}

interface PointElementProps {
  readonly point: ChartPoint;
  readonly tabIndex: number;
  readonly href?: string;
  readonly onOpen?: (id: string) => void;
  readonly onEnter: () => void;
  readonly onFocus: () => void;
  readonly onLeave: () => void;
}

function PointElement({ point, tabIndex, href, onOpen, onEnter, onFocus, onLeave }: PointElementProps) {
  const shared = {
    'data-point': point.id,
    'aria-label': point.words,
    tabIndex,
    onFocus,
    onBlur: onLeave,
    onPointerEnter: onEnter,
    onPointerLeave: onLeave,
  };
  const inside = (
    <>
      <circle className="q-chart__hit" cx={point.x} cy={point.y} r={13} fill="transparent" />
      {point.mark}
      <circle
        className="q-chart__ring"
        cx={point.x}
        cy={point.y}
        r={11}
        fill="none"
        stroke={palette.focus}
        strokeWidth={3}
        visibility="hidden"
      />
    </>
  );
  function open(event: MouseEvent | KeyboardEvent) {
    if (!onOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(point.id);
  }
  if (href !== undefined)
    return (
      <a {...shared} href={href} onClick={open}>
        {inside}
      </a>
    );
  if (onOpen)
    return (
      // biome-ignore lint/a11y/useSemanticElements: there is no button element in SVG
      <g
        {...shared}
        role="button"
        onClick={open}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ' ? open(event) : undefined)}
      >
        {inside}
      </g>
    );
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a g is no control; each value can be read by keyboard
    <g {...shared} role="img">
      {inside}
    </g>
  );
}

/** The words of the point under the pointer or the focus, kept inside the drawing. */
function Tip({
  point,
  width,
  height,
}: {
  readonly point: ChartPoint;
  readonly width: number;
  readonly height: number;
}) {
  const [name, ...rest] = point.words.split(': ');
  const lines = [name ?? '', rest.join(': ')].filter(Boolean);
  const boxWidth = Math.min(width - 4, Math.max(...lines.map((line, i) => textWidth(line, fontSize, i === 0))) + 16);
  const boxHeight = lines.length * 18 + 8;
  const x = Math.min(width - boxWidth - 2, Math.max(2, point.x - boxWidth / 2));
  const above = point.y - 18 - boxHeight;
  const y = above >= 2 ? above : Math.min(height - boxHeight - 2, point.y + 18);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a g cannot take the focus
    <g aria-hidden="true" pointerEvents="none">
      <rect
        className="q-chart__tip"
        x={x}
        y={y}
        width={boxWidth}
        height={boxHeight}
        fill={palette.paper}
        stroke={palette.ink}
        strokeWidth={1}
      />
      {lines.map((line, index) => (
        <ChartText key={line} x={x + 8} y={y + 13 + index * 18} bold={index === 0}>
          {line}
        </ChartText>
      ))}
    </g>
  );
}
