import { useState } from 'react';
import type { FieldErrors } from '../ui/error-summary.js';
import type { Refusal } from '../ui/states.js';

interface Answer {
  readonly __typename: string;
}

type Problems = readonly { readonly path: string; readonly message: string }[];

export interface Command {
  readonly busy: boolean;
  readonly refusal: (Refusal & { readonly __typename: string }) | null;
  readonly fault: unknown;
  readonly clear: () => void;
  /** Sends it; calls back with the answer when it was done. Wrong fields go to the form's errors, other refusals to `refusal`. */
  readonly run: <A extends Answer>(
    send: () => Promise<A | undefined>,
    done: (answer: Exclude<A, Refusal>) => void | Promise<void>,
  ) => Promise<void>;
}

/** One command of a form: what it refused, what went wrong, and whether it is on its way. `fieldOf` names the field of a path of the input. */
export function useCommand<Field extends string>(
  errors?: FieldErrors<Field>,
  fieldOf: (path: string) => string = firstWord,
): Command {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Command['refusal']>(null);
  const [fault, setFault] = useState<unknown>(null);
  const clear = () => {
    setRefusal(null);
    setFault(null);
  };
  return {
    busy,
    refusal,
    fault,
    clear,
    run: async (send, done) => {
      clear();
      setBusy(true);
      try {
        const answer = await send();
        if (answer === undefined) throw new Error('The answer was empty.');
        if (!isRefusal(answer)) await done(answer as Exclude<typeof answer, Refusal>);
        else if (errors && problemsOf(answer).length > 0) {
          errors.report(fieldsOf<Field>(problemsOf(answer), fieldOf));
        } else setRefusal(answer);
      } catch (cause) {
        setFault(cause);
      } finally {
        setBusy(false);
      }
    },
  };
}

function isRefusal<A extends Answer>(answer: A): answer is A & Refusal {
  return 'code' in answer && 'message' in answer;
}

function problemsOf(answer: object): Problems {
  return 'problems' in answer && Array.isArray(answer.problems) ? (answer.problems as Problems) : [];
}

function firstWord(path: string): string {
  return path.split('.')[0] ?? '';
}

function fieldsOf<Field extends string>(
  problems: Problems,
  fieldOf: (path: string) => string,
): Partial<Record<Field | '', string>> {
  return Object.fromEntries(problems.map(({ path, message }) => [fieldOf(path), message])) as Partial<
    Record<Field | '', string>
  >;
}
