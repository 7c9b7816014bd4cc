import type { OperationPolicies } from '../operation-policy.js';

const readers = ['careCoordinator', 'clinician', 'providerManager'] as const;
const registerRows =
  "a co-ordinator: meetings of the acting organisation; a clinician: meetings they are invited to, others' reasons left out; a manager: own staff only";

const ownRecords =
  "a manager: staff whom the acting organisation employed on the day; a clinician: one's own; a co-ordinator: meetings the acting organisation hosts";

export const attendanceOperations: OperationPolicies = {
  'Query.register': { roles: readers, rows: registerRows },
  'Query.registerCounts': { roles: readers, rows: registerRows },
  'Query.attendanceHistory': { roles: readers, rows: registerRows },
  'Query.registersToRecord': { roles: ['careCoordinator'], rows: 'meetings of the acting organisation' },
  'Subscription.registerChanged': { roles: readers, rows: registerRows },
  'Mutation.recordAttendance': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
  'Mutation.markAllAccepted': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
  'Mutation.undoAttendance': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
  'Mutation.closeRegister': { roles: ['careCoordinator'], rows: 'meetings that the acting organisation hosts' },
  'Query.releaseQueue': { roles: ['providerManager'], rows: 'requests to the acting organisation' },
  'Query.meetingReleases': {
    roles: readers,
    rows: 'a co-ordinator: meetings the acting organisation hosts; a clinician: about or by themselves; a manager: requests to the acting organisation',
  },
  'Mutation.requestRelease': {
    roles: ['careCoordinator', 'clinician'],
    rows: "a co-ordinator: meetings the acting organisation hosts; a clinician: one's own invitation",
  },
  'Mutation.answerRelease': { roles: ['providerManager'], rows: 'requests to the acting organisation' },
  'Mutation.answerReleases': { roles: ['providerManager'], rows: 'requests to the acting organisation' },
  'Mutation.cancelRelease': {
    roles: ['careCoordinator', 'clinician'],
    rows: 'a co-ordinator: meetings the acting organisation hosts; a clinician: about or by themselves',
  },
  'Query.attendanceRecord': { roles: readers, rows: ownRecords },
  'Query.attendanceDisputes': { roles: readers, rows: ownRecords },
  'Query.recordsToDispute': {
    roles: ['clinician', 'providerManager'],
    rows: "a manager: staff whom the acting organisation employed on the day; a clinician: one's own, and where one was to come as the deputy",
  },
  'Mutation.raiseDispute': {
    roles: ['clinician', 'providerManager'],
    rows: "a manager: staff whom the acting organisation employed on the day; a clinician: one's own, and where one was to come as the deputy",
  },
  'Mutation.withdrawDispute': { roles: ['clinician', 'providerManager'], rows: 'what oneself disputed' },
  'Mutation.acceptDispute': {
    roles: ['careCoordinator'],
    rows: "meetings that the acting organisation hosts; not one's own dispute or record, nor as a manager of another organisation that it is for",
  },
  'Query.disputeTerms': {
    roles: [
      'careCoordinator',
      'clinician',
      'providerManager',
      'commissioner',
      'informationGovernanceLead',
      'administrator',
    ],
    rows: 'how long records of the tenant may be disputed',
  },
  'Mutation.issueDisputeTerms': {
    roles: ['administrator'],
    rows: 'of an organisation that commissions; the terms of the tenant',
  },
  'Mutation.declineDispute': {
    roles: ['careCoordinator'],
    rows: "meetings that the acting organisation hosts; not one's own dispute or record, nor as a manager of another organisation that it is for",
  },
};
