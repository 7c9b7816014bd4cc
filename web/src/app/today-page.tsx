import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { LinkButton } from '../ui/button.js';
import { formatLongDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';
import { describeActing, type Role, useViewer } from './viewer.js';

// Each part comes when its role needs it: a landing page must be quick on a ward PC.
const TodayMeetings = lazy(async () => ({
  default: (await import('../meetings/today-meetings.js')).TodayMeetings,
}));
const TodayRegisters = lazy(async () => ({
  default: (await import('../attendance/today-registers.js')).TodayRegisters,
}));
const TodayDisputes = lazy(async () => ({
  default: (await import('../attendance/disputes/today-disputes.js')).TodayDisputes,
}));
const CasesToday = lazy(async () => ({ default: (await import('../cases/cases-today.js')).CasesToday }));
const TodayReleases = lazy(async () => ({
  default: (await import('../attendance/today-releases.js')).TodayReleases,
}));
const YourMeetings = lazy(async () => ({
  default: (await import('../cases/your-meetings-page.js')).YourMeetingsPage,
}));
const ChainSummary = lazy(async () => ({ default: (await import('../audit/chain-summary.js')).ChainSummary }));
const TodayEngagement = lazy(async () => ({
  default: (await import('../indicators/today-engagement.js')).TodayEngagement,
}));
const TodayCorrections = lazy(async () => ({
  default: (await import('../oversight/today-corrections.js')).TodayCorrections,
}));
const TodayAdvice = lazy(async () => ({ default: (await import('../oversight/advice-today.js')).TodayAdvice }));
const TodayConcerns = lazy(async () => ({ default: (await import('../oversight/concerns-today.js')).TodayConcerns }));
const TodaySignals = lazy(async () => ({ default: (await import('../oversight/today-signals.js')).TodaySignals }));
const TodayUndertakings = lazy(async () => ({
  default: (await import('../oversight/undertakings-today.js')).TodayUndertakings,
}));
const TodayReturns = lazy(async () => ({
  default: (await import('../oversight/returns/today-returns.js')).TodayReturns,
}));
const TodayReturnsDue = lazy(async () => ({
  default: (await import('../oversight/returns/today-returns.js')).TodayReturnsDue,
}));
const TodayStatements = lazy(async () => ({
  default: (await import('../withholding/today-statements.js')).TodayStatements,
}));
const TodayStrikes = lazy(async () => ({
  default: (await import('../attendance/strikes/today-strikes.js')).TodayStrikes,
}));
const TodayOutbox = lazy(async () => ({ default: (await import('../messaging/today-outbox.js')).TodayOutbox }));

/** What waits for the viewer today, by role. */
export function TodayPage() {
  const { acting } = useViewer();
  if (acting.role === 'PERSON' || acting.role === 'CARER')
    return (
      <Suspense fallback={<Skeleton lines={6} />}>
        <YourMeetings />
      </Suspense>
    );
  return (
    <Page title="Today" lead={`${formatLongDate(new Date().toISOString())}. ${describeActing(acting)}.`}>
      <Suspense fallback={<Skeleton lines={6} />}>
        {PARTS[acting.role]}
        <TodayAdvice />
      </Suspense>
    </Page>
  );
}

type StaffRole = Exclude<Role, 'PERSON' | 'CARER'>;

const PARTS: Readonly<Record<StaffRole, ReactNode>> = {
  CARE_COORDINATOR: (
    <>
      <TodayMeetings />
      <TodayRegisters />
      <TodayDisputes />
      <TodayCorrections />
      <CasesToday />
    </>
  ),
  CLINICIAN: (
    <>
      <TodayStatements />
      <TodayMeetings />
      <TodayDisputes />
      <CasesToday />
    </>
  ),
  PROVIDER_MANAGER: (
    <>
      <TodayReleases />
      <TodayDisputes />
      <TodaySignals />
      <TodayReturns />
      <TodayUndertakings />
      <GoTo heading="Engagement" to="/engagement" label="See how your organisation takes part">
        How often your staff attend the MDTs they have a seat in, with every number and its rows.
      </GoTo>
    </>
  ),
  COMMISSIONER: (
    <>
      <TodaySignals />
      <TodayConcerns />
      <TodayReturnsDue />
      <TodayUndertakings />
      <TodayEngagement />
      <GoTo heading="MDTs" to="/mdts" label="See all MDTs">
        What each MDT is for, who has a seat in it, and when it meets.
      </GoTo>
    </>
  ),
  INFORMATION_GOVERNANCE_LEAD: (
    <Section heading="Audit trail">
      <ChainSummary />
      <p>
        <Link to="/audit">Search who did and saw what</Link>
      </p>
    </Section>
  ),
  ADMINISTRATOR: (
    <>
      <TodayOutbox />
      <TodayStrikes />
      <Section heading="Audit trail">
        <ChainSummary />
        <p>
          <Link to="/audit">Search who did and saw what</Link>
        </p>
      </Section>
      <GoTo heading="Directory" to="/directory" label="Search the directory">
        Organisations, sites and rooms, with what they were called and belonged to before.
      </GoTo>
    </>
  ),
};

interface GoToProps {
  readonly heading: string;
  readonly to: string;
  readonly label: string;
  readonly children: ReactNode;
}

function GoTo({ heading, to, label, children }: GoToProps) {
  return (
    <Section heading={heading}>
      <p>{children}</p>
      <LinkButton to={to} small>
        {label}
      </LinkButton>
    </Section>
  );
}
