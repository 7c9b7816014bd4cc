import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  const { cluster, home } = globalThis.quorateTestCluster;
  await cluster.release();
  rmSync(home, { recursive: true, force: true });
}
