import { renderToStaticMarkup } from 'react-dom/server';
import { ContrastChart } from './contrast-chart.js';
import type { ContrastProps } from './contrast-layout.js';
import { FunnelChart } from './funnel-chart.js';
import type { FunnelProps } from './funnel-layout.js';
import { MonthlyChart } from './monthly-chart.js';
import type { MonthlyProps } from './monthly-layout.js';

export { summariseFunnel, summariseMonthly } from './chart-words.js';

/** The funnel plot as one SVG string, the same marks as on the page: for PDF, e-mail and the evidence pack. */
export function renderFunnelSvg(props: FunnelProps): string {
  return renderToStaticMarkup(<FunnelChart {...props} />);
}

/** The monthly chart as one SVG string. */
export function renderMonthlySvg(props: MonthlyProps): string {
  return renderToStaticMarkup(<MonthlyChart {...props} />);
}

/** Two shares of each unit as one SVG string. */
export function renderContrastSvg(props: ContrastProps): string {
  return renderToStaticMarkup(<ContrastChart {...props} />);
}
