import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';

/**
 * Express on a server that gives up on slow clients: stock Node looks for them every 30 s only, so that one who sends a
 * header a byte at a time holds a connection for more than half a minute.
 */
export class HardenedAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = createServer(
      {
        headersTimeout: 8_000,
        requestTimeout: 30_000,
        connectionsCheckingInterval: 2_000,
        keepAliveTimeout: 10_000,
        maxHeaderSize: 16 * 1024,
      },
      this.getInstance(),
    );
    this.httpServer.maxHeadersCount = 100;
    this.httpServer.maxRequestsPerSocket = 10_000;
  }
}
