import { formatDateTime } from './dates.js';

export interface PrintHeaderProps {
  /** What the sheet is: "Handout, Meadow Lane frailty MDT". */
  readonly title: string;
  /** For one person's sheet: name, date of birth and NHS number as the banner writes them. */
  readonly person?: string;
  readonly printedBy: string;
  /** The instant of printing. */
  readonly printedAt: string;
}

/** On paper only: what this is, about whom, when and by whom it was printed. The browser's table header repeats it on each sheet. */
export function PrintHeader({ title, person, printedBy, printedAt }: PrintHeaderProps) {
  return (
    <div className="q-print-header" aria-hidden="true">
      <span>{title}</span>
      {person ? <span className="q-print-header__person">{person}</span> : null}
      <span>
        Printed {formatDateTime(printedAt)} by {printedBy}
      </span>
    </div>
  );
}
