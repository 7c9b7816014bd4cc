import { defineLifecycle } from './define-lifecycle.js';

const reasoned = <S extends string>(to: S) => ({ to, needsReason: true }) as const;

/**
 * The way of a signal from the provider's own look at it to another body. A step that leaves out another one is only
 * taken with a reason. `passDueDate` is what silence means: the records count as they are, and no answer is itself taken
 * to the commissioner. `endByRule` is the pattern being gone; where people have raised a concern, people end it.
 */
export const signalLifecycle = defineLifecycle({
  name: 'signal',
  initial: 'signal',
  labels: {
    signal: 'Opened',
    dataCheck: 'Records are being checked',
    withProvider: 'With the provider',
    explained: 'Explained',
    localResolution: 'Being resolved locally',
    improvementAgreed: 'Improvement agreed',
    withCommissioner: 'With the commissioner',
    concern: 'Concern raised',
    referred: 'Referred to another body',
    closed: 'Closed',
  },
  rows: {
    signal: {
      on: {
        checkRecords: 'dataCheck',
        askProvider: reasoned('withProvider'),
        passDueDate: 'withProvider',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    dataCheck: {
      on: {
        askProvider: 'withProvider',
        passDueDate: 'withProvider',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    withProvider: {
      on: {
        acceptExplanation: reasoned('explained'),
        resolveLocally: reasoned('localResolution'),
        agreeImprovement: reasoned('improvementAgreed'),
        takeToCommissioner: reasoned('withCommissioner'),
        passDueDate: 'withCommissioner',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    explained: {
      on: {
        resolveLocally: reasoned('localResolution'),
        takeToCommissioner: reasoned('withCommissioner'),
        passDueDate: 'withCommissioner',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    localResolution: {
      on: {
        acceptExplanation: reasoned('explained'),
        agreeImprovement: reasoned('improvementAgreed'),
        takeToCommissioner: reasoned('withCommissioner'),
        passDueDate: 'withCommissioner',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    improvementAgreed: {
      on: {
        takeToCommissioner: reasoned('withCommissioner'),
        passDueDate: 'withCommissioner',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    withCommissioner: {
      on: {
        acceptExplanation: reasoned('explained'),
        resolveLocally: reasoned('localResolution'),
        agreeImprovement: reasoned('improvementAgreed'),
        raiseConcern: reasoned('concern'),
        passDueDate: 'withCommissioner',
        stop: reasoned('closed'),
        endByRule: 'closed',
      },
    },
    concern: {
      on: {
        agreeImprovement: reasoned('improvementAgreed'),
        refer: reasoned('referred'),
        passDueDate: 'concern',
        stop: reasoned('closed'),
      },
    },
    referred: {
      on: { agreeImprovement: reasoned('improvementAgreed'), stop: reasoned('closed') },
    },
    closed: { final: true },
  },
});

/**
 * A concern that anybody can open. It is read, looked into, and then linked to a signal of the same provider, referred to
 * another body, or ended with a reason that is published. A linked one waits for its signal.
 */
export const concernLifecycle = defineLifecycle({
  name: 'concern',
  initial: 'received',
  labels: {
    received: 'Received',
    lookedInto: 'Being looked into',
    linked: 'Linked to a signal',
    referred: 'Referred to another body',
    stopped: 'Stopped',
  },
  rows: {
    received: {
      on: { lookInto: 'lookedInto', link: reasoned('linked'), refer: reasoned('referred'), stop: reasoned('stopped') },
    },
    lookedInto: { on: { link: 'linked', refer: reasoned('referred'), stop: reasoned('stopped') } },
    linked: { on: { lookInto: reasoned('lookedInto'), refer: reasoned('referred'), stop: reasoned('stopped') } },
    referred: { on: { lookInto: reasoned('lookedInto'), stop: reasoned('stopped') } },
    stopped: { final: true },
  },
});
