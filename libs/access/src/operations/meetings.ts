import type { OperationPolicies } from '../operation-policy.js';

const readers = [
  'careCoordinator',
  'clinician',
  'providerManager',
  'commissioner',
  'informationGovernanceLead',
  'administrator',
] as const;
const coordinators = ['careCoordinator'] as const;
const visible =
  'MDTs that the acting organisation hosts or has a seat in, or in which the viewer has a seat or deputises; a commissioner and an administrator all of the tenant';
const hosted = 'MDTs that the acting organisation hosts';

export const meetingsOperations: OperationPolicies = {
  'Query.mdts': { roles: readers, rows: visible },
  'Query.mdt': { roles: readers, rows: visible },
  'Query.series': { roles: readers, rows: visible },
  'Query.meetings': { roles: readers, rows: `${visible}, these two without who is asked` },
  'Query.meeting': {
    roles: readers,
    rows: `${visible}, these two without who is asked; why somebody declined only for themselves and the host's co-ordinators`,
  },
  'Query.todayMeetings': {
    roles: readers,
    rows: 'a co-ordinator: meetings of the acting organisation; everyone: meetings they are invited to',
  },
  'Query.seriesPreview': { roles: coordinators, rows: hosted },
  'Query.deputyCandidates': {
    roles: ['careCoordinator', 'clinician'],
    rows: "a co-ordinator: meetings of the acting organisation; a clinician: one's own invitation",
  },
  'Subscription.meetingChanged': { roles: readers, rows: visible },
  'Mutation.createMdt': { roles: coordinators, rows: 'hosted by the acting organisation' },
  'Mutation.reviseTerms': { roles: coordinators, rows: hosted },
  'Mutation.changeMdtStatus': { roles: coordinators, rows: hosted },
  'Mutation.setSeatHolder': { roles: coordinators, rows: hosted },
  'Mutation.setSeatDeputies': { roles: coordinators, rows: hosted },
  'Mutation.planSeries': { roles: coordinators, rows: hosted },
  'Mutation.extendSeries': { roles: coordinators, rows: hosted },
  'Mutation.editMeeting': { roles: coordinators, rows: hosted },
  'Mutation.cancelMeeting': { roles: coordinators, rows: hosted },
  'Mutation.addExtraordinaryMeeting': { roles: coordinators, rows: hosted },
  'Mutation.sendInvitations': { roles: coordinators, rows: hosted },
  'Mutation.recordReply': { roles: coordinators, rows: hosted },
  'Mutation.answerInvitation': {
    roles: ['careCoordinator', 'clinician', 'providerManager'],
    rows: "one's own invitation, or one in which one stands in",
  },
  'Mutation.nameDeputy': {
    roles: ['careCoordinator', 'clinician', 'providerManager'],
    rows: "one's own invitation; a co-ordinator: meetings of the acting organisation",
  },
};
