import { formatNhsNumber } from '@quorate/libs/identifiers';
import type { ReactNode } from 'react';
import { ageOn, formatShortDate, todayInLondon } from './dates.js';

export interface PatientBannerProps {
  readonly familyName: string;
  readonly givenName: string;
  /** Mrs, Dr. */
  readonly title?: string | null;
  readonly preferredName?: string | null;
  /** Local date; null is shown as "Not known". */
  readonly bornOn: string | null;
  readonly diedOn?: string | null;
  readonly gender: string | null;
  /** Ten digits, spaces or not. */
  readonly nhsNumber: string | null;
  /** Alerts, access needs: shown under the facts. */
  readonly children?: ReactNode;
  /** The day the age is counted on; today in London unless given. */
  readonly today?: string;
}

/** "EXAMPLE, Joan (Mrs)". */
export function formatBannerName(familyName: string, givenName: string, title?: string | null): string {
  return `${familyName.toLocaleUpperCase('en-GB')}, ${givenName}${title ? ` (${title})` : ''}`;
}

/** Who this page is about, in the order of the NHS Common User Interface: name, born, gender, NHS number. Only on pages about one person. */
export function PatientBanner(props: PatientBannerProps) {
  const { familyName, givenName, title, preferredName, bornOn, diedOn, gender, nhsNumber, children } = props;
  const today = props.today ?? todayInLondon();
  const born = bornOn ? `${formatShortDate(bornOn)}${diedOn ? '' : ` (${ageOn(bornOn, today)}y)`}` : 'Not known';
  return (
    <section className="q-patient" aria-label="Person">
      <p className="q-patient__name">{formatBannerName(familyName, givenName, title)}</p>
      <dl className="q-patient__facts">
        {preferredName ? <Fact name="Preferred name" value={preferredName} /> : null}
        <Fact name="Born" value={born} />
        {diedOn && bornOn ? (
          <Fact name="Died" value={`${formatShortDate(diedOn)} (${ageOn(bornOn, diedOn)}y)`} />
        ) : null}
        <Fact name="Gender" value={gender ?? 'Not known'} />
        <Fact name="NHS number" value={nhsNumber ? formatNhsNumber(nhsNumber) : 'Not known'} />
      </dl>
      {children ? <div className="q-patient__more">{children}</div> : null}
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="q-patient__fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
