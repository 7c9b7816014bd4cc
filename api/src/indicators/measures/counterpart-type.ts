import type { OrganisationKind } from '../../organisations/organisation-kind.js';

/** What kind of organisation a provider deals with, so that like is compared with like. The own sites stand apart. */
export const COUNTERPART_TYPES = [
  { code: 'nhsTrust', label: 'NHS trusts and foundation trusts' },
  { code: 'generalPractice', label: 'General practice' },
  { code: 'council', label: 'Councils' },
  { code: 'voluntary', label: 'Voluntary organisations and hospices' },
  { code: 'independent', label: 'Independent providers, care homes and pharmacies' },
  { code: 'commissioner', label: 'NHS commissioners and regulators' },
  { code: 'own', label: 'Its own sites' },
] as const;

export type CounterpartType = (typeof COUNTERPART_TYPES)[number]['code'];

const TYPE_OF_KIND: Readonly<Record<OrganisationKind, CounterpartType>> = {
  acuteTrust: 'nhsTrust',
  communityTrust: 'nhsTrust',
  mentalHealthTrust: 'nhsTrust',
  ambulanceTrust: 'nhsTrust',
  nhsTrust: 'nhsTrust',
  gpPractice: 'generalPractice',
  prescribingCentre: 'generalPractice',
  pcn: 'generalPractice',
  localAuthority: 'council',
  vcse: 'voluntary',
  hospice: 'voluntary',
  independent: 'independent',
  careHome: 'independent',
  pharmacy: 'independent',
  icb: 'commissioner',
  subIcb: 'commissioner',
  region: 'commissioner',
  regulator: 'commissioner',
};

/**
 * The type of a counterpart as SQL, the same table as above.
 *   provider, counterpart  columns with the ids of the organisations
 *   kind                   column with the kind of the counterpart
 */
export function counterpartTypeSql(provider: string, counterpart: string, kind: string): string {
  const types = Object.entries(TYPE_OF_KIND).map(([name, type]) => `when '${name}' then '${type}'`);
  return `case when ${provider} = ${counterpart} then 'own' else case ${kind} ${types.join(' ')} end end`;
}
