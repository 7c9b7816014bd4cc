import type { Query } from '../platform/audit.js';

/** Professional roles that most MDTs ask for. A tenant that was imported starts with these and adds its own. */
export const STANDARD_ROLES: Readonly<Record<string, string>> = {
  careHomeManager: 'Care home manager',
  carersAdviser: 'Carers adviser',
  clinicalPharmacist: 'Clinical pharmacist',
  communityMatron: 'Community matron',
  communityNurse: 'Community nurse',
  pharmacist: 'Community pharmacist',
  geriatrician: 'Consultant geriatrician',
  psychiatrist: 'Consultant psychiatrist',
  diabetesSpecialistNurse: 'Diabetes specialist nurse',
  dietitian: 'Dietitian',
  dischargeNurse: 'Discharge nurse',
  gp: 'GP',
  healthVisitor: 'Health visitor',
  heartFailureNurse: 'Heart failure nurse',
  hospiceNurse: 'Hospice nurse',
  housingOfficer: 'Housing officer',
  mdtCoordinator: 'MDT co-ordinator',
  memoryNurse: 'Memory service nurse',
  mentalHealthNurse: 'Mental health nurse',
  occupationalTherapist: 'Occupational therapist',
  palliativeConsultant: 'Palliative care consultant',
  paramedic: 'Paramedic',
  physiotherapist: 'Physiotherapist',
  podiatrist: 'Podiatrist',
  practiceNurse: 'Practice nurse',
  psychologist: 'Psychologist',
  therapist: 'Rehabilitation therapist',
  respiratoryNurse: 'Respiratory nurse',
  linkWorker: 'Social prescribing link worker',
  socialWorker: 'Social worker',
  speechTherapist: 'Speech and language therapist',
  substanceUseWorker: 'Substance use worker',
};

/** Gives a tenant without any professional role the standard ones; one that has its own is left as it is. */
export async function ensureStandardRoles(tx: { readonly tenantId: string; readonly query: Query }): Promise<void> {
  await tx.query(
    `insert into professional_role (tenant_id, role_code, name)
     select $1, r.key, r.value from json_each_text($2::json) r
     where not exists (select 1 from professional_role where tenant_id = $1)
     on conflict do nothing`,
    [tx.tenantId, JSON.stringify(STANDARD_ROLES)],
  );
}
