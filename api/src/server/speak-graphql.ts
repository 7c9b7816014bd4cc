import type { IncomingMessage } from 'node:http';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import type { WebSocket, WebSocketServer } from 'ws';

/** What the protocol's callbacks are given of the connection. */
export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

const PING_MS = 12_000;
const INTERNAL = 4500;

/**
 * The graphql-ws protocol on a `ws` server. graphql-ws brings such a piece itself; that one writes faults to the console
 * and tells their messages to the client outside production, and both are ours to decide.
 */
export function speakGraphql<E extends object>(
  options: ServerOptions<Record<string, unknown>, Connection & E>,
  server: WebSocketServer,
  noteFault: (cause: unknown) => void,
): void {
  const protocol = makeServer(options);
  server.options.handleProtocols = handleProtocols;
  server.on('connection', (socket, request) => {
    const stopPings = keepAlive(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => send(socket, text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (read) => {
          socket.on('message', (data) => {
            read(String(data)).catch((cause: unknown) => {
              noteFault(cause);
              socket.close(INTERNAL, 'Internal server error');
            });
          });
        },
      },
      { socket, request } as Connection & E,
    );
    socket.once('close', (code, reason) => {
      stopPings();
      void closed(code, String(reason)).catch(noteFault);
    });
  });
}

function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((done, fail) => {
    if (socket.readyState !== socket.OPEN) done();
    else socket.send(text, (cause) => (cause ? fail(cause) : done()));
  });
}

/** Ends a socket that does not answer a ping until the next one. Gives the function that stops asking. */
function keepAlive(socket: WebSocket): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_MS);
  return () => clearInterval(timer);
}
