import '../testing/jsdom-globals.js';

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useState } from 'react';
import { createMemoryRouter, Link, Outlet, RouterProvider } from 'react-router';
import { Combobox } from './combobox.js';
import { DataTable } from './data-table.js';
import { TimeField } from './date-field.js';
import * as dates from './dates.js';
import { ownDrafts, useDraft, wipeDrafts } from './drafts.js';
import { ErrorSummary, useFieldErrors } from './error-summary.js';
import { FilterPanel } from './filter-panel.js';
import { LiveRegion } from './live-region.js';
import { NavigationFocus } from './navigation-focus.js';
import { Card, Page, Section } from './page.js';
import { parseTime } from './parse-time.js';
import { PatientBanner } from './patient-banner.js';
import { SegmentedControl } from './segmented-control.js';
import { formatOf, Stat } from './stat.js';
import { EmptyState, RefusalPanel, Skeleton } from './states.js';
import { TextField } from './text-field.js';
import { UndoProvider, useUndo } from './undo.js';
import { useUrlFilter } from './use-url-filter.js';

function inRouter(children: ReactNode, at = '/') {
  const router = createMemoryRouter([{ path: '*', element: children }], { initialEntries: [at] });
  render(<RouterProvider router={router} />);
  return router;
}

const answers = [
  { value: 'here', label: 'Here' },
  { value: 'online', label: 'Online' },
  { value: 'apologies', label: 'Apologies' },
];

function Register({ advance = false }: { readonly advance?: boolean }) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  return (
    <>
      {['a', 'b'].map((seat) => (
        <SegmentedControl
          key={seat}
          name={seat}
          legend={`Attendance of ${seat}`}
          options={answers}
          value={chosen[seat] ?? null}
          onChange={(value) => setChosen({ ...chosen, [seat]: value })}
          advanceOnKey={advance}
        />
      ))}
    </>
  );
}

const radio = (seat: string, name: string) =>
  within(screen.getByRole('group', { name: `Attendance of ${seat}` })).getByRole<HTMLInputElement>('radio', { name });

describe('a refusal', () => {
  it('comes into view, however far below it the button was pressed', () => {
    const seen: Element[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      seen.push(this);
    };
    const { rerender } = render(<RefusalPanel refusal={{ code: 'A', message: 'Enter a name.' }} />);
    rerender(<RefusalPanel refusal={{ code: 'A', message: 'Enter a name.' }} />);
    expect(seen).toEqual([screen.getByRole('alert'), screen.getByRole('alert')]);
  });
});

describe('segmented control', () => {
  it('chooses by number key and keeps the focus', async () => {
    render(<Register />);
    await userEvent.tab();
    await userEvent.keyboard('2');
    expect(radio('a', 'Online').checked).toBe(true);
    expect(document.activeElement).toBe(radio('a', 'Online'));
  });

  it('goes on to the next one after a number when asked to, so 14 people take 14 keys', async () => {
    render(<Register advance />);
    await userEvent.tab();
    await userEvent.keyboard('13');
    expect(radio('a', 'Here').checked).toBe(true);
    expect(radio('b', 'Apologies').checked).toBe(true);
  });

  it('moves by arrow keys like any radio group', async () => {
    render(<Register />);
    radio('a', 'Here').focus();
    await userEvent.keyboard(' {ArrowRight}');
    expect(radio('a', 'Online').checked).toBe(true);
  });

  it('ignores a number without an option, and numbers with Control', async () => {
    render(<Register />);
    await userEvent.tab();
    await userEvent.keyboard('9{Control>}1{/Control}');
    expect(screen.queryAllByRole<HTMLInputElement>('radio').some((r) => r.checked)).toBe(false);
  });

  it('marks the choice by a tick, not by colour alone, and prints only the chosen word', () => {
    render(
      <SegmentedControl name="a" legend="Attendance" options={answers} value="online" onChange={() => undefined} />,
    );
    expect(document.querySelector('.q-segmented__option--chosen .q-segmented__tick')?.textContent).toBe('✓');
    expect(document.querySelector('.q-print-only')?.textContent).toBe('Online');
  });

  it('prints that nothing is recorded when nothing is', () => {
    render(<SegmentedControl name="a" legend="Attendance" options={answers} value={null} onChange={() => undefined} />);
    expect(document.querySelector('.q-print-only')?.textContent).toBe('Not recorded');
  });
});

describe('page', () => {
  function shell() {
    const router = createMemoryRouter([
      {
        element: (
          <NavigationFocus>
            <Outlet />
          </NavigationFocus>
        ),
        children: [
          { path: '/', element: <Page title="Today">{<Link to="/people/1">Next</Link>}</Page> },
          {
            path: '/people/:id',
            element: (
              <Page title="Shared plan" heading="EXAMPLE, Joan">
                {<Link to="/">Home</Link>}
              </Page>
            ),
          },
        ],
      },
    ]);
    render(<RouterProvider router={router} />);
    return router;
  }

  it('has a tab title that names the task and not the person', async () => {
    shell();
    expect(document.title).toBe('Today - Quorate');
    await userEvent.click(screen.getByText('Next'));
    expect(document.title).toBe('Shared plan - Quorate');
  });

  it('takes the focus to its h1 on navigation, there and back, but not on first load', async () => {
    shell();
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(screen.getByText('Next'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'EXAMPLE, Joan' }));
    await userEvent.click(screen.getByText('Home'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Today' }));
  });
});

describe('form errors', () => {
  function Form() {
    const [name, setName] = useState('');
    const errors = useFieldErrors<'title'>();
    return (
      <form
        onSubmit={(e) => {
          e.preventDefault();
          errors.report({ title: name ? undefined : 'Enter the name of the MDT' });
        }}
      >
        <ErrorSummary errors={errors.list} />
        <TextField name="title" label="Name" value={name} onChange={setName} error={errors.of('title')} />
        <button type="submit">Save</button>
      </form>
    );
  }

  it('stand in a summary that takes the focus and leads to the field, and beside the field', async () => {
    render(<Form />);
    await userEvent.click(screen.getByText('Save'));
    expect(document.activeElement?.className).toContain('nhsuk-error-summary');
    const field = screen.getByRole('textbox', { name: 'Name' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toBe('title-error');
    await userEvent.click(screen.getByRole('link', { name: 'Enter the name of the MDT' }));
    expect(document.activeElement).toBe(field);
    await userEvent.type(field, 'Frailty');
    await userEvent.click(screen.getByText('Save'));
    expect(screen.queryByText('There is a problem')).toBeNull();
  });
});

describe('times', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9.30', '09:30'],
    ['14:05', '14:05'],
    ['9:30pm', '21:30'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['24:00', null],
    ['9:75', null],
    ['13pm', null],
    ['soon', null],
    ['', null],
  ])('"%s" is %s', (typed, time) => expect(parseTime(typed)).toBe(time));

  it('are shown on the 24-hour clock when the field is left', async () => {
    function Form() {
      const [at, setAt] = useState('');
      return <TimeField name="at" label="Starts at" value={at} onChange={setAt} />;
    }
    render(<Form />);
    const field = screen.getByRole<HTMLInputElement>('textbox');
    await userEvent.type(field, '930');
    await userEvent.tab();
    expect(field.value).toBe('09:30');
  });
});

describe('dates', () => {
  it('staff and people read London time, on both sides of the clock change', () => {
    expect(dates.formatTime('2026-10-24T12:00:00Z')).toBe('13:00');
    expect(dates.formatTime('2026-10-26T13:00:00Z')).toBe('13:00');
    expect(dates.formatHours('14:00', '15:30')).toBe('14:00 to 15:30');
    expect(dates.formatHours('23:28', '00:28')).toBe('23:28 to 00:28 the next day');
    expect(dates.formatMeetingTime('2026-11-24T13:00:00Z', '2026-11-24T14:30:00Z')).toBe(
      'Tuesday 24 November 2026, 13:00 to 14:30',
    );
    expect(dates.formatDateTimeForPeople('2026-11-24T13:00:00Z')).toBe('Tuesday 24 November 2026 at 1pm');
    expect(dates.formatTimeForPeople('2026-11-24T12:00:00Z')).toBe('midday');
    expect(dates.formatTimeForPeople('2026-11-24T00:00:00Z')).toBe('midnight');
    expect(dates.formatTimeForPeople('2026-11-24T09:05:00Z')).toBe('9:05am');
  });

  it('months are words', () => {
    expect(dates.formatShortDate('1980-08-04')).toBe('04-Aug-1980');
    expect(dates.formatDate('2026-11-24')).toBe('24 November 2026');
    expect(dates.formatMonth('2026-09')).toBe('September 2026');
    expect(dates.formatMonth('2026-09', true)).toBe('Sep 26');
  });

  it('an age changes on the birthday', () => {
    expect(dates.ageOn('1941-03-04', '2026-03-03')).toBe(84);
    expect(dates.ageOn('1941-03-04', '2026-03-04')).toBe(85);
  });
});

describe('data table', () => {
  const columns = [
    { key: 'name', header: 'Provider', cell: (r: Row) => r.name, sortBy: (r: Row) => r.name },
    { key: 'n', header: 'Invited', numeric: true, cell: (r: Row) => r.n ?? 'no data', sortBy: (r: Row) => r.n },
  ];
  interface Row {
    readonly name: string;
    readonly n: number | null;
  }
  const rows: readonly Row[] = [
    { name: 'Elm Park', n: 36 },
    { name: 'Castle', n: null },
    { name: 'Borough', n: 188 },
  ];
  const names = () => screen.getAllByRole('rowheader').map((c) => c.textContent);

  it('says what to do when it is empty', () => {
    render(
      <DataTable
        caption="Providers"
        columns={columns}
        rows={[]}
        rowKey={(r) => r.name}
        empty="Invite the first provider."
      />,
    );
    expect(screen.getByText('Invite the first provider.')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('sorts both ways, a missing number last either way', async () => {
    render(<DataTable caption="Providers" columns={columns} rows={rows} rowKey={(r) => r.name} empty="None" />);
    await userEvent.click(screen.getByRole('button', { name: /Invited/ }));
    expect(names()).toEqual(['Elm Park', 'Borough', 'Castle']);
    await userEvent.click(screen.getByRole('button', { name: /Invited/ }));
    expect(names()).toEqual(['Borough', 'Elm Park', 'Castle']);
    expect(screen.getByRole('columnheader', { name: /Invited/ }).getAttribute('aria-sort')).toBe('descending');
  });
});

describe('filter in the address', () => {
  function Filtered() {
    const [filter, setFilter] = useUrlFilter({ area: '', state: ['open'] });
    return (
      <>
        <FilterPanel
          filters={[
            { name: 'area', label: 'Area', kind: 'one', options: [{ value: 'north', label: 'North' }] },
            {
              name: 'state',
              label: 'State',
              kind: 'several',
              options: [
                { value: 'open', label: 'Open' },
                { value: 'closed', label: 'Closed' },
              ],
            },
          ]}
          value={filter}
          onChange={setFilter}
        />
        <output>{JSON.stringify(filter)}</output>
      </>
    );
  }

  it('is written there, taken off by its tag, and the default leaves no trace', async () => {
    const router = inRouter(<Filtered />);
    await userEvent.selectOptions(screen.getByLabelText('Area'), 'north');
    expect(router.state.location.search).toBe('?area=north');
    await userEvent.click(screen.getByRole('button', { name: /Area: North/ }));
    expect(router.state.location.search).toBe('');
  });

  it('tells none from the default', async () => {
    const router = inRouter(<Filtered />);
    await userEvent.click(screen.getByLabelText('Open'));
    expect(router.state.location.search).toBe('?state=');
    expect(screen.getByRole('status').textContent).toBe('{"area":"","state":[]}');
  });

  it('is read from a copied link', () => {
    inRouter(<Filtered />, '/?area=north&state=open&state=closed');
    expect(screen.getByRole('status').textContent).toBe('{"area":"north","state":["open","closed"]}');
  });
});

describe('an empty state', () => {
  it('is headed one level below where it stands, and is no heading where its line is all it says', () => {
    render(
      <>
        <EmptyState heading="On the page">Say more.</EmptyState>
        <Section heading="Section">
          <Card>
            <EmptyState heading="In a section">Say more.</EmptyState>
          </Card>
          <EmptyState heading="Nothing waits" />
        </Section>
      </>,
    );
    screen.getByRole('heading', { name: 'On the page', level: 2 });
    screen.getByRole('heading', { name: 'In a section', level: 3 });
    expect(screen.getByText('Nothing waits').tagName).toBe('P');
  });
});

describe('undo', () => {
  function Register({ onUndo }: { readonly onUndo: () => void }) {
    const undo = useUndo();
    return (
      <button type="button" onClick={() => undo.offer({ message: 'Marked as here', onUndo })}>
        Mark
      </button>
    );
  }
  const show = (onUndo: () => void) =>
    render(
      <LiveRegion>
        <UndoProvider>
          <Register onUndo={onUndo} />
        </UndoProvider>
      </LiveRegion>,
    );

  it('takes the action back, by button or Control Z, once', () => {
    const onUndo = jest.fn();
    show(onUndo);
    fireEvent.click(screen.getByText('Mark'));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    fireEvent.click(screen.getByText('Mark'));
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(onUndo).toHaveBeenCalledTimes(2);
  });

  it('goes after 10 seconds, but not while it has the focus', () => {
    jest.useFakeTimers();
    try {
      show(() => undefined);
      fireEvent.click(screen.getByText('Mark'));
      fireEvent.focus(screen.getByRole('button', { name: 'Undo' }));
      act(() => void jest.advanceTimersByTime(30_000));
      fireEvent.blur(screen.getByRole('button', { name: 'Undo' }));
      act(() => void jest.advanceTimersByTime(9_900));
      expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeNull();
      act(() => void jest.advanceTimersByTime(200));
      expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });

  it('stays with what offered it, while news goes along', () => {
    function News() {
      const undo = useUndo();
      return (
        <button type="button" onClick={() => undo.say('Saved')}>
          Save
        </button>
      );
    }
    const app = (page: ReactNode) => (
      <LiveRegion>
        <UndoProvider>{page}</UndoProvider>
      </LiveRegion>
    );
    const onUndo = jest.fn();
    const view = render(app(<Register onUndo={onUndo} />));
    fireEvent.click(screen.getByText('Mark'));
    view.rerender(app(<News />));
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    expect(onUndo).not.toHaveBeenCalled();
    fireEvent.click(screen.getByText('Save'));
    view.rerender(app(<p>Another page</p>));
    expect(screen.getByRole('region', { name: 'Last change' }).textContent).toContain('Saved');
  });

  it('is said to screen readers', () => {
    show(() => undefined);
    fireEvent.click(screen.getByText('Mark'));
    expect(screen.getByRole('status').textContent).toContain('Marked as here');
  });
});

describe('drafts', () => {
  beforeEach(() => sessionStorage.clear());
  function Note() {
    const draft = useDraft('note-1', 'saved text');
    return (
      <>
        <TextField name="note" label="Note" value={draft.text} onChange={draft.setText} />
        <output>{draft.restored ? 'restored' : 'fresh'}</output>
        <button type="button" onClick={draft.discard}>
          Saved
        </button>
      </>
    );
  }

  it('outlive the page and go when the text is saved', async () => {
    const first = render(<Note />);
    await userEvent.type(screen.getByLabelText('Note'), ' and more');
    first.unmount();
    render(<Note />);
    expect(screen.getByLabelText<HTMLInputElement>('Note').value).toBe('saved text and more');
    expect(screen.getByText('restored')).toBeTruthy();
    await userEvent.click(screen.getByText('Saved'));
    expect(sessionStorage.length).toBe(0);
  });

  it('are wiped at sign-out and for another person', async () => {
    ownDrafts('priya');
    render(<Note />);
    await userEvent.type(screen.getByLabelText('Note'), '!');
    ownDrafts('priya');
    expect(sessionStorage.getItem('quorate.draft.note-1')).toBe('saved text!');
    ownDrafts('tom');
    expect(sessionStorage.getItem('quorate.draft.note-1')).toBeNull();
    wipeDrafts();
    expect(sessionStorage.length).toBe(0);
  });
});

describe('combobox', () => {
  it('offers what matches and takes the choice by keyboard', async () => {
    const onChange = jest.fn();
    const items = [
      { id: '1', name: 'Meadow Lane' },
      { id: '2', name: 'Castle Street' },
    ];
    render(
      <Combobox
        name="place"
        label="Place"
        items={items}
        value={null}
        onChange={onChange}
        itemLabel={(i) => i.name}
        itemKey={(i) => i.id}
      />,
    );
    await userEvent.type(screen.getByRole('combobox', { name: 'Place' }), 'cast');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onChange).toHaveBeenCalledWith(items[1]);
  });
});

describe('small parts', () => {
  it('the person banner keeps the order of the Common User Interface and says Not known', () => {
    render(
      <PatientBanner
        familyName="Example"
        givenName="Joan"
        title="Mrs"
        bornOn={null}
        gender={null}
        nhsNumber="9991234567"
        today="2026-11-24"
      />,
    );
    const text = screen.getByRole('region', { name: 'Person' }).textContent ?? '';
    expect(text).toBe('EXAMPLE, Joan (Mrs)BornNot knownGenderNot knownNHS number999 123 4567');
  });

  it('a missing number is no data, a zero is a zero', () => {
    render(<Stat label="Replies" value={null} of={14} />);
    expect(screen.getByText('No data')).toBeTruthy();
    render(<Stat label="Absent" value={0} of={14} />);
    expect(screen.getByText('of 14')).toBeTruthy();
    expect(formatOf(9, 14, true)).toBe('9 of 14 (64%)');
    expect(formatOf(0, 0, true)).toBe('0 of 0');
  });

  it('a refusal is read out with what to do', () => {
    render(
      <RefusalPanel refusal={{ code: 'SLOT_TAKEN', message: 'The room is taken.' }} whatToDo="Choose another time." />,
    );
    expect(screen.getByRole('alert').textContent).toBe('This was not savedThe room is taken.Choose another time.');
  });

  it('loading shows only after 300 ms', () => {
    jest.useFakeTimers();
    try {
      render(<Skeleton />);
      act(() => void jest.advanceTimersByTime(299));
      expect(screen.queryByText('Loading')).toBeNull();
      act(() => void jest.advanceTimersByTime(2));
      expect(screen.queryByText('Loading')).not.toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the look is ours', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /\.(tsx?|scss)$/.test(f) && !/\.spec\.|graphql-env/.test(f),
  );

  it('no NHS logo, no Frutiger, no address of another host', () => {
    expect(files.length).toBeGreaterThan(40);
    for (const file of files) {
      const text = readFileSync(join(source, file), 'utf8')
        .replaceAll('http://www.w3.org/2000/svg', '')
        .replace(/^\s*(\/\/|\/?\*).*$/gm, '');
      expect({
        file,
        found: text.match(/frutiger|nhsuk-(header__)?logo|assets\.nhs\.uk|https?:\/\/[\w.]|M200 0v80H0/i)?.[0],
      }).toEqual({ file, found: undefined });
    }
  });
});
