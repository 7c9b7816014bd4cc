import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Columns, Page } from '../ui/page.js';
import { EmptyState, Inset } from '../ui/states.js';
import { counted } from './meeting-words.js';
import type { Planned } from './planned-panel.js';
import { mdtToPlanQuery, planSeriesMutation } from './planning.queries.js';
import { Refused } from './refused.js';
import { SeriesFields } from './series-fields.js';
import {
  checkSeriesForm,
  emptySeriesForm,
  planInput,
  type SeriesField,
  type SeriesForm,
  seriesFieldOf,
} from './series-form.js';
import { clashingDates, SeriesPreviewCard, useSeriesPreview } from './series-preview.js';
import { useFormDraft } from './use-form-draft.js';

type MdtToPlan = NonNullable<ResultOf<typeof mdtToPlanQuery>['mdt']>;

/** Planning a series: the rule on one side, its dates on the other, before anything is saved. */
export function PlanSeriesPage() {
  const { mdtId = '' } = useParams();
  const query = useQuery(mdtToPlanQuery, { variables: { id: mdtId } });
  return (
    <QueryState query={query} lines={8}>
      {({ mdt }) => (mdt?.mayEdit ? <Plan mdt={mdt} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function Plan({ mdt }: { readonly mdt: MdtToPlan }) {
  const navigate = useNavigate();
  const back = { to: `/mdts/${mdt.id}`, label: 'Back to the MDT' };
  if (mdt.status !== 'ACTIVE')
    return (
      <Page title="Plan meetings" lead={mdt.name} back={back}>
        <EmptyState
          heading="This MDT takes no meetings at the moment"
          action={<LinkButton to={`/mdts/${mdt.id}`}>Go to the MDT</LinkButton>}
        >
          <p>Start it again first.</p>
        </EmptyState>
      </Page>
    );
  return (
    <Page title="Plan meetings" lead={mdt.name} back={back}>
      <PlanForm mdt={mdt} onPlanned={(planned) => void navigate(`/mdts/${mdt.id}`, { state: { planned } })} />
    </Page>
  );
}

interface PlanFormProps {
  readonly mdt: MdtToPlan;
  readonly onPlanned: (planned: Planned) => void;
}

function PlanForm({ mdt, onPlanned }: PlanFormProps) {
  const [initial] = useState(emptySeriesForm);
  const draft = useFormDraft<SeriesForm>(`plan-series-${mdt.id}`, initial);
  const { form } = draft;
  const errors = useFieldErrors<SeriesField>();
  const isWhole = Object.keys(checkSeriesForm(form)).length === 0;
  const shown = useSeriesPreview(isWhole ? planInput(mdt.id, form) : null);
  const clashing = clashingDates(shown.preview);
  const command = useCommand(errors, seriesFieldOf);
  const [plan] = useMutation(planSeriesMutation);
  const navigate = useNavigate();

  async function submit(skipClashingDates: boolean) {
    if (!errors.report(checkSeriesForm(form))) return;
    const input = { ...planInput(mdt.id, form), skipClashingDates };
    await command.run(
      async () => (await plan({ variables: { input } })).data?.planSeries,
      ({ seriesId, meetingIds, skipped }) => {
        draft.discard();
        onPlanned({ seriesId, meetings: meetingIds.length, leftOut: skipped.length });
      },
    );
  }

  const all = shown.preview?.meetings.length ?? 0;
  const skipButton =
    clashing.length > 0 && clashing.length === all ? (
      <p>Every date clashes, so none would be left. Choose another day, time or room.</p>
    ) : (
      <Button busy={command.busy} onClick={() => void submit(true)}>
        Leave {clashing.length > 0 ? counted(clashing.length, 'clashing date') : 'those dates'} out and plan the others
      </Button>
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <ErrorSummary errors={errors.list} />
      <Columns
        main={
          <>
            {draft.restored ? <Inset>What you filled in before is still here.</Inset> : null}
            <SeriesFields form={form} onChange={draft.change} errors={errors} />
            <Refused
              command={command}
              heading="The meetings were not planned"
              onReload={() => void navigate(0)}
              keepsDraft
              clashActions={skipButton}
            />
            <ButtonGroup>
              <Button look="primary" type="submit" busy={command.busy}>
                {command.busy ? 'Planning' : planWords(shown.preview?.meetings.length)}
              </Button>
              {clashing.length > 0 && !command.refusal ? skipButton : null}
            </ButtonGroup>
          </>
        }
        aside={<SeriesPreviewCard {...shown} />}
      />
    </form>
  );
}

function planWords(count: number | undefined): string {
  return count ? `Plan ${counted(count, 'meeting')}` : 'Plan these meetings';
}
