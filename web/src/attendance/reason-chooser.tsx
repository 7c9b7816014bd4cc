import { Button } from '../ui/button.js';
import { REASON_GROUPS, type ReasonCode } from './attendance-words.js';

export interface ReasonChooserProps {
  /** For whom: read out with the group. */
  readonly name: string;
  readonly value: ReasonCode | null;
  /** Shown first: what the record already suggests, such as a refused release. */
  readonly suggested?: ReasonCode | null;
  readonly onChoose: (code: ReasonCode) => void;
  readonly onClose: () => void;
}

/** Why somebody is not there, in groups of plain words; one tap chooses. The absence itself is saved already. */
export function ReasonChooser({ name, value, suggested, onChoose, onClose }: ReasonChooserProps) {
  const reasons = REASON_GROUPS.flatMap((group) => group.reasons);
  const first = reasons.find((reason) => reason.code === suggested);
  return (
    <fieldset className="q-choices q-no-print">
      <legend className="q-choices__legend">Why? One tap, or leave it out.</legend>
      {first ? (
        <Button small onClick={() => onChoose(first.code)} about={`for ${name}`}>
          {first.label}
        </Button>
      ) : null}
      {REASON_GROUPS.map((group) => (
        <div className="q-choices__group" key={group.heading}>
          <span className="q-choices__heading">{group.heading}</span>
          {group.reasons
            .filter((reason) => reason.code !== suggested)
            .map((reason) => (
              <Button
                key={reason.code}
                small
                aria-pressed={reason.code === value}
                onClick={() => onChoose(reason.code)}
                about={`for ${name}`}
              >
                {reason.label}
              </Button>
            ))}
        </div>
      ))}
      <Button look="quiet" onClick={onClose} about={`about why ${name} is not there`}>
        Leave it out
      </Button>
    </fieldset>
  );
}
