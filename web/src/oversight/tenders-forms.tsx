import { useMutation, useQuery } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { useSettle } from '../app/use-settle.js';
import { AddedList } from '../ui/added-list.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { Combobox } from '../ui/combobox.js';
import { DateField } from '../ui/date-field.js';
import { Inset, type Refusal, RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { type ChosenOrganisation, OrganisationField } from './organisation-field.js';
import {
  changeTenderMutation,
  closeTenderMutation,
  openTenderMutation,
  tenderChoicesQuery,
} from './tenders.queries.js';

interface Running {
  readonly id: string;
  readonly version: number;
  readonly endsOn: string;
}

function SentForm({
  refusal,
  onSend,
  children,
}: {
  readonly refusal: Refusal | null;
  readonly onSend: () => Promise<void>;
  readonly children: ReactNode;
}) {
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void onSend();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {children}
    </form>
  );
}

/** Organisations that bid, added one by one. */
function BidderFields({
  name,
  bidders,
  onChange,
}: {
  readonly name: string;
  readonly bidders: readonly ChosenOrganisation[];
  readonly onChange: (bidders: readonly ChosenOrganisation[]) => void;
}) {
  return (
    <>
      <OrganisationField
        key={bidders.length}
        name={name}
        label="Add an organisation that may bid"
        hint="Its staff see nobody else’s sensitive content while the tender is open."
        optional
        value={null}
        onChange={(chosen) => {
          if (chosen && !bidders.some(({ id }) => id === chosen.id)) onChange([...bidders, chosen]);
        }}
      />
      <AddedList items={bidders} onChange={onChange} />
    </>
  );
}

type ChosenMdt = ResultOf<typeof tenderChoicesQuery>['mdts']['items'][number];

/** MDTs whose service is out to tender, added one by one. */
function MdtFields({
  mdts,
  onChange,
}: {
  readonly mdts: readonly ChosenMdt[];
  readonly onChange: (mdts: readonly ChosenMdt[]) => void;
}) {
  const { data, loading } = useQuery(tenderChoicesQuery);
  return (
    <>
      <Combobox<ChosenMdt>
        key={mdts.length}
        name="tender-mdt"
        label="Add an MDT whose service is out to tender"
        hint="Its host and every organisation with a seat count as bidders."
        optional
        items={(data?.mdts.items ?? []).filter(({ id }) => !mdts.some((mdt) => mdt.id === id))}
        busy={loading}
        value={null}
        onChange={(chosen) => {
          if (chosen) onChange([...mdts, chosen]);
        }}
        itemLabel={(mdt) => mdt.name}
        itemKey={(mdt) => mdt.id}
        itemDetail={(mdt) => mdt.host.name}
        nothingFound="No MDT has these words in its name"
      />
      <AddedList items={mdts} onChange={onChange} />
    </>
  );
}

/** Who bids, for how long, and which colleagues have a conflict. */
export function OpenTenderForm({ onDone }: { readonly onDone: () => void }) {
  const [send] = useMutation(openTenderMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [title, setTitle] = useState('');
  const [reason, setReason] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [endsOn, setEndsOn] = useState('');
  const [bidders, setBidders] = useState<readonly ChosenOrganisation[]>([]);
  const [mdts, setMdts] = useState<readonly ChosenMdt[]>([]);
  const [conflictAccountIds, setConflicts] = useState<readonly string[]>([]);
  async function submit() {
    const organisationIds = bidders.map(({ id }) => id);
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            title,
            reason,
            startsOn,
            endsOn,
            organisationIds,
            mdtIds: mdts.map(({ id }) => id),
            conflictAccountIds: [...conflictAccountIds],
          },
        },
      });
      return data?.openTender;
    });
    if (!isDone) return;
    undo.say('Tender opened. The managers of the bidders are told by mail');
    onDone();
  }
  return (
    <SentForm refusal={refusal} onSend={submit}>
      <Inset>
        Nobody whom a tender binds can run it. An organisation that bids and also commissions cannot handle signals and
        concerns until it is over; another one has to.
      </Inset>
      <TextField
        name="tender-title"
        label="What the tender is called"
        hint="Bidders read this. Name none of them."
        value={title}
        onChange={setTitle}
      />
      <TextArea name="tender-reason" label="Why content is hidden" value={reason} onChange={setReason} limit={2000} />
      <DateField name="tender-starts" label="First day" value={startsOn} onChange={setStartsOn} />
      <DateField name="tender-ends" label="Last day" value={endsOn} onChange={setEndsOn} />
      <BidderFields name="tender-bidder" bidders={bidders} onChange={setBidders} />
      <MdtFields mdts={mdts} onChange={setMdts} />
      <Colleagues values={conflictAccountIds} onChange={setConflicts} name="tender-conflicts" />
      <Button type="submit" look="primary" busy={busy}>
        Open the tender
      </Button>
    </SentForm>
  );
}

function Colleagues({
  name,
  values,
  onChange,
}: {
  readonly name: string;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) {
  const { data } = useQuery(tenderChoicesQuery);
  if (!data || data.tenderColleagues.length === 0) return null;
  return (
    <Checkboxes
      name={name}
      label="Colleagues with a conflict of interest"
      hint="They see no provider’s sensitive content until the tender is over. If it is you, ask a colleague to open the tender."
      optional
      small
      values={values}
      onChange={onChange}
      options={data.tenderColleagues.map(({ id, name: label }) => ({ value: id, label }))}
    />
  );
}

/** Another last day, further bidders and colleagues. Nobody is let out before the end. */
export function ChangeTenderForm({ tender }: { readonly tender: Running }) {
  const [send] = useMutation(changeTenderMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [endsOn, setEndsOn] = useState(tender.endsOn);
  const [bidders, setBidders] = useState<readonly ChosenOrganisation[]>([]);
  const [conflictAccountIds, setConflicts] = useState<readonly string[]>([]);
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            tenderId: tender.id,
            expectedVersion: tender.version,
            endsOn,
            organisationIds: bidders.map(({ id }) => id),
            conflictAccountIds: [...conflictAccountIds],
          },
        },
      });
      return data?.changeTender;
    });
    if (isDone) undo.say('Tender changed');
  }
  return (
    <SentForm refusal={refusal} onSend={submit}>
      <DateField name={`tender-ends-${tender.id}`} label="Last day" value={endsOn} onChange={setEndsOn} />
      <BidderFields name={`tender-bidder-${tender.id}`} bidders={bidders} onChange={setBidders} />
      <Colleagues values={conflictAccountIds} onChange={setConflicts} name={`tender-conflicts-${tender.id}`} />
      <Button type="submit" busy={busy}>
        Save the change
      </Button>
    </SentForm>
  );
}

/** The end before the last day. */
export function CloseTenderForm({ tender }: { readonly tender: Running }) {
  const [send] = useMutation(closeTenderMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { tenderId: tender.id, expectedVersion: tender.version, reason } },
      });
      return data?.closeTender;
    });
    if (isDone) undo.say('Tender closed. Everybody sees again what their role sees');
  }
  return (
    <SentForm refusal={refusal} onSend={submit}>
      <TextArea
        name={`tender-close-${tender.id}`}
        label="Why it is over"
        value={reason}
        onChange={setReason}
        limit={2000}
      />
      <Button type="submit" look="warning" busy={busy}>
        Close the tender
      </Button>
    </SentForm>
  );
}
