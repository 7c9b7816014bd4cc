import { Inject, Injectable } from '@nestjs/common';
import { checkNhsNumber } from '@quorate/libs/identifiers';
import { isLocalDate, toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Commands, type Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { changedByOther, invalidInput, type RefusalData, Refused } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import { Patient } from './patient.entity.js';
import { giveRelationship, OWN_RELATIONSHIPS, partyOf, requirePatient } from './relationships.js';

const name = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'A name has no line breaks.');
const localDate = z.string().refine(isLocalDate, 'Enter a real date, such as 2 April 1938.');

const nhsNumber = z
  .string()
  .nullish()
  .transform((text, context) => {
    if (!text?.trim()) return null;
    const check = checkNhsNumber(text);
    if (check.kind === 'valid') return check.value;
    context.addIssue({ code: 'custom', message: check.message });
    return z.NEVER;
  });

const registerInput = z.object({
  nhsNumber,
  familyName: name,
  givenName: name,
  dateOfBirth: localDate.refine((date) => date >= '1890-01-01', 'Check the year of birth.'),
  reason: z.string().trim().min(3, 'Say why the person is referred.').max(500, 'At most 500 characters.'),
});
type Registration = z.infer<typeof registerInput>;

const markDeceasedInput = z.object({
  patientId: z.uuid(),
  expectedVersion: z.int(),
  deceasedOn: localDate.nullable(),
});

type Registered = { __typename: 'PatientRegistered'; patientId: string; wasKnown: boolean };
type Marked = { __typename: 'PatientMarked'; patientId: string; deceasedOn: string | null; lockVersion: number };

/** People cared for, and how a referral opens their record. */
@Injectable()
export class PatientsService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Registers a referral: the person, if they are new, and a relationship of the viewer with them.
   *   edges   an NHS number that is known with the same family name and date of birth gives no second record: the viewer
   *           is added to the first, by their own claim, which the audit trail shows under the person
   *   errors  CheckTheDetails when the number cannot go with these details; the same words whatever the cause
   */
  registerPatient(viewer: Viewer, input: unknown): Promise<Registered | RefusalData> {
    return this.commands.run(viewer, 'registerPatient', registerInput, input, async (tx, given) => {
      if (given.dateOfBirth > toLondon(tx.now.toISOString()).date)
        throw invalidInput('dateOfBirth', 'A date of birth cannot be in the future.');
      const known = await findKnown(tx, given);
      const patientId = known ?? (await insertPatient(tx, given));
      if (!(await hasReferral(tx, patientId))) {
        await giveRelationship(tx, {
          patientId,
          party: partyOf(viewer),
          basis: 'referral',
          reason: given.reason,
          until: null,
          grantedBy: viewer.accountId,
        });
      }
      tx.audit({
        entity: 'Patient',
        entityId: patientId,
        patientId,
        detail: { basis: 'referral', selfClaimed: known !== null },
      });
      return { __typename: 'PatientRegistered' as const, patientId, wasKnown: known !== null };
    });
  }

  /** Records that a person has died, or takes that back. From then on their record is read-only. */
  markDeceased(viewer: Viewer, input: unknown): Promise<Marked | RefusalData> {
    return this.commands.run(viewer, 'markDeceased', markDeceasedInput, input, async (tx, given) => {
      const patient = await requirePatient(tx, viewer, given.patientId);
      if (patient.lockVersion !== given.expectedVersion) throw changedByOther(patient.lockVersion);
      if (given.deceasedOn !== null) {
        if (given.deceasedOn > toLondon(tx.now.toISOString()).date)
          throw invalidInput('deceasedOn', 'The date of death cannot be in the future.');
        if (given.deceasedOn < patient.dateOfBirth)
          throw invalidInput('deceasedOn', 'The date of death cannot be before the date of birth.');
      }
      const lockVersion = patient.lockVersion + 1;
      await tx.manager.update(
        Patient,
        { tenantId: tx.tenantId, patientId: given.patientId },
        { deceasedOn: given.deceasedOn, lockVersion },
      );
      tx.audit({
        entity: 'Patient',
        entityId: given.patientId,
        patientId: given.patientId,
        detail: { deceased: given.deceasedOn !== null },
      });
      return {
        __typename: 'PatientMarked' as const,
        patientId: given.patientId,
        deceasedOn: given.deceasedOn,
        lockVersion,
      };
    });
  }
}

/** The person this number already belongs to; null when it belongs to nobody. Holds the number until commit. */
async function findKnown(tx: Transaction, given: Registration): Promise<string | null> {
  if (given.nhsNumber === null) return null;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`nhs ${tx.tenantId} ${given.nhsNumber}`]);
  const [match] = await tx.query<{ is_taken: boolean; patient_id: string | null }>(
    'select is_taken, patient_id from quorate_match_patient($1, $2, $3)',
    [given.nhsNumber, given.familyName, given.dateOfBirth],
  );
  if (match?.is_taken && match.patient_id === null) {
    throw new Refused({
      __typename: 'CheckTheDetails',
      code: 'CHECK_THE_DETAILS',
      message: 'Check the NHS number, family name and date of birth against the referral.',
    });
  }
  return match?.patient_id ?? null;
}

async function insertPatient(tx: Transaction, given: Registration): Promise<string> {
  const patientId = newId();
  await tx.manager
    .createQueryBuilder()
    .insert()
    .into(Patient)
    .values({
      tenantId: tx.tenantId,
      patientId,
      nhsNumber: given.nhsNumber,
      nhsNumberStatus: given.nhsNumber === null ? 'absent' : 'checkDigitOnly',
      familyName: given.familyName,
      givenName: given.givenName,
      dateOfBirth: given.dateOfBirth,
      deceasedOn: null,
      createdAt: tx.now,
      lockVersion: 1,
    })
    // Nothing is read back: the row cannot be seen before the relationship is there.
    .updateEntity(false)
    .execute();
  return patientId;
}

async function hasReferral(tx: Transaction, patientId: string): Promise<boolean> {
  const found = await tx.query(
    `select 1 from (${OWN_RELATIONSHIPS}) o where o.patient_id = $2 and o.basis = 'referral'`,
    [tx.tenantId, patientId],
  );
  return found.length > 0;
}
