import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ContrastProps, FunnelProps, MonthlyProps } from '@quorate/libs/engagement';
import type { Settings } from '../platform/settings.js';

/** The web client's own charts, built for the server: the same marks as on the page. */
export interface Charts {
  renderFunnelSvg(props: FunnelProps): string;
  renderMonthlySvg(props: MonthlyProps): string;
  renderContrastSvg(props: ContrastProps): string;
  /** What the monthly chart shows, in words. */
  summariseMonthly(props: MonthlyProps): string;
}

/** Loaded when a chart is first asked for, so that a server without a built client starts all the same. */
export async function loadCharts(settings: Pick<Settings, 'WEB_DIST_DIR'>): Promise<Charts | null> {
  const file = join(webDist(settings.WEB_DIST_DIR), 'server', 'render-charts.js');
  if (!existsSync(file)) return null;
  return (await import(pathToFileURL(file).href)) as Charts;
}

function webDist(configured: string | undefined): string {
  if (configured) return resolve(configured);
  let at = import.meta.dirname;
  while (!existsSync(join(at, 'web', 'package.json')) && dirname(at) !== at) at = dirname(at);
  return join(at, 'web', 'dist');
}
