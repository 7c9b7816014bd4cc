import type { ResultOf } from '../app/graphql.js';
import type { concernQuery } from './concerns.queries.js';

export type Concern = NonNullable<ResultOf<typeof concernQuery>['concern']>;
export type ConcernEvent = Concern['nextSteps'][number];

export const CONCERN_STATES: Readonly<Record<Concern['state'], string>> = {
  RECEIVED: 'Received',
  LOOKED_INTO: 'Being looked into',
  REFERRED: 'Referred to another body',
  STOPPED: 'Stopped',
};

export const CONCERN_EVENTS: Readonly<Record<ConcernEvent, string>> = {
  LOOK_INTO: 'Look into it',
  REFER: 'Refer to another body',
  STOP: 'Stop with reasons',
};
