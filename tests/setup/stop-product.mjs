import { rmSync } from 'node:fs';

const STOP_MS = 15_000;

export default async function stopProduct() {
  const { child, dataDirectory } = globalThis.quorateTestProduct;
  if (child.exitCode === null) {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(patience);
  }
  rmSync(dataDirectory, { recursive: true, force: true });
}
