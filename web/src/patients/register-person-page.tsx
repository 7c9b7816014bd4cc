import { useNavigate } from 'react-router';
import { Page } from '../ui/page.js';
import { useUndo } from '../ui/undo.js';
import { RegisterPersonForm } from './register-person-form.js';

/** Registering a referral, on its way to the person's page. */
export function RegisterPersonPage() {
  const navigate = useNavigate();
  const undo = useUndo();
  return (
    <Page
      title="Register a referral"
      lead="You can see the person's record afterwards. That you registered them is recorded."
      back={{ to: '/people', label: 'Back to people' }}
    >
      <RegisterPersonForm
        onRegistered={(patientId, wasKnown) => {
          undo.say(wasKnown ? 'They were known already. You were added to their record.' : 'Registered');
          void navigate(`/people/${patientId}`);
        }}
      />
    </Page>
  );
}
