import { classNames } from './class-names.js';
import { describedBy, type FieldProps, FormGroup } from './field.js';

export interface FileFieldProps extends FieldProps {
  /** Kinds of file that the browser offers first, such as ".json". */
  readonly accept?: string;
  readonly onChoose: (file: File | null) => void;
}

/** One file of the reader's own. It stays on their machine unless somebody sends it. */
export function FileField({ accept, onChoose, ...field }: FileFieldProps) {
  const { name, hint, error, disabled } = field;
  return (
    <FormGroup {...field}>
      <input
        className={classNames('nhsuk-file-upload', error && 'nhsuk-input--error')}
        id={name}
        name={name}
        type="file"
        accept={accept}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error)}
        onChange={({ target }) => onChoose(target.files?.[0] ?? null)}
      />
    </FormGroup>
  );
}
