import { SegmentedControl } from '../ui/segmented-control.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';
import { CHOICES, type Choice, REASON_GROUPS } from './attendance-words.js';

const REASONS = REASON_GROUPS.flatMap((group) => group.reasons.map(({ code, label }) => ({ value: code, label })));

interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What a record should say. */
export function ShouldSayField(props: {
  readonly name: string;
  readonly value: Choice | null;
  readonly onChange: (value: Choice) => void;
}) {
  return <SegmentedControl<Choice> legend="What it should say" legendShown options={CHOICES} {...props} />;
}

/** The minutes of somebody who was there for a part. */
export function MinutesField({
  label = 'Minutes they were there',
  ...props
}: FieldProps & { readonly label?: string; readonly error: string | undefined }) {
  return <TextField label={label} inputMode="numeric" width={4} {...props} />;
}

/** Why somebody was away, as far as it is known. */
export function ReasonField(props: FieldProps) {
  return <SelectField label="Why they were away" optional placeholder="No reason given" options={REASONS} {...props} />;
}
