import { useQuery } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { DateField } from '../ui/date-field.js';
import { ErrorSummary, type FieldErrors } from '../ui/error-summary.js';
import { Details, Section } from '../ui/page.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { rolesQuery } from './mdt.queries.js';
import { type MdtForm, newSeat, type SeatRow } from './mdt-form-state.js';
import { SeatFields } from './seat-rows.js';

export interface MdtFormProps {
  readonly form: MdtForm;
  readonly onChange: (part: Partial<MdtForm>) => void;
  readonly errors: FieldErrors<string>;
  /** The name is given once and stays. */
  readonly withName: boolean;
  /** Comes before the fields, under the list of errors. */
  readonly first?: ReactNode;
  /** Comes after the fields: the day from which it holds, refusals, the button. */
  readonly children: ReactNode;
  readonly onSubmit: () => void;
}

/** Purpose, seats and quorum of an MDT on one page; for a new one and for the next version of the terms. */
export function MdtFields({ form, onChange, errors, withName, first, children, onSubmit }: MdtFormProps) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {first}
      {withName ? (
        <TextField
          name="name"
          label="Name"
          hint="As people say it, for example Frailty MDT, Merrow North"
          value={form.name}
          onChange={(name) => onChange({ name })}
          error={errors.of('name')}
          width={30}
          maxLength={120}
        />
      ) : null}
      <TextArea
        name="purpose"
        label="What is it for?"
        rows={2}
        limit={2000}
        value={form.purpose}
        onChange={(purpose) => onChange({ purpose })}
        error={errors.of('purpose')}
      />
      <TextArea
        name="population"
        label="Whom does it look after?"
        optional
        rows={2}
        limit={2000}
        value={form.population}
        onChange={(population) => onChange({ population })}
        error={errors.of('population')}
      />
      <SeatsPart form={form} onChange={onChange} errors={errors} />
      <RulesPart form={form} onChange={onChange} errors={errors} />
      {children}
    </form>
  );
}

type PartProps = Pick<MdtFormProps, 'form' | 'onChange' | 'errors'>;

function SeatsPart({ form, onChange, errors }: PartProps) {
  const roles = useQuery(rolesQuery, { fetchPolicy: 'cache-first' });
  const changeSeat = (key: string, part: Partial<SeatRow>) =>
    onChange({ seats: form.seats.map((seat) => (seat.key === key ? { ...seat, ...part } : seat)) });
  function addSeat() {
    onChange({ seats: [...form.seats, newSeat(form.seats.at(-1)?.provider ?? null)] });
    // The new row is on the page after this render; the keyboard goes on there.
    setTimeout(() => document.getElementById(`seat-${form.seats.length}-roleCode`)?.focus(), 0);
  }
  return (
    <Section heading="Seats" id="seats">
      <p>One seat for each role and provider that the MDT needs, also while nobody holds it.</p>
      <QueryState query={roles} lines={3}>
        {({ professionalRoles }) =>
          form.seats.map((seat, index) => (
            <SeatFields
              key={seat.key}
              seat={seat}
              index={index}
              roles={professionalRoles}
              errorOf={errors.of}
              onChange={(part) => changeSeat(seat.key, part)}
              onRemove={
                form.seats.length > 1
                  ? () => onChange({ seats: form.seats.filter((one) => one.key !== seat.key) })
                  : null
              }
            />
          ))
        }
      </QueryState>
      <Button onClick={addSeat}>Add a seat</Button>
    </Section>
  );
}

function RulesPart({ form, onChange, errors }: PartProps) {
  const roles = useQuery(rolesQuery, { fetchPolicy: 'cache-first' });
  const counting = form.seats.filter((seat) => seat.countsForQuorum);
  const inSeats = (roles.data?.professionalRoles ?? []).filter((role) =>
    counting.some((seat) => seat.roleCode === role.code),
  );
  return (
    <Section heading="When it may decide">
      <TextField
        name="minimumSeats"
        label="How many seats must be filled?"
        hint={
          counting.length === 1
            ? '1 of the seats above counts for quorum.'
            : `${counting.length} of the seats above count for quorum.`
        }
        inputMode="numeric"
        width={3}
        value={form.minimumSeats}
        onChange={(minimumSeats) => onChange({ minimumSeats })}
        error={errors.of('minimumSeats')}
      />
      {inSeats.length > 0 ? (
        <Checkboxes
          name="requiredRoles"
          label="Which roles must be there?"
          optional
          options={inSeats.map((role) => ({ value: role.code, label: role.name }))}
          values={form.requiredRoles}
          onChange={(requiredRoles) => onChange({ requiredRoles })}
          error={errors.of('requiredRoles')}
        />
      ) : null}
      <TextField
        name="noticeDays"
        label="How many working days’ notice do members get?"
        hint="An absence after shorter notice does not count against a provider."
        inputMode="numeric"
        width={3}
        value={form.noticeDays}
        onChange={(noticeDays) => onChange({ noticeDays })}
        error={errors.of('noticeDays')}
      />
      <Details summary="Deputies and review date" open={!form.deputiesAllowed || form.reviewOn !== ''}>
        <Checkboxes
          name="deputiesAllowed"
          label="Deputies"
          options={[{ value: 'yes', label: 'A deputy may come in a member’s place' }]}
          values={form.deputiesAllowed ? ['yes'] : []}
          onChange={(values) => onChange({ deputiesAllowed: values.length > 0 })}
        />
        <DateField
          name="reviewOn"
          label="When are these terms looked at again?"
          optional
          value={form.reviewOn}
          onChange={(reviewOn) => onChange({ reviewOn })}
          error={errors.of('reviewOn')}
        />
      </Details>
    </Section>
  );
}
