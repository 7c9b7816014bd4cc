import { useState } from 'react';
import type { Refusal } from '../ui/states.js';

interface Settled {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly problems?: readonly { readonly path: string; readonly message: string }[];
}

const FAULT: Refusal = { code: 'FAULT', message: 'Nothing was saved. Check your connection, then try again.' };

/** What became of the last thing sent: busy, refused or done. Problems of the input are told in one sentence each. */
export function useSettle() {
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  /** Sends, and resolves to whether it was done. */
  async function settle(send: () => Promise<Settled | null | undefined>): Promise<boolean> {
    setBusy(true);
    try {
      const refused = refusalOf(await send());
      setRefusal(refused);
      return refused === null;
    } catch {
      setRefusal(FAULT);
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { refusal, busy, settle, forget: () => setRefusal(null) };
}

function refusalOf(result: Settled | null | undefined): Refusal | null {
  // A refusal that this page does not know yet comes as its name alone: that is not done either.
  if (!result || Object.keys(result).length < 2) return FAULT;
  if (result.code === undefined || result.message === undefined) return null;
  const problems = result.problems?.map(({ message }) => message).join(' ');
  return { code: result.code, message: problems || result.message };
}
