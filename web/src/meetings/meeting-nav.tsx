import { useViewer } from '../app/viewer.js';
import { SectionNav } from '../ui/section-nav.js';

/** The pages of one meeting, for the role: replies, register, people to discuss. */
export function MeetingNav({ meetingId }: { readonly meetingId: string }) {
  const { role } = useViewer().acting;
  const inRegister = role === 'CARE_COORDINATOR' || role === 'CLINICIAN' || role === 'PROVIDER_MANAGER';
  if (!inRegister) return null;
  const sections = [
    { to: `/meetings/${meetingId}`, label: 'Replies' },
    { to: `/meetings/${meetingId}/register`, label: 'Register' },
    ...(role === 'PROVIDER_MANAGER' ? [] : [{ to: `/meetings/${meetingId}/cases`, label: 'People to discuss' }]),
  ];
  return <SectionNav label="Parts of this meeting" items={sections} />;
}
