import { registerEnumType } from '@nestjs/graphql';
import { graphqlEnum } from '../graphql-enum.js';

export const RowDisputeEnum = graphqlEnum(['waiting', 'unanswered']);
registerEnumType(RowDisputeEnum, {
  name: 'RowDispute',
  description:
    'A row that counts as its register says, though that is disputed. UNANSWERED: no answer came by the day it was due.',
});

/** SQL: how the waiting dispute `d` is shown beside its row, wherever attendance is shown as evidence. */
export const ROW_DISPUTE = `case when d.due_on < (quorate_now() at time zone 'Europe/London')::date then 'unanswered' else 'waiting' end`;
