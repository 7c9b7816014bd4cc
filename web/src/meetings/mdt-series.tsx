import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate, formatLongDate, todayInLondon } from '../ui/dates.js';
import { Card, Details, Section } from '../ui/page.js';
import { SuccessPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { sendInvitationsMutation } from './meeting.queries.js';
import { counted, type Mdt, type MdtSeries, placeWords } from './meeting-words.js';
import { extendSeriesMutation } from './planning.queries.js';
import { Refused } from './refused.js';

const MORE_WEEKS = 13;

/** When the MDT meets: each rule in words, the dates left out and why, and what can be done with it. */
export function MdtSeriesList({ mdt, onChanged }: { readonly mdt: Mdt; readonly onChanged: () => void }) {
  if (mdt.series.length === 0) return null;
  return (
    <Section heading="When it meets">
      {mdt.series.map((series) => (
        <SeriesCard key={series.id} series={series} canExtend={mdt.status === 'ACTIVE'} onChanged={onChanged} />
      ))}
    </Section>
  );
}

interface SeriesCardProps {
  readonly series: MdtSeries;
  readonly canExtend: boolean;
  readonly onChanged: () => void;
}

function SeriesCard({ series, canExtend, onChanged }: SeriesCardProps) {
  const skipped = series.skipped.filter((skip) => skip.date >= todayInLondon());
  const place = placeWords({
    site: series.site?.name ?? null,
    room: series.room?.name ?? null,
    isOnline: series.joinUrl !== null,
  });
  return (
    <Card heading={series.description} level={3}>
      <p>
        {place.charAt(0).toUpperCase()}
        {place.slice(1)}. From {formatDate(series.fromDate)}
        {series.untilDate ? ` until ${formatDate(series.untilDate)}` : ', with no last date'}.
        <br />
        {counted(series.comingMeetings.length, 'coming meeting')} booked, up to {formatDate(series.plannedThrough)}.
      </p>
      {skipped.length > 0 ? (
        <Details summary={`${counted(skipped.length, 'coming date')} left out`} open={skipped.length < 4}>
          <ul>
            {skipped.map((skip) => (
              <li key={skip.date}>
                {formatLongDate(skip.date)}: {skip.reason}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      {series.mayEdit ? <SeriesActions series={series} canExtend={canExtend} onChanged={onChanged} /> : null}
    </Card>
  );
}

function SeriesActions({ series, canExtend, onChanged }: SeriesCardProps) {
  const [send] = useMutation(sendInvitationsMutation);
  const [extend] = useMutation(extendSeriesMutation);
  const [told, setTold] = useState<string | null>(null);
  const sending = useCommand();
  const extending = useCommand();
  const undo = useUndo();
  const sendAll = () =>
    sending.run(
      async () => (await send({ variables: { input: { seriesId: series.id, to: 'NOT_SENT' } } })).data?.sendInvitations,
      (sent) => {
        setTold(
          sent.people === 0
            ? 'Everyone has had their invitations already'
            : `Invitations sent to ${counted(sent.people, 'person', 'people')} for ${counted(sent.meetings, 'meeting')}`,
        );
        onChanged();
      },
    );
  const goOn = (skipClashingDates: boolean) =>
    extending.run(
      async () =>
        (
          await extend({
            variables: {
              input: {
                seriesId: series.id,
                expectedVersion: series.lockVersion,
                weeks: MORE_WEEKS,
                skipClashingDates,
              },
            },
          })
        ).data?.extendSeries,
      (planned) => {
        undo.say(`${counted(planned.meetingIds.length, 'more meeting')} booked`);
        onChanged();
      },
    );
  const isOver = series.untilDate !== null && series.plannedThrough >= series.untilDate;
  return (
    <>
      {told ? <SuccessPanel heading={told} /> : null}
      <Refused command={sending} heading="The invitations were not sent" onReload={onChanged} />
      <Refused
        command={extending}
        heading="No further meetings were booked"
        onReload={onChanged}
        clashActions={
          <Button small busy={extending.busy} onClick={() => void goOn(true)}>
            Leave those dates out and book the others
          </Button>
        }
      />
      <ButtonGroup>
        {series.comingMeetings.length > 0 ? (
          <Button small busy={sending.busy} onClick={() => void sendAll()} about={`of ${series.description}`}>
            {sending.busy ? 'Sending' : 'Send invitations'}
          </Button>
        ) : null}
        {canExtend && !isOver ? (
          <Button small busy={extending.busy} onClick={() => void goOn(false)} about={`of ${series.description}`}>
            Book {MORE_WEEKS} more weeks
          </Button>
        ) : null}
      </ButtonGroup>
    </>
  );
}
