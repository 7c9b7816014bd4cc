import type { Meeting } from './meeting-words.js';

/** What every part of the meeting's page is given. */
export interface MeetingPartProps {
  readonly meeting: Meeting;
  /** Reads the meeting again, after a change or somebody else's. */
  readonly reload: () => Promise<void>;
}
