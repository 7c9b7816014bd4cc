// CPU time of a process and of every PostgreSQL backend, from /proc: what a request costs whoever else uses the machine.
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      parent: Number(fields[1]),
      ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      reaped: (Number(fields[13]) + Number(fields[14])) * TICK_MS,
    };
  } catch {
    return null;
  }
}

/** Milliseconds of CPU used so far by this process. */
export function processMs(pid) {
  return stat(pid)?.ms ?? 0;
}

/** Milliseconds of CPU used so far by the postmaster, its backends and those that have ended. */
export function clusterMs(postmaster) {
  const own = stat(postmaster);
  let total = own ? own.ms + own.reaped : 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const found = stat(Number(name));
    if (found?.parent === postmaster) total += found.ms;
  }
  return total;
}
