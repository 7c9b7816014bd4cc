import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  const { cluster, debian, home } = globalThis.quorateTestCluster;
  await Promise.all([cluster.release(), debian?.stop()]);
  rmSync(home, { recursive: true, force: true });
}
