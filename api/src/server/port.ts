import { createServer } from 'node:net';

/** Whether a server could listen there now. Port 0 is always free. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}

/** One sentence for an operator. */
export function portTaken(port: number): string {
  return `Port ${port} is in use by another program. Stop that program, or start Quorate with another port: PORT=${port + 1} npm start`;
}
