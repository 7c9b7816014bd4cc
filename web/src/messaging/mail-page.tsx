import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { formatDateTime, formatMeetingTime } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { MailText } from './mail-text.js';
import { mailQuery } from './outbox.queries.js';

type Mail = NonNullable<ResultOf<typeof mailQuery>['mail']>;
type Calendar = NonNullable<Mail['calendar']>;

/** One mail as its addressee reads it: the text part and what its calendar part puts into the diary. */
export function MailPage() {
  const { messageId = '' } = useParams();
  const query = useQuery(mailQuery, { variables: { id: messageId } });
  return <QueryState query={query}>{({ mail }) => (mail ? <OneMail mail={mail} /> : <NotFoundPage />)}</QueryState>;
}

function OneMail({ mail }: { readonly mail: Mail }) {
  return (
    <Page title="Message" heading={mail.subject} back={{ to: '/outbox', label: 'Back to outbox' }}>
      <SummaryList
        items={[
          { key: 'To', value: `${mail.recipientName}, ${mail.recipientEmail}` },
          { key: 'Sent', value: mail.sentAt ? formatDateTime(mail.sentAt) : 'Not yet' },
          ...(mail.deliveries > 1 ? [{ key: 'Delivered', value: `${mail.deliveries} times` }] : []),
        ]}
      />
      <Section heading="Text">
        <MailText text={mail.text} />
      </Section>
      {mail.calendar ? <InDiary calendar={mail.calendar} /> : null}
    </Page>
  );
}

function InDiary({ calendar }: { readonly calendar: Calendar }) {
  const { method, summary, startsAt, endsAt, location, sequence, events } = calendar;
  return (
    <Section heading={method === 'CANCEL' ? 'Takes out of the diary' : 'Puts into the diary'}>
      <SummaryList
        items={[
          { key: 'What', value: summary },
          { key: 'When', value: formatMeetingTime(startsAt, endsAt) },
          { key: 'Where', value: location ?? 'Not given' },
          ...(events > 1 ? [{ key: 'Dates', value: `${events} entries of the same series` }] : []),
          ...(sequence > 0 ? [{ key: 'Change', value: `Version ${sequence + 1}; replaces earlier ones` }] : []),
        ]}
      />
    </Section>
  );
}
