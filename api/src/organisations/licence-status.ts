import type { Dated } from './dated-chain.js';
import { type OrganisationKind, TRUST_KINDS } from './organisation-kind.js';

export type LicenceStatus = 'licensed' | 'nhsTrustShadow' | 'exempt' | 'notApplicable' | 'unknown';

/** The provider licence came into force for foundation trusts on this day (Health and Social Care Act 2012). */
const LICENCE_START = '2013-04-01';
/** From this day NHS trusts hold the licence too (Health and Care Act 2022; licence as updated April 2023). */
const NHS_TRUSTS_LICENSED = '2023-04-01';

/** What the licence asks of an organisation: its kind, its dated names, and when it opened and closed. */
export interface LicenceFacts {
  readonly kind: OrganisationKind;
  readonly names: readonly Dated[];
  readonly openedOn: string | null;
  /** The first day on which it was closed. */
  readonly closedFrom: string | null;
}

/**
 * The licence status by date as far as published extracts tell it. The status is `value`, the basis in words `source`.
 *   edges   a trust that became a foundation trust under a new name changes status with the name; 'unknown' is an answer:
 *           the register of licence holders is not among the extracts
 *   source  001 (Monitor 2015) footnotes 1 and 2: NHS trusts are not licensed but are expected to meet the condition
 */
export function licencePeriods(facts: LicenceFacts): readonly Dated<LicenceStatus>[] {
  if (TRUST_KINDS.includes(facts.kind)) return trustPeriods(facts);
  const [value, source] = statusOfKind(facts.kind);
  return lasting(facts, value, source);
}

function statusOfKind(kind: OrganisationKind): readonly [LicenceStatus, string] {
  switch (kind) {
    case 'gpPractice':
      return ['exempt', 'Provides primary medical services only, which need no provider licence.'];
    case 'independent':
    case 'vcse':
    case 'hospice':
      return ['unknown', 'Depends on what it earns from NHS services; the extracts do not say.'];
    case 'prescribingCentre':
      return ['unknown', 'The extract does not say who provides the service.'];
    case 'careHome':
    case 'pharmacy':
      return ['notApplicable', 'Care homes and pharmacies are outside the provider licence.'];
    default:
      return ['notApplicable', 'Not a provider of NHS services.'];
  }
}

function trustPeriods(facts: LicenceFacts): readonly Dated<LicenceStatus>[] {
  const start = latest(facts.openedOn, LICENCE_START);
  const periods: Dated<LicenceStatus>[] = [];
  for (const name of facts.names) {
    const from = latest(name.from, start);
    const to = earliest(name.to, facts.closedFrom);
    const isFoundation = /\bFOUNDATION\b/i.test(name.value) || /\bNHS FT\b/i.test(name.value);
    if (isFoundation)
      push(periods, 'licensed', from, to, 'An NHS foundation trust by its name; foundation trusts hold the licence.');
    else {
      push(
        periods,
        'nhsTrustShadow',
        from,
        earliest(to, NHS_TRUSTS_LICENSED),
        'An NHS trust by its name: not licensed before April 2023, expected to meet the same conditions.',
      );
      push(
        periods,
        'licensed',
        latest(from, NHS_TRUSTS_LICENSED),
        to,
        'An NHS trust by its name; NHS trusts hold the licence from April 2023.',
      );
    }
  }
  return periods;
}

function push(
  periods: Dated<LicenceStatus>[],
  value: LicenceStatus,
  from: string,
  to: string | null,
  source: string,
): void {
  if (to !== null && from >= to) return;
  const last = periods.at(-1);
  if (last?.value === value && last.to === from) periods[periods.length - 1] = { ...last, to };
  else periods.push({ value, from, to, source });
}

function lasting(facts: LicenceFacts, value: LicenceStatus, source: string): readonly Dated<LicenceStatus>[] {
  const from = latest(facts.openedOn, LICENCE_START);
  if (facts.closedFrom !== null && from >= facts.closedFrom) return [];
  return [{ value, from, to: facts.closedFrom, source }];
}

function latest(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b !== null && b < a ? b : a;
}
