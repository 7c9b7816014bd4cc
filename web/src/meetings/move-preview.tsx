import { formatLongDate } from '../ui/dates.js';
import { Card } from '../ui/page.js';
import type { Meeting } from './meeting-words.js';
import { type MoveForm, planAfterMove, type SeriesToMove } from './move-form.js';
import { SeriesPreviewCard, useSeriesPreview } from './series-preview.js';

export interface MovePreviewProps {
  readonly meeting: Meeting;
  readonly series: SeriesToMove | null;
  readonly form: MoveForm;
  readonly initial: MoveForm;
}

/** From when to when, and what it does to the replies; for a series all its dates. */
export function MovePreview({ meeting, series, form, initial }: MovePreviewProps) {
  const plan = planAfterMove({ meeting, series, form, initial });
  const shown = useSeriesPreview(plan);
  const isMoved =
    form.date !== initial.date || form.startTime !== initial.startTime || form.minutes !== initial.minutes;
  return (
    <>
      <Card heading="What changes">
        <p>
          Now: {formatLongDate(initial.date)}, {initial.startTime}, {initial.minutes} minutes.
        </p>
        {form.scope === 'ONE' && isMoved && form.date !== '' ? (
          <p>
            <strong>
              Then: {formatLongDate(form.date)}, {form.startTime}, {form.minutes} minutes.
            </strong>
          </p>
        ) : null}
        <p>
          {isMoved
            ? 'Replies were given for the old time, so they are asked for again, and deputies are let go. Everyone who was invited gets a mail.'
            : 'Replies stay as they are while day and time do not change.'}
        </p>
      </Card>
      {series && form.scope !== 'ONE' ? <SeriesPreviewCard {...shown} ownMdtName={meeting.mdt.name} /> : null}
    </>
  );
}
