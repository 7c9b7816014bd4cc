import type { Settings } from '../platform/settings.js';

/** Holds the traces, so that they are sent before the process ends. */
export const TELEMETRY = Symbol('telemetry');

/** One request as a span. */
export interface RequestSpan {
  end(route: string, status: number): void;
}

/** Traces, where an OpenTelemetry collector is configured; otherwise nothing of it is even loaded. */
export interface Telemetry {
  startRequest(method: string): RequestSpan | null;
  /** Nest calls it when the application has closed. */
  onApplicationShutdown(): Promise<void>;
}

const OFF: Telemetry = { startRequest: () => null, onApplicationShutdown: async () => undefined };

/** Starts sending traces to OTEL_EXPORTER_OTLP_ENDPOINT, when it is set. */
export async function startTelemetry(settings: Settings): Promise<Telemetry> {
  if (!settings.OTEL_EXPORTER_OTLP_ENDPOINT) return OFF;
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const { SpanStatusCode, trace } = await import('@opentelemetry/api');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const sdk = new NodeSDK({ serviceName: 'quorate', traceExporter: new OTLPTraceExporter() });
  sdk.start();
  const tracer = trace.getTracer('quorate');
  return {
    startRequest: (method) => {
      const span = tracer.startSpan(method);
      return {
        end: (route, status) => {
          span.updateName(`${method} ${route}`);
          span.setAttributes({
            'http.request.method': method,
            'http.route': route,
            'http.response.status_code': status,
          });
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    onApplicationShutdown: () => sdk.shutdown().catch(() => undefined),
  };
}
