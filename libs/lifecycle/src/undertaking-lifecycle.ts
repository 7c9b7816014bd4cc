import { defineLifecycle } from './define-lifecycle.js';

const reasoned = <S extends string>(to: S) => ({ to, needsReason: true }) as const;

/**
 * An undertaking from its proposal to what came of it. Terms change until both have agreed to them and never afterwards;
 * what was not done in time can still be done late.
 *   source  001 s5.4: steps so that it does not continue or recur, action to restore, a penalty
 */
export const undertakingLifecycle = defineLifecycle({
  name: 'undertaking',
  initial: 'proposed',
  labels: {
    proposed: 'Proposed',
    changeAsked: 'A change is asked for',
    declined: 'Declined',
    withdrawn: 'Withdrawn',
    accepted: 'Agreed by both',
    reportedDone: 'Reported done',
    done: 'Done',
    notDone: 'Not done',
  },
  rows: {
    proposed: {
      on: {
        accept: 'accepted',
        askForChange: reasoned('changeAsked'),
        decline: reasoned('declined'),
        rewrite: 'proposed',
        withdraw: 'withdrawn',
      },
    },
    changeAsked: { on: { rewrite: 'proposed', decline: reasoned('declined'), withdraw: 'withdrawn' } },
    declined: { final: true },
    withdrawn: { final: true },
    accepted: { on: { reportDone: reasoned('reportedDone'), findNotDone: reasoned('notDone') } },
    reportedDone: { on: { confirmDone: 'done', findNotDone: reasoned('notDone') } },
    done: { final: true },
    notDone: { on: { reportDone: reasoned('reportedDone') } },
  },
});
