export type AttendanceClass =
  | 'tookPart'
  | 'lost'
  | 'excludedLeave'
  | 'excludedNotInvited'
  | 'excludedShortNotice'
  | 'excludedCancelled'
  | 'excludedNotRecorded'
  | 'excludedNotRequired'
  | 'excludedWrittenInput'
  | 'excludedStructural';

export type DenominatorRule = { readonly class: AttendanceClass; readonly label: string; readonly sentence: string };

/** What counts and what does not, to print beside every rate: the two that count first, one entry for each class. */
export const DENOMINATOR_RULES: readonly DenominatorRule[] = [
  {
    class: 'tookPart',
    label: 'Took part',
    sentence: 'Counted as taking part: the member or a deputy attended, for all or enough of the meeting.',
  },
  {
    class: 'lost',
    label: 'Did not take part',
    sentence: 'Counted as not taking part: nobody came for the seat, or not for long enough, and no exclusion applies.',
  },
  {
    class: 'excludedLeave',
    label: 'Leave or sickness',
    sentence: 'Left out: annual leave, sickness or other leave was recorded as the reason.',
  },
  {
    class: 'excludedNotInvited',
    label: 'Not invited',
    sentence: 'Left out whether or not anyone came: the host sent no invitation for the seat and nobody answered.',
  },
  {
    class: 'excludedShortNotice',
    label: 'Short notice',
    sentence: 'Left out whether or not anyone came: the invitation was sent with less than the agreed notice.',
  },
  {
    class: 'excludedCancelled',
    label: 'Meeting cancelled',
    sentence: 'Left out: a cancelled meeting counts against nobody.',
  },
  {
    class: 'excludedNotRecorded',
    label: 'Not recorded',
    sentence: 'Left out: the register does not say, which is neither attendance nor absence.',
  },
  {
    class: 'excludedNotRequired',
    label: 'Not required',
    sentence: 'Left out: the seat was not required at this meeting.',
  },
  {
    class: 'excludedWrittenInput',
    label: 'Written input',
    sentence: 'Left out: written input was sent, which is neither attendance nor absence.',
  },
  {
    class: 'excludedStructural',
    label: 'Strike, vacancy or no longer involved',
    sentence:
      'Left out: strike, a vacant post or no longer being involved was recorded as the reason, or nobody came for the seat on a recorded strike day of its role. Whoever came counts.',
  },
];
