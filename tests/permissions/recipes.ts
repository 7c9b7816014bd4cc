import type { Role } from '@quorate/libs/access';
import type { FixtureIds } from './economy.js';

/** What an operation needs said for somebody to succeed, where the values made from the schema are not enough. */
type Recipe = (ids: FixtureIds) => Readonly<Record<string, unknown>>;

/** Merged over the generated arguments; an object is merged, anything else replaces. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  'Query.register': (ids) => ({ meetingId: ids.pastMeeting }),
  'Query.registerCounts': (ids) => ({ meetingIds: [ids.heldMeeting] }),
  'Query.attendanceHistory': (ids) => ({ meetingId: ids.pastMeeting }),
  'Query.caseList': (ids) => ({ meetingId: ids.pastMeeting }),
  'Query.deputyCandidates': (ids) => ({ invitationId: ids.invitation }),
  'Query.releaseQueue': () => ({ state: 'ANSWERED' }),
  'Query.engagementMeasure': () => ({ code: 'invitationsAnswered' }),
  'Mutation.moveSignal': () => ({ input: { event: 'STOP', reason: 'Explained', publishedReason: 'A strike' } }),
  'Mutation.answerSignalTest': () => ({ input: { testCode: 'systemic' } }),
  'Mutation.explainSlippage': () => ({ input: { dueOn: '2026-12-15' } }),
  'Mutation.proposeUndertaking': () => ({ input: { doneBy: '2027-03-31' } }),
  'Mutation.rewriteUndertaking': () => ({ input: { doneBy: '2027-03-31' } }),
  'Mutation.noteUndertakingProgress': (ids) => ({ input: { undertakingId: ids.agreedUndertaking } }),
  'Query.undertakingEffect': (ids) => ({ undertakingId: ids.agreedUndertaking }),
  'Mutation.saveReplyDraft': () => ({ input: { expectedVersion: 1, points: [] } }),
  'Mutation.sendReply': () => ({ input: { draftVersion: 1, points: [] } }),
  'Mutation.handleConcern': () => ({ input: { event: 'REFER', reason: 'Care is unsafe', bodyCode: 'cqc' } }),
  'Mutation.askAdvice': (ids) => ({ input: { organisationId: ids.icb } }),
  'Mutation.proposeAdvice': (ids) => ({ input: { questionId: ids.answeredQuestion } }),
  'Mutation.withdrawAdvice': (ids) => ({ input: { publicationId: ids.publishedAdvice, expectedVersion: 1 } }),
  'Mutation.nameConcernOrganisation': (ids) => ({
    input: { concernId: ids.unnamedConcern, expectedVersion: 1 },
  }),
  'Mutation.decideConcernOrganisation': (ids) => ({
    input: { concernId: ids.namedConcern, expectedVersion: 1 },
  }),
  'Mutation.openTender': (ids) => ({
    input: {
      startsOn: '2026-12-01',
      endsOn: '2026-12-15',
      organisationIds: [ids.northgate],
      conflictAccountIds: [],
      mdtIds: [],
    },
  }),
  'Mutation.changeTender': () => ({ input: { endsOn: '2026-12-15', conflictAccountIds: [] } }),
  'Mutation.recordStrike': () => ({
    input: { roleCodes: ['geriatrician'], firstDay: '2026-06-10', lastDay: '2026-06-11' },
  }),
  'Mutation.changeStrike': () => ({
    input: { roleCodes: ['geriatrician'], firstDay: '2026-06-10', lastDay: '2026-06-11' },
  }),
  'Mutation.confirmStrike': (ids) => ({ input: { strikeId: ids.waitingStrike } }),
  'Mutation.declineStrike': (ids) => ({ input: { strikeId: ids.waitingStrike } }),
  'Mutation.recordDeparture': () => ({ input: { decidedOn: '2026-11-20' } }),
  'Mutation.answerCorrection': () => ({ input: { answer: 'STANDS', reason: 'The register is right' } }),
  'Query.rulesDryRun': () => ({ thresholds: [{ code: 'opens', value: 0.8 }] }),
  'Mutation.issueRules': () => ({
    input: {
      thresholds: [{ code: 'opens', value: 0.8 }],
      times: [],
      words: null,
      preparedCode: null,
      inForceFrom: '2027-01-01',
      expectedVersion: 1,
    },
  }),
  'Mutation.requestRuns': () => ({ input: { fromMonth: '2026-10-01', toMonth: '2026-10-01' } }),
  'Query.signalRows': () => ({ number: 'elsewhere.lost' }),
  'Query.staffVoice': (ids) => ({ meetingId: ids.pastMeeting }),
  'Mutation.stateNotReleased': (ids) => ({ input: { meetingId: ids.pastMeeting } }),
  'Mutation.withdrawStatement': (ids) => ({ input: { meetingId: ids.pastMeeting } }),
  'Mutation.nameStatement': (ids) => ({ input: { meetingId: ids.pastMeeting } }),
  'Query.providerReturnRows': () => ({ line: 'lost' }),
  'Mutation.saveReturnComments': () => ({ input: { lines: [] } }),
  'Mutation.sendBackReturn': (ids) => ({ input: { returnId: ids.waitingReturn } }),
  'Mutation.signReturn': (ids) => ({ input: { returnId: ids.waitingReturn } }),
  'Mutation.withdrawReturn': (ids) => ({ input: { returnId: ids.laterReturn } }),
  'Mutation.returnAnew': (ids) => ({ input: { returnId: ids.providerReturn } }),
  'Mutation.appointSignatory': (ids) => ({ input: { accountId: ids.manager, firstDay: '2026-12-15' } }),
  'Mutation.setSeatHolder': () => ({ input: { practitionerId: null } }),
  'Mutation.changeMdtStatus': () => ({ input: { event: 'SUSPEND', reason: 'Summer' } }),
  'Mutation.sendInvitations': (ids) => ({ input: { meetingId: ids.meeting } }),
  'Mutation.nameDeputy': (ids) => ({ input: { deputyPractitionerId: ids.nurse } }),
  'Mutation.listCase': (ids) => ({ input: { meetingId: ids.laterMeeting } }),
  'Mutation.reorderCases': (ids) => ({ input: { caseIds: [ids.secondCase, ids.case] } }),
  'Mutation.markDeceased': () => ({ input: { deceasedOn: '2026-11-20' } }),
  'Mutation.addPractitioner': () => ({ input: { roleCode: 'communityMatron' } }),
  'Mutation.openAccount': () => ({ input: { role: 'CARE_COORDINATOR' } }),
  'Mutation.recordAttendance': (ids) => ({
    input: {
      meetingId: ids.todayMeeting,
      entries: [{ seatId: ids.seat, outcome: 'ATTENDED', mode: 'IN_PERSON', expectedSeatVersion: 0 }],
    },
  }),
  'Mutation.markAllAccepted': (ids) => ({ input: { meetingId: ids.todayMeeting } }),
  'Mutation.undoAttendance': (ids) => ({
    input: {
      meetingId: ids.pastMeeting,
      correctionReason: 'Marked wrongly',
      seats: [{ seatId: ids.seat, expectedSeatVersion: 1 }],
    },
  }),
  'Query.attendanceRecord': (ids) => ({ meetingId: ids.pastMeeting, seatId: ids.geriatricianSeat }),
  'Query.attendanceDisputes': (ids) => ({ meetingId: ids.pastMeeting }),
  'Query.recordsToDispute': (ids) => ({ meetingId: ids.pastMeeting, onlyAbsent: false }),
  'Mutation.raiseDispute': (ids) => ({
    input: {
      meetingId: ids.pastMeeting,
      shouldSay: { seatId: ids.dischargeNurseSeat, expectedSeatVersion: 1, outcome: 'WRITTEN_INPUT' },
    },
  }),
  'Mutation.issueDisputeTerms': () => ({
    input: { inForceFrom: '2027-01-01', answerWorkingDays: 5, remindWorkingDays: 2, expectedVersion: 1 },
  }),
  'Mutation.acceptDispute': () => ({ input: { expectedSeatVersion: 1 } }),
  'Mutation.closeRegister': (ids) => ({ input: { meetingId: ids.todayMeeting, leaveNotRecorded: true } }),
  'Mutation.requestRelease': (ids) => ({ input: { invitationId: ids.invitation } }),
  'Mutation.answerRelease': () => ({ input: { answer: 'GRANT' } }),
  'Mutation.answerReleases': (ids) => ({
    input: { answers: [{ releaseRequestId: ids.releaseRequest, answer: 'GRANT', expectedVersion: 1 }] },
  }),
  'Mutation.recordOutcome': (ids) => ({
    input: { caseId: ids.todayCase, state: 'DISCUSSED', outcomeText: 'Goes home' },
  }),
  'Mutation.updateAction': () => ({ input: { event: 'START' } }),
  'Mutation.addAction': (ids) => ({ input: { caseId: ids.pastCase } }),
  'Mutation.carryForward': (ids) => ({ input: { fromMeetingId: ids.pastMeeting, toMeetingId: ids.laterMeeting } }),
  'Mutation.retryMessage': (ids) => ({ input: { messageId: ids.failedMessage } }),
};

/**
 * Operations that nobody succeeds with here, each with why. Keep it short: below 95 % of operations with a success, a
 * matrix that refuses everybody could pass for a safe one.
 */
export const WITHOUT_SUCCESS: Readonly<Record<string, string>> = {
  'Mutation.openStatements':
    'only an information governance lead of a commissioning organisation may, and none is here',
  'Query.hidingTenders': 'no tender is open here, since it hides what others test; tender-wall.int.spec.ts opens one',
};

/** Roles that by declaration reach all of their tenant with an operation, so that no organisation of it is uninvolved. */
export const TENANT_WIDE: Readonly<Record<string, readonly Role[]>> = {
  'Mutation.retryMessage': ['administrator'],
  'Mutation.addRoom': ['administrator'],
  'Subscription.meetingChanged': ['commissioner', 'administrator'],
};

/** The generated arguments with the recipe's on top. */
export function withRecipe(
  generated: Readonly<Record<string, unknown>>,
  name: string,
  ids: FixtureIds,
): Record<string, unknown> {
  return merged(generated, RECIPES[name]?.(ids) ?? {});
}

function merged(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isPlain(before) && isPlain(value) ? merged(before, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
