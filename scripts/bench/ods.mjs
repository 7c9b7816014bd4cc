// Rows a second of the whole ODS import, as its command runs it, into a database of its own. Only where the data is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export async function measure({ root }) {
  const directory = join(root, '../shared/data/ods');
  if (!existsSync(directory)) return { skipped: 'no ../shared/data/ods here' };
  const home = mkdtempSync(join(tmpdir(), 'quorate-ods-'));
  const args = ['import', 'ods', '--icb', 'ALL', '--dir', directory, '--as-of', '2026-08-01', '--tenant', 'all'];
  const quorate = (given) =>
    spawnSync(process.execPath, [join(root, 'api/dist/src/cli/main.js'), ...given], {
      cwd: root,
      env: { ...process.env, QUORATE_DATA_DIR: home },
      encoding: 'utf8',
    });
  try {
    const rows = readdirSync(directory).reduce((sum, name) => sum + rowsOf(join(directory, name)), 0);
    const began = performance.now();
    const run = quorate(args);
    const seconds = (performance.now() - began) / 1000;
    quorate(['stop']);
    if (run.status !== 0) throw new Error(`The import failed: ${run.stderr}`);
    return { rows, seconds, rowsPerSecond: rows / seconds };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Lines of one file, packed or not; nothing of what is not a table. */
function rowsOf(file) {
  if (!/\.csv(\.gz)?$/.test(file)) return 0;
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
  return text.split('\n').filter((line) => line.trim() !== '').length;
}
