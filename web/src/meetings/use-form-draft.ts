import { useCallback, useMemo } from 'react';
import { useDraft } from '../ui/drafts.js';

export interface FormDraft<Form> {
  readonly form: Form;
  readonly change: (part: Partial<Form>) => void;
  readonly discard: () => void;
  /** True when it was found again after a reload or a sign-in. */
  readonly restored: boolean;
}

/** A whole form that is being filled in, kept in this tab like a text. Fields that an older draft lacks come from `initial`. */
export function useFormDraft<Form extends object>(key: string, initial: Form): FormDraft<Form> {
  const draft = useDraft(key, '');
  const { text, setText } = draft;
  const form = useMemo(() => ({ ...initial, ...read<Form>(text) }), [initial, text]);
  const change = useCallback((part: Partial<Form>) => setText(JSON.stringify({ ...form, ...part })), [form, setText]);
  return { form, change, discard: draft.discard, restored: draft.restored };
}

function read<Form>(text: string): Partial<Form> {
  if (text === '') return {};
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as Partial<Form>) : {};
  } catch {
    // NOTE: a draft of an older page; the form begins anew.
    return {};
  }
}
