import type { ReactNode } from 'react';

/** The tone helps the eye; the words carry the meaning. There is no green-good and red-bad pair on purpose. */
export type TagTone = 'neutral' | 'info' | 'attention' | 'strong' | 'done';

const toneClass: Record<TagTone, string> = {
  neutral: 'nhsuk-tag nhsuk-tag--grey',
  info: 'nhsuk-tag nhsuk-tag--blue',
  attention: 'nhsuk-tag nhsuk-tag--orange',
  strong: 'nhsuk-tag nhsuk-tag--purple',
  done: 'nhsuk-tag nhsuk-tag--white',
};

/** A state in words: "Awaiting reply", "Quorate", "Watch". */
export function Tag({ tone = 'neutral', children }: { readonly tone?: TagTone; readonly children: ReactNode }) {
  return <strong className={`${toneClass[tone]} q-tag`}>{children}</strong>;
}
