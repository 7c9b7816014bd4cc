import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { sendPlainPage } from '../platform/http/plain-page.js';
import { compressedAssets } from './compressed-assets.js';
import { isServerPath } from './routes.js';

/**
 * The built web client: files with a hash in their name are kept for good, the page itself never, and every address of
 * a page gives the same page. Says what to do when the client has not been built.
 */
export function staticClient(distDirectory: string): RequestHandler[] {
  const directory = join(distDirectory, 'client');
  const files = express.static(directory, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(directory, 'assets'));
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (path.endsWith('.html')) response.setHeader('Cache-Control', 'no-store');
    },
  });
  return [compressedAssets(directory), exceptManifests(files), page(directory)];
}

/** Vite's manifest lies among the files it is about. */
function exceptManifests(files: RequestHandler): RequestHandler {
  return (request, response, next) => (/^\/\.|\.map$/.test(request.path) ? next() : files(request, response, next));
}

function page(directory: string): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!wantsPage(request)) return next();
    const index = join(directory, 'index.html');
    if (!existsSync(index)) {
      sendPlainPage(
        response,
        503,
        'The pages have not been built',
        '<p>The server runs, but its web client is not there. Run <code>npm run build</code>, then start it again; <code>npm start</code> does both.</p>',
      );
      return;
    }
    response.setHeader('Cache-Control', 'no-store');
    response.sendFile(index, { cacheControl: false, lastModified: false, etag: false, dotfiles: 'allow' }, (cause) => {
      if (cause && !response.headersSent) next(cause);
    });
  };
}

function wantsPage(request: Request): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (isServerPath(request.path) || /\.[a-z0-9]{1,8}$/i.test(request.path)) return false;
  return request.accepts(['html', 'json']) === 'html';
}
