import { registerEnumType } from '@nestjs/graphql';
import { signalLifecycle } from '@quorate/libs/lifecycle';
import { MONTH_LEVELS } from '@quorate/libs/signals';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { PEOPLES_EVENTS } from './signal-inputs.js';
import { SIGNAL_STEP_KINDS } from './signal-state.js';

export const SignalLevelEnum = graphqlEnum(MONTH_LEVELS.filter((level) => level !== 'none'));
registerEnumType(SignalLevelEnum, { name: 'SignalLevel', description: 'EARLY_NOTICE is for the provider alone.' });
export const SignalStageEnum = graphqlEnum(signalLifecycle.states);
registerEnumType(SignalStageEnum, { name: 'SignalStage' });
export const SignalEventEnum = graphqlEnum(PEOPLES_EVENTS);
registerEnumType(SignalEventEnum, { name: 'SignalEvent', description: 'Steps that people take.' });
export const SignalStepKindEnum = graphqlEnum(SIGNAL_STEP_KINDS);
registerEnumType(SignalStepKindEnum, { name: 'SignalStepKind' });
export const ReplyPointKindEnum = graphqlEnum(['slip', 'fact', 'context']);
registerEnumType(ReplyPointKindEnum, {
  name: 'ReplyPointKind',
  description: 'A slip of typing or a number, a fact disputed with evidence, context to be known.',
});
export const PointDecisionEnum = graphqlEnum(['upheld', 'partlyUpheld', 'notUpheld']);
registerEnumType(PointDecisionEnum, { name: 'PointDecisionCode' });
export const SignalFilterEnum = graphqlEnum(['open', 'closed']);
registerEnumType(SignalFilterEnum, { name: 'SignalFilter' });
export const CorrectionStateEnum = graphqlEnum(['asked', 'corrected', 'stands']);
registerEnumType(CorrectionStateEnum, { name: 'CorrectionState' });
export const CorrectionAnswerEnum = graphqlEnum(['corrected', 'stands']);
registerEnumType(CorrectionAnswerEnum, { name: 'CorrectionAnswer' });
