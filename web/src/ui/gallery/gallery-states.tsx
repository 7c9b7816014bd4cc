import { LinkButton } from '../button.js';
import { Details, Section } from '../page.js';
import { Progress } from '../progress.js';
import { EmptyState, Inset, RefusalPanel, Skeleton, StaleBanner, SuccessPanel } from '../states.js';

export function GalleryStates() {
  return (
    <Section heading="States">
      <EmptyState
        heading="No meetings in the next 4 weeks"
        action={
          <LinkButton to="/gallery" look="primary">
            Plan an MDT
          </LinkButton>
        }
      >
        Meetings appear here when a series has been planned.
      </EmptyState>
      <RefusalPanel
        refusal={{ code: 'SLOT_TAKEN', message: 'Dr Amara Osei is at Castle Street MDT from 13:00 to 14:00.' }}
        whatToDo="Choose another time, or ask for a deputy."
        actions={
          <LinkButton to="/gallery" small>
            Choose another time
          </LinkButton>
        }
      />
      <StaleBanner message="Sian Roberts changed the outcome at 14:02" onReload={() => undefined} keepsDraft />
      <SuccessPanel heading="Invitations sent to 6 providers">
        <p>Each member has an e-mail with a reply link. The deadline is 1 December 2026.</p>
      </SuccessPanel>
      <Inset>
        <p>A signal is not a finding. The provider sees it first and may reply.</p>
      </Inset>
      <Details summary="How this is worked out">
        <p>Only invitations with 10 or more days' notice are counted.</p>
      </Details>
      <Skeleton lines={3} />
      <Progress label="Copying 12 months" share={0.4} />
    </Section>
  );
}
