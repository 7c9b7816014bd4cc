import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { PublicUrl } from '../platform/http/public-url.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** Headers of every answer: nothing from another host, nothing inline, in nobody's frame, no address given away. */
export function securityHeaders(publicUrl: PublicUrl): Middleware {
  const socket = () => publicUrl.origin().replace(/^http/, 'ws');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        // 'self' covers the socket in present browsers only; older ones need it named.
        'connect-src': ["'self'", socket],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'object-src': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
    // A locked page opens sign-in in a window, which visits the identity provider and has to come back as the same window.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    // Only over TLS: a browser that once saw it on http://localhost would refuse other programs there.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  }) as Middleware;
}

/** Tells browsers to stay on TLS, where PUBLIC_URL is https. */
export function strictTransport(publicUrl: PublicUrl): Middleware {
  return (_request, response, next) => {
    if (publicUrl.isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}
