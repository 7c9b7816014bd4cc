import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Settings } from '../settings.js';
import { SETTINGS } from '../settings-token.js';

/** Where people reach the product: PUBLIC_URL, else http://localhost with the port the server listens on. */
@Injectable()
export class PublicUrl {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** 'http://localhost:4000', without a slash at the end. */
  origin(): string {
    return this.settings.PUBLIC_URL
      ? new URL(this.settings.PUBLIC_URL).origin
      : `http://localhost:${this.listening()?.port ?? this.settings.PORT}`;
  }

  get isSecure(): boolean {
    return this.origin().startsWith('https:');
  }

  /** Where this very process answers, for a request to itself. */
  loopback(): string {
    const at = this.listening();
    if (!at || ['0.0.0.0', '::', '127.0.0.1'].includes(at.address)) {
      return `http://127.0.0.1:${at?.port ?? this.settings.PORT}`;
    }
    return at.family === 'IPv6' ? `http://[${at.address}]:${at.port}` : `http://${at.address}:${at.port}`;
  }

  /** Whether a browser's Origin is this product. Without PUBLIC_URL the loopback address counts as well as its name. */
  isOwnOrigin(origin: string): boolean {
    if (origin === this.origin()) return true;
    if (this.settings.PUBLIC_URL) return false;
    const port = this.listening()?.port ?? this.settings.PORT;
    return origin === `http://127.0.0.1:${port}` || origin === `http://[::1]:${port}`;
  }

  private listening(): AddressInfo | null {
    const address = this.host.httpAdapter?.getHttpServer()?.address();
    return address && typeof address === 'object' ? (address as AddressInfo) : null;
  }
}
