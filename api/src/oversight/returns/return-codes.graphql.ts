import { registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../../attendance/graphql-enum.js';
import { RETURN_STATES, RETURN_STEPS } from './return-state.js';

export const ReturnStateEnum = graphqlEnum(RETURN_STATES);
registerEnumType(ReturnStateEnum, { name: 'ReturnState', description: 'How far a monthly return is.' });

export const ReturnStepKindEnum = graphqlEnum(RETURN_STEPS);
registerEnumType(ReturnStepKindEnum, { name: 'ReturnStepKind', description: 'What happened to a monthly return.' });
