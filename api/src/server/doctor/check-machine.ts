import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../platform/settings.js';
import { isPortFree } from '../port.js';
import { webDistDirectory } from '../web-dist.js';
import { bad, type Check, checked, good } from './checks.js';

const LEAST_FREE_MB = 500;

/** What the machine has to give: Node, a folder to write to, room in it, a port, the built web client. */
export async function checkMachine(settings: Settings): Promise<Check[]> {
  return [
    node(),
    await checked('data directory', 'Set QUORATE_DATA_DIR to a folder that you may write to.', () =>
      dataDirectory(settings),
    ),
    await checked('disk space', 'Make room on the disk of QUORATE_DATA_DIR.', () => diskSpace(settings)),
    await port(settings),
    webClient(settings),
  ];
}

function node(): Check {
  const version = process.versions.node;
  return Number(version.split('.')[0]) >= 26
    ? good('node', version)
    : bad('node', version, 'Run "npm ci": it brings Node 26, which the commands then use.');
}

function dataDirectory({ dataDirectory: path }: Settings): Check {
  mkdirSync(path, { recursive: true });
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  const keys = join(path, 'keys');
  const open = existsSync(keys) ? readdirSync(keys).filter((file) => isOpenToOthers(join(keys, file))) : [];
  if (open.length === 0) return good('data directory', path);
  return bad('data directory', `others can read ${open.join(', ')} in ${keys}`, `Run: chmod 600 ${keys}/*`);
}

function isOpenToOthers(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return (statSync(file).mode & 0o077) !== 0;
  } catch {
    return false;
  }
}

function diskSpace({ dataDirectory: path }: Settings): Check {
  const { bavail, bsize } = statfsSync(path);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  return freeMb >= LEAST_FREE_MB
    ? good('disk space', `${freeMb} MB free`)
    : bad('disk space', `${freeMb} MB free`, `Keep at least ${LEAST_FREE_MB} MB free where QUORATE_DATA_DIR is.`);
}

async function port({ PORT, HOST }: Settings): Promise<Check> {
  if (await isPortFree(PORT, HOST)) return good('port', `${PORT} is free; no server runs here`);
  const at = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  const isOurs = await fetch(`http://${at}:${PORT}/livez`, { signal: AbortSignal.timeout(3_000) }).then(
    async (response) => (await response.text()).includes('"live":true'),
    () => false,
  );
  return isOurs
    ? good('port', `Quorate answers on ${PORT}`)
    : bad('port', `${PORT} is used by another program`, 'Stop that program, or set PORT to a free one.');
}

function webClient(settings: Settings): Check {
  const dist = webDistDirectory(settings);
  if (!existsSync(join(dist, 'client', 'index.html'))) {
    return bad(
      'web client',
      `not built (${dist})`,
      'Run "npm run build", or "npm start", which builds what is missing.',
    );
  }
  const list = join(dist, 'trusted-documents.json');
  if (!existsSync(list)) {
    return settings.graphqlDocuments === 'trusted'
      ? bad('web client', 'the list of its documents is missing, so none would be answered', 'Run "npm run build".')
      : good('web client', 'built; the list of its documents is missing and not needed (GRAPHQL_DOCUMENTS=open)');
  }
  const count = Object.keys(JSON.parse(readFileSync(list, 'utf8')) as object).length;
  return good('web client', `built, with ${count} documents (GRAPHQL_DOCUMENTS=${settings.graphqlDocuments})`);
}
