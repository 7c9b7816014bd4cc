/**
 * Who could have changed it. Only `provider` can feed a signal about the provider.
 * `unclassified` is a reason in the person's own words: it is neither leave nor anybody's doing.
 */
export const REASON_LOCI = ['provider', 'host', 'personal', 'patientCare', 'structural', 'unclassified'] as const;

export type ReasonLocus = (typeof REASON_LOCI)[number];

/** The closed list of reasons for not taking part, in the order a form shows them. */
export const ABSENCE_REASONS = [
  { code: 'annualLeave', label: 'Annual leave', locus: 'personal' },
  { code: 'sickness', label: 'Sickness', locus: 'personal' },
  { code: 'otherLeave', label: 'Other leave, such as maternity, study or bereavement', locus: 'personal' },
  { code: 'clinicalEmergency', label: 'Clinical emergency', locus: 'patientCare' },
  { code: 'patientCareClash', label: 'Clash with patient care', locus: 'patientCare' },
  { code: 'releaseRefused', label: 'Release was refused', locus: 'provider' },
  { code: 'noProtectedTime', label: 'No protected time', locus: 'provider' },
  { code: 'noCover', label: 'No cover or backfill', locus: 'provider' },
  { code: 'travelNotSupported', label: 'Travel was not supported', locus: 'provider' },
  { code: 'workload', label: 'Workload', locus: 'provider' },
  { code: 'notNotified', label: 'Was not told of the meeting', locus: 'host' },
  { code: 'shortNotice', label: 'Told at short notice', locus: 'host' },
  { code: 'technology', label: 'Could not join: technology', locus: 'host' },
  { code: 'timing', label: 'Time of the meeting', locus: 'host' },
  { code: 'strike', label: 'Strike', locus: 'structural' },
  { code: 'vacancy', label: 'Post is vacant', locus: 'structural' },
  { code: 'noLongerInvolved', label: 'No longer involved', locus: 'structural' },
  { code: 'other', label: 'Another reason', locus: 'unclassified' },
] as const satisfies readonly { code: string; label: string; locus: ReasonLocus }[];

export type AbsenceReasonCode = (typeof ABSENCE_REASONS)[number]['code'];

export type AbsenceReason = { readonly code: AbsenceReasonCode; readonly label: string; readonly locus: ReasonLocus };

const byCode: ReadonlyMap<string, AbsenceReason> = new Map(ABSENCE_REASONS.map((reason) => [reason.code, reason]));

/** The reason of a code, or null when the list has no such code. */
export function absenceReason(code: string): AbsenceReason | null {
  return byCode.get(code) ?? null;
}

/** Whether a text is one of the codes; narrows what came over the wire. */
export function isAbsenceReasonCode(text: string): text is AbsenceReasonCode {
  return byCode.has(text);
}

/** Whether the provider could have changed it: the only reasons that may count towards a signal. */
export function isProviderControllable(code: AbsenceReasonCode): boolean {
  return byCode.get(code)?.locus === 'provider';
}
