/** What an account may act as. The same words in the table, the type, the schema and on the page. */
export const ROLES = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'person',
  'carer',
  'informationGovernanceLead',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** The role in a reader's words. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  careCoordinator: 'Care co-ordinator',
  clinician: 'Clinician',
  providerManager: 'Provider manager',
  commissioner: 'Commissioner',
  person: 'Person',
  carer: 'Carer',
  informationGovernanceLead: 'Information governance lead',
  administrator: 'Administrator',
};
