export {
  defineLifecycle,
  type Lifecycle,
  type LifecycleRefusalCode,
  type LifecycleStep,
  type LifecycleTable,
  type StateRow,
  type Transition,
} from './define-lifecycle.js';
export {
  actionLifecycle,
  attendanceDisputeLifecycle,
  caseLifecycle,
  type EventOf,
  invitationLifecycle,
  meetingLifecycle,
  releaseRequestLifecycle,
  type StateOf,
} from './lifecycles.js';
export { concernLifecycle, signalLifecycle } from './signal-lifecycle.js';
export { undertakingLifecycle } from './undertaking-lifecycle.js';
