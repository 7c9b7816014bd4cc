import { useActsAs } from '../app/viewer.js';
import { LinkButton } from '../ui/button.js';
import { Page, Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';

export interface NoRelationship {
  readonly code: string;
  readonly message: string;
  readonly askWhom: readonly { readonly name: string; readonly roleName: string; readonly organisationName: string }[];
}

/** The page of a record that is closed to the viewer: why, and whom to ask. It looks the same where there is no such person. */
export function ClosedRecord({ refusal }: { readonly refusal: NoRelationship }) {
  const mayRegister = useActsAs('CARE_COORDINATOR', 'CLINICIAN');
  return (
    <Page title="Record closed" back={{ to: '/people', label: 'Back to people' }}>
      <RefusalPanel
        heading="You cannot see this record"
        refusal={refusal}
        actions={mayRegister ? <LinkButton to="/people/register">Register a referral</LinkButton> : undefined}
      />
      <Section heading="Whom to ask">
        {refusal.askWhom.length > 0 ? (
          <ul className="nhsuk-list nhsuk-list--bullet">
            {refusal.askWhom.map((person) => (
              <li key={`${person.name} ${person.organisationName}`}>
                {person.name}, {person.roleName.toLowerCase()} at {person.organisationName}
              </li>
            ))}
          </ul>
        ) : (
          <p>Ask the information governance lead of your organisation.</p>
        )}
        <p>This try was recorded, as every look at a record is.</p>
      </Section>
    </Page>
  );
}
