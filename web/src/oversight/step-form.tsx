import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { SelectField } from '../ui/select-field.js';
import { type Refusal, RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';

/** The form of one step of a signal or a concern: why it was refused, its fields, its button. */
export function StepForm({
  refusal,
  busy,
  button,
  onSubmit,
  children,
}: {
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  readonly button: string;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {children}
      <Button type="submit" look="primary" busy={busy}>
        {button}
      </Button>
    </form>
  );
}

interface TypedField {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Who it is referred to. */
export function BodyField({
  bodies,
  ...field
}: TypedField & {
  readonly bodies: readonly {
    readonly code: string;
    readonly name: string;
    readonly remit: string;
    readonly reach?: string | null;
  }[];
}) {
  const reach = bodies.find(({ code }) => code === field.value)?.reach;
  return (
    <SelectField
      {...field}
      label="Refer to"
      placeholder="Choose a body"
      hint={reach ? `How to reach it: ${reach}` : undefined}
      options={bodies.map(({ code, name, remit }) => ({ value: code, label: `${name}: ${remit.toLowerCase()}` }))}
    />
  );
}

/** What is published when something is stopped. */
export function PublishedReasonField(field: TypedField) {
  return (
    <TextArea
      {...field}
      label="Reason that all staff can read"
      hint="Name no organisation and no person. It is published with the month only."
      limit={4000}
    />
  );
}
