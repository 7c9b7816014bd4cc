export interface ProgressProps {
  /** What is under way, in words that stand beside the bar. */
  readonly label: string;
  /** 0 to 1. */
  readonly share: number;
}

/** How far something is: the words, a bar, and the share as a number. */
export function Progress({ label, share }: ProgressProps) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <div className="q-progress">
      <p className="q-progress__label">
        {label}: {percent}%
      </p>
      <progress className="q-progress__bar" max={100} value={percent} aria-label={label}>
        {percent}%
      </progress>
    </div>
  );
}
