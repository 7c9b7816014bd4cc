import type { ReactNode } from 'react';

export interface StatProps {
  readonly label: string;
  readonly value: number | null;
  /** With it the value reads "9 of 14" and, if asked, "64%". */
  readonly of?: number | null;
  readonly showShare?: boolean;
  readonly children?: ReactNode;
  /** What to say when the value is missing, which is not the same as 0. */
  readonly missing?: string;
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** "1,234". */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** "64%" from a share of 0 to 1, without decimals. */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** "9 of 14", or "9 of 14 (64%)". */
export function formatOf(value: number, of: number, showShare = false): string {
  const share = showShare && of > 0 ? ` (${formatShare(value / of)})` : '';
  return `${formatCount(value)} of ${formatCount(of)}${share}`;
}

/** One number with its "of how many" and what it counts. */
export function Stat({ label, value, of, showShare, children, missing = 'No data' }: StatProps) {
  const share = value !== null && of && showShare ? formatShare(value / of) : null;
  return (
    <div className="q-stat">
      <p className="q-stat__label">{label}</p>
      <p className="q-stat__value">
        {value === null ? (
          <span className="q-stat__missing">{missing}</span>
        ) : (
          <>
            {share ? <strong>{share}</strong> : <strong>{formatCount(value)}</strong>}{' '}
            <span className="q-stat__of">
              {of === undefined || of === null ? null : share ? formatOf(value, of) : `of ${formatCount(of)}`}
            </span>
          </>
        )}
      </p>
      {children ? <div className="q-stat__more">{children}</div> : null}
    </div>
  );
}

/** Stats side by side. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <div className="q-stat-row">{children}</div>;
}
