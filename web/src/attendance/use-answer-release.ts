import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import type { Refusal } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { answerReleaseMutation } from './release.queries.js';
import { type Release, type ReleaseAnswerInput, STATE_WORDS } from './release-words.js';

const FAULT = { code: 'FAULT', message: 'Your answer could not be sent. Check your connection, then try again.' };

export interface AnswerRelease {
  /** The request that is being answered now. */
  readonly busyId: string | null;
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly answer: (release: Release, input: ReleaseAnswerInput) => Promise<void>;
}

/** Sends a manager's answer and says what was done. `onDone` is told to bring the list up to date, also after a refusal. */
export function useAnswerRelease(onDone: () => void): AnswerRelease {
  const [send] = useMutation(answerReleaseMutation);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<ReadonlyMap<string, Refusal>>(new Map());
  const undo = useUndo();
  async function answer(release: Release, input: ReleaseAnswerInput) {
    setBusyId(release.id);
    const refusal = await tryAnswer(release, input);
    setRefusals((before) => {
      const next = new Map(before);
      if (refusal) next.set(release.id, refusal);
      else next.delete(release.id);
      return next;
    });
    setBusyId(null);
  }
  async function tryAnswer(release: Release, input: ReleaseAnswerInput): Promise<Refusal | null> {
    try {
      const { data } = await send({ variables: { input } });
      const result = data?.answerRelease;
      if (result?.__typename === 'ReleasesAnswered') {
        const state = result.releases[0]?.state;
        undo.say(`${release.personName}: ${state ? STATE_WORDS[state].word : 'answered'}`);
        onDone();
        return null;
      }
      onDone();
      return result ?? FAULT;
    } catch {
      return FAULT;
    }
  }
  return { busyId, refusals, answer };
}
