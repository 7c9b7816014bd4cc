import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { mayCall, OPERATIONS } from '@quorate/libs/access';
import { contrastProps, funnelProps, monthlyProps } from '@quorate/libs/engagement';
import type { Request, Response } from 'express';
import { GraphQLError } from 'graphql';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import { type Charts, loadCharts } from './charts.js';
import { organisationOf } from './engagement-cell.js';
import type { EngagementFilter } from './engagement-inputs.graphql.js';
import { IndicatorsReads } from './indicators.reads.js';

type ViewerRequest = Request & { viewer?: Viewer | null };
type Asked = Readonly<Record<string, unknown>>;

/** The charts of the engagement pages as SVG, behind the same walls as the pages: to print, to mail, to put in a pack. */
@Controller()
export class ChartsController {
  constructor(
    @Inject(IndicatorsReads) private readonly reads: IndicatorsReads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('/engagement/funnel.svg')
  funnel(@Req() request: ViewerRequest, @Res() response: Response, @Query() asked: Asked): Promise<void> {
    return this.send(request, response, 'Query.engagement', async (viewer, charts) => {
      const overview = await this.reads.overview(viewer, filterOf(asked));
      const props = overview && funnelProps(overview);
      return props && charts.renderFunnelSvg(props);
    });
  }

  @Get('/engagement/contrast.svg')
  contrast(@Req() request: ViewerRequest, @Res() response: Response, @Query() asked: Asked): Promise<void> {
    return this.send(request, response, 'Query.engagement', async (viewer, charts) => {
      const overview = await this.reads.overview(viewer, filterOf(asked));
      const props = overview && contrastProps(overview);
      return props && charts.renderContrastSvg(props);
    });
  }

  @Get('/engagement/monthly.svg')
  monthly(@Req() request: ViewerRequest, @Res() response: Response, @Query() asked: Asked): Promise<void> {
    return this.send(request, response, 'Query.providerEngagement', async (viewer, charts) => {
      const id = organisationOf(textOf(asked.organisationId) ?? '');
      const provider = id && (await this.reads.provider(viewer, id, filterOf(asked)));
      return provider && provider.byMonth.length > 0 ? charts.renderMonthlySvg(monthlyProps(provider)) : null;
    });
  }

  private async send(
    { viewer }: ViewerRequest,
    response: Response,
    operation: 'Query.engagement' | 'Query.providerEngagement',
    draw: (viewer: Viewer, charts: Charts) => Promise<string | null | ''>,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'private, no-store');
    if (!viewer) return refuse(response, 401, 'You are not signed in, or your session has ended. Sign in to go on.');
    const policy = OPERATIONS[operation];
    const charts = await loadCharts(this.settings);
    if (!charts) return refuse(response, 503, 'The charts have not been built. Run "npm run build", then try again.');
    try {
      const svg = policy && mayCall(policy, viewer.role) ? await draw(viewer, charts) : null;
      if (!svg) return refuse(response, 404, 'This chart is not here, or you do not have permission for it.');
      response.type('image/svg+xml').send(svg);
    } catch (cause) {
      if (!(cause instanceof GraphQLError)) throw cause;
      refuse(response, 400, cause.message);
    }
  }
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain').send(`${message}\n`);
}

function filterOf(asked: Asked): EngagementFilter {
  const [fromMonth, toMonth, mdtId, roleCode, hostId] = ['fromMonth', 'toMonth', 'mdtId', 'roleCode', 'hostId'].map(
    (name) => textOf(asked[name]),
  );
  const publication = /^\d{1,9}$/.test(textOf(asked.publication) ?? '') ? Number(asked.publication) : null;
  return { fromMonth, toMonth, mdtId, roleCode, hostId, coreOnly: textOf(asked.coreOnly) === 'true', publication };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : null;
}
