import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { FaultLog } from '../../platform/fault-log.js';
import { sendPlainPage } from '../../platform/http/plain-page.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { isOwnPageWrite } from '../../platform/http/same-origin.js';
import { AccountsReads, type DemoLogin } from '../accounts.reads.js';
import { demoSubject } from '../sign-in-subject.js';
import { demoProblem, personaPicker } from './demo-pages.js';
import { DemoProvider } from './demo-provider.js';

/** Puts the demo's identity provider under /idp: its own endpoints, and in front of them our page to choose a person. */
export function mountDemoProvider(app: NestExpressApplication): void {
  const demo = app.get(DemoProvider);
  const router = Router();
  router.use(async (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    callByPublicName(request, app.get(PublicUrl));
    if (await app.get(RateLimits).admit('auth', request, response)) next();
  });
  router.get('/interaction/:uid', show(demo, app.get(AccountsReads)));
  router.post(
    '/interaction/:uid/login',
    express.urlencoded({ extended: false, limit: '2kb', inflate: false }),
    choose(demo, app.get(AccountsReads), app.get(PublicUrl)),
  );
  router.use(async (request, response) => {
    const provider = await demo.provider();
    await provider.callback()(request, response);
  });
  router.use((cause: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(cause);
    const code = (cause as { error?: unknown }).error;
    if (typeof code === 'string') response.status(400).type('html').send(demoProblem(code));
    else {
      const errorId = app.get(FaultLog).note(cause, '/idp');
      sendPlainPage(response, 500, 'Something went wrong', `<p>Tell the help desk this number: ${errorId}</p>`);
    }
  });
  app.use('/idp', router);
}

/** The provider builds its addresses from the request, which comes by another name when this server asks itself. */
function callByPublicName(request: Request, publicUrl: PublicUrl): void {
  const { host, protocol } = new URL(publicUrl.origin());
  delete request.headers['x-forwarded-host'];
  request.headers.host = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}

function show(demo: DemoProvider, accounts: AccountsReads) {
  return async (request: Request, response: Response): Promise<void> => {
    const { uid, params } = await (await demo.provider()).interactionDetails(request, response);
    const hint = typeof params.login_hint === 'string' ? params.login_hint : null;
    response.type('html').send(personaPicker(uid, await accounts.pickableLogins(), hint));
  };
}

function choose(demo: DemoProvider, accounts: AccountsReads, publicUrl: PublicUrl) {
  return async (request: Request, response: Response): Promise<void> => {
    const provider = await demo.provider();
    await provider.interactionDetails(request, response);
    const chosen = await chosenLogin(accounts, request.body);
    if (!chosen || !isOwnPageWrite(request, publicUrl)) {
      response.status(400).type('html').send(demoProblem('no such person'));
      return;
    }
    const result = { login: { accountId: demoSubject(chosen.tenantKey, chosen.login), remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
}

/** Whom the form names: the login in its tenant, or the login alone where there is only one of it. */
async function chosenLogin(accounts: AccountsReads, form: unknown): Promise<DemoLogin | null> {
  const { login, tenant } = (form ?? {}) as { login?: unknown; tenant?: unknown };
  const [found, another] = (await accounts.pickableLogins()).filter(
    (offered) => offered.login === login && (tenant === undefined || offered.tenantKey === tenant),
  );
  return found && !another ? found : null;
}
