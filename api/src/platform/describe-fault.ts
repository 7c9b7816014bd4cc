import { types } from 'node:util';

// By nature and not by class: a test runs in a realm with an Error of its own.
const { isNativeError } = types;

/** What is logged of an exception. */
export interface FaultDescription {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly at: readonly string[];
  readonly cause?: FaultDescription;
}

/** Errors whose message repeats the text they stumbled over. */
const QUOTING = new Set(['SyntaxError', 'ZodError', 'QueryFailedError', 'DatabaseError', 'error']);

/** An exception as far as it can be logged: kind, SQLSTATE, constraint and stack frames, and no message that may quote input. */
export function describeFault(fault: unknown, depth = 0): FaultDescription {
  if (!isNativeError(fault)) return { name: typeof fault, at: [] };
  const driver = (fault as { driverError?: unknown }).driverError;
  const { code, constraint } = (isNativeError(driver) ? driver : fault) as { code?: unknown; constraint?: unknown };
  const isFromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  return {
    name: fault.name,
    ...(QUOTING.has(fault.name) || isFromDatabase ? {} : { message: fault.message.slice(0, 300) }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    at: (fault.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(isNativeError(fault.cause) && depth < 2 ? { cause: describeFault(fault.cause, depth + 1) } : {}),
  };
}

// Text that is no uuid, number, date or time, one out of range, and characters that PostgreSQL does not keep.
const UNREADABLE = new Set(['22P02', '22007', '22008', '22003', '22021', '22P05']);

/** Whether the database could not read a value it was given, such as a text that is no id: the request's fault, not ours. */
export function isUnreadableValue(fault: unknown): boolean {
  return UNREADABLE.has(String(codeOf(fault)));
}

function codeOf(fault: unknown): unknown {
  if (!isNativeError(fault)) return undefined;
  const driver = (fault as { driverError?: unknown }).driverError;
  return ((isNativeError(driver) ? driver : fault) as { code?: unknown }).code;
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether this means that the database cannot be reached now, so that trying again later may work. */
export function isDatabaseAway(fault: unknown): boolean {
  if (!isNativeError(fault)) return false;
  const driver = (fault as { driverError?: unknown }).driverError;
  const { code, message } = (isNativeError(driver) ? driver : fault) as { code?: unknown; message: string };
  // 57P: shutting down or starting up; 08: connection; 53: out of disk, memory or connections.
  if (typeof code === 'string' && (LOST.has(code) || /^(57P0|08|53)/.test(code))) return true;
  return /timeout exceeded when trying to connect|Connection terminated|not queryable|Connection ended/i.test(message);
}
