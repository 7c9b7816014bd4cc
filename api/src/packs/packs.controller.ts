import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { mayCall, OPERATIONS } from '@quorate/libs/access';
import type { Request, Response } from 'express';
import { loadCharts } from '../indicators/charts.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import type { Viewer } from '../platform/viewer.js';
import { packCsvZip } from './pack-csv.js';
import { packSigner, pemOf } from './pack-key.js';
import { PacksReads } from './packs.reads.js';
import { packPdf } from './pdf/pack-pdf.js';

type ViewerRequest = Request & { viewer?: Viewer | null };

/** A form in which a pack goes out: how it is made from the pack's own bytes. */
interface PackForm {
  readonly type: string;
  readonly extension: string;
  make(bytes: Buffer, settings: Settings): Buffer | Promise<Buffer>;
}

const FORMS: Readonly<Record<string, PackForm>> = {
  'pack.json': { type: 'application/json', extension: 'json', make: (bytes) => bytes },
  'pack.pdf': {
    type: 'application/pdf',
    extension: 'pdf',
    make: async (bytes, settings) => packPdf(bytes, await loadCharts(settings)),
  },
  'pack.zip': { type: 'application/zip', extension: 'zip', make: packCsvZip },
};

/** Evidence packs as files, behind the same walls as their pages, and the public key that they are signed with. */
@Controller('/evidence')
export class PacksController {
  constructor(
    @Inject(PacksReads) private readonly reads: PacksReads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Public: whoever is given a pack needs it. */
  @Get('/key.pem')
  key(@Res() response: Response): void {
    response.setHeader('Cache-Control', 'no-store');
    response.type('application/x-pem-file').send(pemOf(packSigner(this.settings.dataDirectory).key));
  }

  @Get('/packs/:packId/:file')
  async file(
    @Req() { viewer }: ViewerRequest,
    @Param('packId') packId: string,
    @Param('file') file: string,
    @Res() response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'private, no-store');
    if (!viewer) return refuse(response, 401, 'You are not signed in, or your session has ended. Sign in to go on.');
    const policy = OPERATIONS['Query.evidencePack'];
    const form = Object.hasOwn(FORMS, file) ? FORMS[file] : undefined;
    const bytes =
      form && policy && mayCall(policy, viewer.role) ? await this.reads.bytes(viewer, packId, form.extension) : null;
    if (!form || !bytes) return refuse(response, 404, 'This pack is not here, or you do not have permission for it.');
    // Should a browser show it all the same, nothing in it is run or loaded.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Content-Disposition', `attachment; filename="evidence-pack-${packId}.${form.extension}"`);
    response.type(form.type).send(await form.make(bytes, this.settings));
  }
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain').send(`${message}\n`);
}
