/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
  /** What to do about it; empty when all is well. */
  readonly todo: string;
}

export function good(name: string, detail: string): Check {
  return { name, ok: true, detail, todo: '' };
}

export function bad(name: string, detail: string, todo: string): Check {
  return { name, ok: false, detail, todo };
}

/** A check that could not even be made is one that failed. */
export async function checked(name: string, todo: string, look: () => Promise<Check> | Check): Promise<Check> {
  try {
    return await look();
  } catch (cause) {
    return bad(name, (cause as Error).message.split('\n')[0] ?? 'failed', todo);
  }
}
