import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { MeetingNav } from '../meetings/meeting-nav.js';
import { formatMeetingTime } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import type { Register } from './attendance-words.js';
import { DisputesOfRegister } from './disputes/disputes-of-register.js';
import { OpenRegister } from './register-panel.js';
import { useRegister } from './use-register.js';

/** The register as a page of its own. */
export function RegisterPage() {
  const { meetingId = '' } = useParams();
  const { name } = useViewer();
  const live = useRegister(meetingId);
  return (
    <QueryState query={live.query} lines={8}>
      {({ register }) =>
        register ? (
          <Page
            title="Register"
            heading={register.mdtName}
            lead={whenAndWhere(register)}
            back={{ to: `/meetings/${meetingId}`, label: 'Back to the meeting' }}
          >
            <MeetingNav meetingId={meetingId} />
            <PrintHeader
              title={`Register, ${register.mdtName}`}
              printedBy={name}
              printedAt={new Date().toISOString()}
            />
            <OpenRegister live={live} register={register} />
            <DisputesOfRegister meetingId={meetingId} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function whenAndWhere(register: Register): string {
  const where = [register.siteName, register.roomName, register.isOnline ? 'online' : null].filter(Boolean).join(', ');
  const when = formatMeetingTime(register.startsAt, register.endsAt);
  return where ? `${when}. ${where}` : when;
}
