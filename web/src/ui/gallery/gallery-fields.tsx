import { useState } from 'react';
import { Button, ButtonGroup } from '../button.js';
import { Checkboxes, Radios } from '../choice-fields.js';
import { Combobox } from '../combobox.js';
import { DateField, TimeField } from '../date-field.js';
import { Dialog } from '../dialog.js';
import { useDraft } from '../drafts.js';
import { ErrorSummary, useFieldErrors } from '../error-summary.js';
import { FileField } from '../file-field.js';
import { FilterPanel } from '../filter-panel.js';
import { Section } from '../page.js';
import { SelectField } from '../select-field.js';
import { TextArea, TextField } from '../text-field.js';
import { useUrlFilter } from '../use-url-filter.js';

interface Place {
  readonly id: string;
  readonly name: string;
  readonly town: string;
}

const places: readonly Place[] = [
  { id: 'p1', name: 'Meadow Lane Surgery', town: 'Northgate' },
  { id: 'p2', name: 'Riverside Community Hub', town: 'Westfield' },
  { id: 'p3', name: 'Castle Street Clinic', town: 'Northgate' },
];

const roles = [
  { value: 'gp', label: 'GP' },
  { value: 'matron', label: 'Community matron' },
  { value: 'geriatrician', label: 'Consultant geriatrician', hint: 'From an acute trust' },
];

export function GalleryFields() {
  const [filter, setFilter] = useUrlFilter({ area: '', state: [] as readonly string[] });
  return (
    <>
      <Section heading="Filter">
        <FilterPanel
          filters={[
            {
              name: 'area',
              label: 'Area',
              kind: 'one',
              all: 'All areas',
              options: [
                { value: 'north', label: 'North' },
                { value: 'west', label: 'West' },
              ],
            },
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
          result="12 of 40 meetings"
        />
      </Section>
      <Section heading="A form">
        <ExampleForm />
      </Section>
    </>
  );
}

function ExampleForm() {
  const [title, setTitle] = useState('');
  const [role, setRole] = useState('');
  const [rhythm, setRhythm] = useState<string | null>(null);
  const [core, setCore] = useState<readonly string[]>(['gp']);
  const [day, setDay] = useState('2026-11-24');
  const [at, setAt] = useState('13:00');
  const [place, setPlace] = useState<Place | null>(null);
  const [open, setOpen] = useState(false);
  const note = useDraft('gallery-note', '');
  const errors = useFieldErrors<'title' | 'rhythm'>();
  function check() {
    errors.report({
      title: title ? undefined : 'Enter the name of the MDT',
      rhythm: rhythm ? undefined : 'Choose how often it meets',
    });
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <ErrorSummary errors={errors.list} />
      <TextField
        name="title"
        label="Name of the MDT"
        hint="As people say it: Meadow Lane frailty"
        value={title}
        onChange={setTitle}
        error={errors.of('title')}
        width={30}
      />
      <FileField
        name="minutes"
        label="Minutes of the last meeting"
        hint="A PDF"
        accept=".pdf"
        optional
        onChoose={() => undefined}
      />
      <SelectField
        name="role"
        label="Chair"
        placeholder="Choose a role"
        options={roles}
        value={role}
        onChange={setRole}
        optional
      />
      <Radios
        name="rhythm"
        label="How often"
        options={[
          { value: 'weekly', label: 'Every week' },
          { value: 'fortnightly', label: 'Every 2 weeks' },
          { value: 'other', label: 'Another rhythm' },
        ]}
        value={rhythm}
        onChange={setRhythm}
        error={errors.of('rhythm')}
        conditional={{
          other: <TextField name="otherRhythm" label="Which rhythm" value="" onChange={() => undefined} />,
        }}
      />
      <Checkboxes name="core" label="Core roles" options={roles} values={core} onChange={setCore} />
      <DateField name="day" label="First meeting" value={day} onChange={setDay} />
      <TimeField name="at" label="Starts at" hint="For example 0930 or 13:00" value={at} onChange={setAt} />
      <Combobox
        name="place"
        label="Place"
        items={places}
        itemKey={(p) => p.id}
        itemLabel={(p) => p.name}
        itemDetail={(p) => p.town}
        value={place}
        onChange={setPlace}
        nothingFound="No place with these words"
      />
      <TextArea
        name="note"
        label="Note to members"
        value={note.text}
        onChange={note.setText}
        limit={200}
        hint={note.restored ? 'Restored from before' : undefined}
      />
      <ButtonGroup>
        <Button look="primary" type="submit">
          Invite 6 providers
        </Button>
        <Button onClick={() => setOpen(true)}>Show a dialog</Button>
        <Button look="warning">End the series</Button>
        <Button busy>Saving</Button>
        <Button look="quiet">Cancel</Button>
      </ButtonGroup>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        heading="End the series?"
        actions={
          <Button look="warning" onClick={() => setOpen(false)}>
            End the series
          </Button>
        }
      >
        <p>The 11 meetings still to come are cancelled and all 6 providers are told.</p>
      </Dialog>
    </form>
  );
}
