import { Link } from 'react-router';
import { formatDateTime, formatLongDate } from '../ui/dates.js';
import { Details, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import type { Meeting } from './meeting-words.js';

/** What else is good to know of a meeting: its MDT, its rule, the link, the dates left out. */
export function MeetingFacts({ meeting }: { readonly meeting: Meeting }) {
  return (
    <Section heading="About this meeting">
      <SummaryList
        columns
        items={[
          { key: 'MDT', value: <Link to={`/mdts/${meeting.mdt.id}`}>{meeting.mdt.name}</Link> },
          { key: 'Hosted by', value: meeting.host.name },
          { key: 'Repeats', value: meeting.seriesDescription ?? 'No, it is a single meeting' },
          ...(meeting.joinUrl
            ? [
                {
                  key: 'Join online',
                  value: (
                    <a href={meeting.joinUrl} rel="noreferrer">
                      {meeting.joinUrl}
                    </a>
                  ),
                },
              ]
            : []),
          { key: 'Terms of reference', value: `Version ${meeting.termsVersion}` },
          {
            key: 'Members were told',
            value: meeting.noticeGivenAt ? formatDateTime(meeting.noticeGivenAt) : 'Not yet',
          },
        ]}
      />
      {meeting.skipped.length > 0 ? (
        <Details summary="Coming dates on which this MDT does not meet">
          <ul>
            {meeting.skipped.map((skip) => (
              <li key={skip.date}>
                {formatLongDate(skip.date)}: {skip.reason}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </Section>
  );
}
