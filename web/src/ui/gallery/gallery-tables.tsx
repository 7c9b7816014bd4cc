import { useState } from 'react';
import { Button, LinkButton } from '../button.js';
import { type Column, DataTable } from '../data-table.js';
import { formatShortDate } from '../dates.js';
import { Card, Columns, Section } from '../page.js';
import { PatientBanner } from '../patient-banner.js';
import { PrintHeader } from '../print-header.js';
import { SectionNav } from '../section-nav.js';
import { SegmentedControl } from '../segmented-control.js';
import { ShowMore } from '../show-more.js';
import { Stat, StatRow } from '../stat.js';
import { SummaryList } from '../summary-list.js';
import { Tag } from '../tag.js';
import { Timeline } from '../timeline.js';
import { useUndo } from '../undo.js';

const answers = [
  { value: 'here', label: 'Here' },
  { value: 'online', label: 'Online' },
  { value: 'late', label: 'Late' },
  { value: 'apologies', label: 'Apologies' },
  { value: 'notReleased', label: 'Not released' },
  { value: 'noReply', label: 'No reply' },
];

interface Seat {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly organisation: string;
  readonly invitedOn: string;
}

const seats: readonly Seat[] = [
  { id: 's1', name: 'Dr Amara Osei', role: 'GP', organisation: 'Meadow Lane PCN', invitedOn: '2026-11-03' },
  {
    id: 's2',
    name: 'Sian Roberts',
    role: 'Community matron',
    organisation: 'Riverside Community',
    invitedOn: '2026-11-03',
  },
  {
    id: 's3',
    name: 'Dr Tom Keane',
    role: 'Consultant geriatrician',
    organisation: 'Northgate Acute Trust',
    invitedOn: '2026-11-05',
  },
  {
    id: 's4',
    name: 'Leila Hussain',
    role: 'Discharge nurse',
    organisation: 'Northgate Acute Trust',
    invitedOn: '2026-11-05',
  },
];

export function GalleryTables() {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({ s1: 'here', s3: 'notReleased' });
  const undo = useUndo();
  function choose(seat: Seat, value: string) {
    const before = chosen;
    setChosen({ ...chosen, [seat.id]: value });
    undo.offer({
      message: `${seat.name}: ${answers.find((a) => a.value === value)?.label}`,
      onUndo: () => setChosen(before),
    });
  }
  const columns: readonly Column<Seat>[] = [
    {
      key: 'name',
      header: 'Name and role',
      sortBy: (seat) => seat.name,
      cell: (seat) => (
        <>
          {seat.name}
          <br />
          <span className="q-quiet">{seat.role}</span>
        </>
      ),
    },
    { key: 'organisation', header: 'Provider', sortBy: (seat) => seat.organisation, cell: (seat) => seat.organisation },
    {
      key: 'invited',
      header: 'Invited',
      cell: (seat) => <span className="q-nowrap">{formatShortDate(seat.invitedOn)}</span>,
    },
    {
      key: 'attendance',
      header: 'Attendance',
      cell: (seat) => (
        <SegmentedControl
          name={`attendance-${seat.id}`}
          legend={`Attendance of ${seat.name}`}
          options={answers}
          value={chosen[seat.id] ?? null}
          onChange={(value) => choose(seat, value)}
          advanceOnKey
        />
      ),
    },
  ];
  return (
    <>
      <PrintHeader
        title="Gallery"
        person="EXAMPLE, Joan (Mrs), 04-Mar-1941, 999 123 4567"
        printedBy="Priya Nair"
        printedAt="2026-11-24T14:02:00Z"
      />
      <PatientBanner
        familyName="Example"
        givenName="Joan"
        title="Mrs"
        preferredName="Joanie"
        bornOn="1941-03-04"
        gender="Female"
        nhsNumber="9991234567"
        today="2026-11-24"
      />
      <SectionNav
        label="Meeting"
        items={[
          { to: '/gallery', label: 'Who is here' },
          { to: '/gallery/agenda', label: 'Agenda', count: 12 },
          { to: '/gallery/actions', label: 'Actions', count: 0 },
        ]}
      />
      <StatRow>
        <Stat label="Core roles present" value={5} of={6} />
        <Stat label="Replies" value={9} of={14} showShare>
          5 have not answered
        </Stat>
        <Stat label="People discussed" value={1234} />
        <Stat label="Travel time" value={null} />
      </StatRow>
      <Section heading="Who is here" actions={<Button small>Mark all who accepted as here</Button>}>
        <DataTable
          caption="Attendance"
          captionHidden
          columns={columns}
          rows={seats}
          rowKey={(seat) => seat.id}
          empty="Nobody is invited yet."
          stack
        />
        <ShowMore shown={4} total={14} hasMore onMore={() => undo.say('Nothing more in the gallery')} noun="people" />
      </Section>
      <Columns
        main={
          <Section heading="Frailty MDT, Meadow Lane">
            <SummaryList
              items={[
                {
                  key: 'When',
                  value: 'Tuesday 24 November 2026, 13:00 to 14:30',
                  action: (
                    <LinkButton to="/gallery" look="quiet" about="the time">
                      Change
                    </LinkButton>
                  ),
                },
                {
                  key: 'Where',
                  value: 'Meadow Lane, room 2, or online',
                  action: (
                    <LinkButton to="/gallery" look="quiet" about="the place">
                      Change
                    </LinkButton>
                  ),
                },
                {
                  key: 'State',
                  value: (
                    <>
                      <Tag>Awaiting reply</Tag> <Tag tone="info">Asked</Tag> <Tag tone="attention">Watch</Tag>{' '}
                      <Tag tone="strong">Not quorate</Tag> <Tag tone="done">Closed</Tag>
                    </>
                  ),
                },
              ]}
            />
          </Section>
        }
        aside={
          <Section heading="What happened">
            <Timeline
              entries={[
                { id: '3', at: '2026-12-08', title: 'Next meeting', future: true },
                {
                  id: '2',
                  at: '2026-11-24T13:05:00Z',
                  title: 'Register opened',
                  by: 'Priya Nair',
                  children: 'Five of six core roles present.',
                },
                { id: '1', at: '2026-11-03T09:30:00Z', title: 'Invitations sent to 6 providers', by: 'Priya Nair' },
              ]}
            />
            <Card heading="Leads now" level={3}>
              <p>Riverside rapid response, until 08:00</p>
            </Card>
          </Section>
        }
      />
    </>
  );
}
