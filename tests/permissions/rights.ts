import type { Canary } from './canaries.js';
import type { FixtureIds } from './economy.js';
import type { Persona } from './personas.js';

/** What of the fixture decides a right: who has a relationship with whom, and which organisation a row belongs to. */
export interface Facts {
  readonly ids: FixtureIds;
  readonly hostId: string;
  /** Organisations with a seat at the MDT. */
  readonly seatProviders: ReadonlySet<string>;
  /** Practitioners with a seat at the MDT. */
  readonly seatHolders: ReadonlySet<string>;
  /** 'party:patient' of every relationship that is on. */
  readonly relationships: ReadonlySet<string>;
  /** The provider of a signal. */
  readonly signalProviders: ReadonlyMap<string, string>;
  /** The employer of a practitioner. */
  readonly employerOf: ReadonlyMap<string, string>;
}

type Right = (persona: Persona, row: Canary['row'], facts: Facts) => boolean;

const either =
  (...rights: readonly Right[]): Right =>
  (persona, row, facts) =>
    rights.some((right) => right(persona, row, facts));
const isRole =
  (...roles: readonly string[]): Right =>
  ({ role }) =>
    roles.includes(role ?? '');
const both =
  (...rights: readonly Right[]): Right =>
  (persona, row, facts) =>
    rights.every((right) => right(persona, row, facts));

const nobody: Right = () => false;
const everyone: Right = () => true;
const ownRecord = isRole('person', 'carer');
const staff: Right = (persona, row, facts) => !ownRecord(persona, row, facts);
const related: Right = ({ accountId, practitionerId }, row, { relationships }) =>
  [accountId, practitionerId].some((party) => party !== null && relationships.has(`${party}:${row.patient_id}`));
const inCare = both(isRole('careCoordinator', 'clinician'), related);
const theirOwn = both(ownRecord, ({ aboutPatientId }, row) => aboutPatientId === row.patient_id);
const hostCoordinator = both(
  isRole('careCoordinator'),
  ({ organisationId }, _, { hostId }) => organisationId === hostId,
);
const takesPart: Right = ({ organisationId, practitionerId }, _, { hostId, seatProviders, seatHolders }) =>
  organisationId === hostId || seatProviders.has(organisationId ?? '') || seatHolders.has(practitionerId ?? '');
const oneself: Right = ({ practitionerId }, row) => practitionerId !== null && row.practitioner_id === practitionerId;
const ownAccount: Right = ({ accountId }, row) => row.account_id === accountId;
const managerOf: Right = both(
  isRole('providerManager'),
  ({ organisationId }, row, { employerOf }) =>
    organisationId === (row.provider_organisation_id ?? employerOf.get(String(row.practitioner_id))),
);
/** The provider's own manager, and commissioners: what parties to a signal say and are told. */
const partyToSignal: Right = (persona, row, { signalProviders }) =>
  persona.role === 'commissioner' ||
  (persona.role === 'providerManager' && signalProviders.get(String(row.signal_id)) === persona.organisationId);
const ownAdvice: Right = both(
  isRole('commissioner', 'informationGovernanceLead'),
  ({ organisationId }, row) => row.organisation_id === organisationId,
);
/** Undertakings here are all of one signal. */
const partyToUndertaking: Right = (persona, _, facts) => partyToSignal(persona, { signal_id: facts.ids.signal }, facts);
/** The one disputed record here: its host, the employer's managers and whoever's it is. */
const partyToDispute: Right = (persona, _, facts) =>
  either(hostCoordinator, managerOf, both(isRole('clinician'), oneself))(
    persona,
    { provider_organisation_id: facts.ids.northgate, practitioner_id: facts.ids.disputedPractitioner },
    facts,
  );
const isNamed: Right = (_, row) => row.named_at !== null;
const seesMdt = either(both(staff, takesPart), isRole('commissioner', 'administrator'));
const auditReaders = isRole('informationGovernanceLead', 'administrator', 'providerManager');

/**
 * Who may be shown what is in a column, after security.md 2, for the people of the tenant; everybody else may be shown
 * nothing. A column with text in it that is not here fails the test: decide who may see it before anybody does.
 */
const RIGHTS: Readonly<Record<string, Right>> = {
  // The directory: public knowledge.
  'organisation.*': everyone,
  'organisation_name.*': everyone,
  'organisation_membership.*': everyone,
  'site_period.*': everyone,
  'organisation_succession.*': everyone,
  'organisation_change.*': everyone,
  'organisation_assurance.*': everyone,
  'licence_status.*': everyone,
  'site.*': everyone,
  'room.*': everyone,
  'professional_role.*': everyone,
  'tenant.name': everyone,
  // Staff by name: colleagues, and who was there for the person. Never how to reach them.
  'practitioner.name': (persona) => persona.role !== 'commissioner' && persona.role !== 'administrator',
  'practitioner.email': nobody,
  'account.name': either((persona) => persona.role !== 'commissioner', ownAccount),
  'account.email': nobody,
  'account.about': nobody,
  'session.id_token': nobody,
  // Meetings: whoever has a part in them; a commissioner and an administrator that they are held, a person that it was for them.
  'mdt.name': either(seesMdt, ownRecord),
  'terms_of_reference.*': seesMdt,
  'mdt_series.join_url': both(staff, takesPart),
  'mdt_meeting.join_url': both(staff, takesPart),
  'mdt_series.calendar_uid': nobody,
  'mdt_meeting.calendar_uid': nobody,
  'mdt_series_skip.reason': seesMdt,
  'mdt_meeting.cancel_reason': seesMdt,
  'invitation.comment': either(hostCoordinator, oneself),
  // Attendance: the host's co-ordinator, about oneself, and of one's own staff.
  'attendance_record.note': either(hostCoordinator, both(isRole('clinician'), oneself), managerOf),
  'attendance_record.correction_reason': either(hostCoordinator, both(isRole('clinician'), oneself), managerOf),
  // What is said for and against a disputed record.
  'attendance_dispute_words.*': partyToDispute,
  'dispute_terms.reason': staff,
  // Release of staff: who asks and who is asked; no competitor.
  'release_request.note': either(hostCoordinator, oneself, managerOf),
  'release_request.reason_text': either(hostCoordinator, oneself, managerOf),
  // People cared for: by relationship only.
  'patient.*': either(inCare, theirOwn),
  'legitimate_relationship.reason': either(ownAccount, oneself),
  'case_list_item.question': inCare,
  'case_list_item.wanted_by_person': inCare,
  'case_list_item.outcome_text': either(inCare, theirOwn),
  'case_action.description': either(inCare, theirOwn),
  'case_action.state_reason': inCare,
  // Mail: whom it is for, and the host's co-ordinator; an administrator that it went out.
  'outbox_message.body_html': nobody,
  'outbox_message.body_text': either(
    hostCoordinator,
    (persona, row) => row.recipient_practitioner_id === persona.practitionerId && persona.practitionerId !== null,
  ),
  'outbox_message.subject': either(
    hostCoordinator,
    (persona, row) => row.recipient_practitioner_id === persona.practitionerId && persona.practitionerId !== null,
  ),
  'outbox_message.*': either(
    hostCoordinator,
    isRole('administrator'),
    (persona, row) => row.recipient_practitioner_id === persona.practitionerId && persona.practitionerId !== null,
  ),
  'caught_mail.*': nobody,
  'imported_register.*': nobody,
  'imported_register_entry.*': nobody,
  'imported_register_count.*': nobody,
  'audit_event.*': auditReaders,
  // What staff say in private: the author; once it has a name to it, their manager and who commissions. Openings by a legal
  // power: whoever opened them, and the author unless the law forbids.
  'staff_statement.words': either(
    both(isRole('clinician'), oneself),
    both(isNamed, either(managerOf, isRole('commissioner'))),
  ),
  'staff_statement_opening.not_told_because': (persona, row) => row.opened_by === persona.accountId,
  'staff_statement_opening.*': either(
    (persona, row) => row.opened_by === persona.accountId,
    both(isRole('clinician'), oneself, (_, row) => row.not_told_because === ''),
  ),
  // The rules are public among staff; a signal is the provider's and the commissioners'.
  'regulatory_regime.reason': staff,
  // Why figures were published when they were: whoever commissions.
  'engagement_publication.reason': isRole('commissioner', 'administrator'),
  'signal.closed_because': either(managerOf, isRole('commissioner')),
  'signal_step.reason': partyToSignal,
  'signal_reply.summary': partyToSignal,
  'signal_reply_point.*': partyToSignal,
  'signal_point_decision.reason': partyToSignal,
  'signal_test_answer.answer': partyToSignal,
  'signal_undertaking.*': partyToSignal,
  'undertaking_step.words': partyToUndertaking,
  // The host is asked to correct a register and never told of the signal.
  'register_correction.instruction': hostCoordinator,
  'register_correction.reason': nobody,
  'published_reason.source': nobody,
  'published_reason.*': staff,
  // Advice is between who asks and the commissioners who are asked; what of it is out is for all staff.
  'advice_question.*': either(
    both(staff, ({ organisationId }, row) => row.asking_organisation_id === organisationId),
    both(
      isRole('commissioner', 'informationGovernanceLead'),
      ({ organisationId }, row) => row.answering_organisation_id === organisationId,
    ),
  ),
  'published_advice.check_note': ownAdvice,
  'published_advice.withdrawn_because': staff,
  'published_advice.*': either(
    ownAdvice,
    both(staff, (_, row) => row.state === 'published'),
  ),
  // A tender is for who runs it; bidders know its name.
  'tender.title': staff,
  'tender.*': isRole('commissioner'),
  // Strike days are public, and every party reads why some count or do not.
  'strike.*': staff,
  'strike_version.*': staff,
  'departure.*': either(
    isRole('commissioner'),
    both(isRole('providerManager'), ({ organisationId }, row) => row.party_organisation_id === organisationId),
  ),
  // Concerns are the commissioners'; who wrote one is for whoever looks into it, whom nobody here is yet.
  'concern.*': isRole('commissioner'),
  'concern_step.reason': isRole('commissioner'),
  'concern_naming.*': isRole('commissioner'),
  'concern_contact.*': nobody,
  // Monthly returns: what passed within the provider is its own; the post of who signed stands under what was signed.
  'provider_return_step.reason': managerOf,
  'signed_return.post': either(managerOf, isRole('commissioner')),
  'return_signatory.post': either(
    both(
      isRole('providerManager', 'administrator'),
      ({ organisationId }, row) => organisationId === row.organisation_id,
    ),
    both(isRole('administrator'), ({ standing }) => standing === 'commissions'),
  ),
  // Whom a pack was sealed for: who may have the pack.
  'evidence_pack.sealed_for': either(managerOf, isRole('commissioner', 'informationGovernanceLead')),
};

const looksAfter: Right = both(
  isRole('administrator'),
  // An administrator of the board looks after the people of any organisation of the tenant.
  ({ organisationId, standing }, row, { employerOf }) =>
    standing === 'commissions' || organisationId === employerOf.get(String(row.practitioner_id)),
);
const ADDRESSES = {
  'practitioner.email': either(isRole('careCoordinator', 'administrator'), oneself),
  'practitioner.name': everyone,
  'account.email': either(isRole('careCoordinator', 'administrator'), ownAccount),
};

const COLLEAGUES = {
  'account.name': both(isRole('commissioner'), ({ standing }) => standing === 'commissions'),
};
// Who asked is known to their own organisation.
const ASKER = {
  'account.name': either(
    COLLEAGUES['account.name'],
    both(staff, ({ standing }) => standing === 'provider'),
  ),
};

/** Where somebody may be shown more than elsewhere, and why. */
const SHOWN_BY: Readonly<Record<string, Readonly<Record<string, Right>>>> = {
  // Whoever takes a concern on may ask its author more.
  'Mutation.handleConcern': {
    'concern_contact.name': isRole('commissioner'),
    'concern_contact.reach': isRole('commissioner'),
  },
  // Which colleague wrote a version for all staff: a second one checks it.
  'Query.adviceQuestion': ASKER,
  // Who recorded and who confirmed strike days is known to their own organisation.
  'Query.strikes': {
    'account.name': both(staff, ({ standing }) => standing === 'commissions' || standing === 'provider'),
  },
  'Mutation.answerAdvice': COLLEAGUES,
  'Mutation.proposeAdvice': COLLEAGUES,
  'Mutation.checkAdvice': COLLEAGUES,
  'Mutation.withdrawAdvice': COLLEAGUES,
  // Whom of the own organisation a tender names as having a conflict of interest.
  'Query.tenderColleagues': COLLEAGUES,
  // Who has a seat is how an MDT is made up; it does not tell who came or what they answered.
  'Query.mdt': { 'practitioner.name': seesMdt },
  // Whom mail went to: oneself, who sent it, and who looks after the sending.
  'Query.outbox': ADDRESSES,
  'Query.mail': ADDRESSES,
  // Whoever has put their own name to what they said.
  'Query.namedStatements': { 'practitioner.name': isRole('commissioner', 'providerManager') },
  // An administrator keeps the staff of their own organisation.
  'Query.staff': { 'practitioner.name': looksAfter, 'practitioner.email': looksAfter },
  'Query.accounts': { 'practitioner.name': looksAfter, 'account.email': both(isRole('administrator'), staff) },
};

/** Whether the persona may be shown this canary. Throws for a column about which nothing has been decided. */
export function maySee(persona: Persona, canary: Canary, facts: Facts, operation: string): boolean {
  const [table] = canary.column.split('.');
  const right = SHOWN_BY[operation]?.[canary.column] ?? RIGHTS[canary.column] ?? RIGHTS[`${table}.*`];
  if (!right) throw new Error(`Decide in tests/permissions/rights.ts who may see ${canary.column}.`);
  if (persona.tenantId !== facts.ids.tenant) return false;
  return right(persona, canary.row, facts);
}
