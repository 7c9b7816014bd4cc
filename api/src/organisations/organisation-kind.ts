/** What kinds of organisation the directory holds; the same list as the table's check. */
export const ORGANISATION_KINDS = [
  'acuteTrust',
  'communityTrust',
  'mentalHealthTrust',
  'ambulanceTrust',
  'nhsTrust',
  'gpPractice',
  'prescribingCentre',
  'pcn',
  'localAuthority',
  'vcse',
  'independent',
  'careHome',
  'pharmacy',
  'hospice',
  'icb',
  'subIcb',
  'region',
  'regulator',
] as const;

export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

export const TRUST_KINDS: readonly OrganisationKind[] = [
  'acuteTrust',
  'communityTrust',
  'mentalHealthTrust',
  'ambulanceTrust',
  'nhsTrust',
];

/** A trust's kind as far as its name tells it; the extracts have no column for it. */
export function trustKindOf(name: string): OrganisationKind {
  const upper = name.toUpperCase();
  if (upper.includes('AMBULANCE')) return 'ambulanceTrust';
  if (upper.includes('MENTAL HEALTH')) return 'mentalHealthTrust';
  if (/\bHOSPITALS?\b/.test(upper)) return 'acuteTrust';
  if (upper.includes('COMMUNITY')) return 'communityTrust';
  return 'nhsTrust';
}
