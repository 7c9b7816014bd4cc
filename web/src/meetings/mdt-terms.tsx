import { LinkButton } from '../ui/button.js';
import { formatDate, todayInLondon } from '../ui/dates.js';
import { Details, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { Timeline } from '../ui/timeline.js';
import { counted, listWords, type Mdt } from './meeting-words.js';

type Terms = Mdt['terms'];

/** What the MDT is for and when it may decide, with every version there was. */
export function MdtTerms({ mdt }: { readonly mdt: Mdt }) {
  const { terms } = mdt;
  const next = mdt.termsHistory.find((one) => one.version > terms.version);
  return (
    <Section
      heading="Terms of reference"
      actions={
        mdt.mayEdit && mdt.status !== 'INACTIVE' ? (
          <LinkButton small to={`/mdts/${mdt.id}/revise`}>
            Revise
          </LinkButton>
        ) : undefined
      }
    >
      {next ? (
        <p>
          Version {next.version} takes over on {formatDate(next.inForceFrom)}.
        </p>
      ) : null}
      <SummaryList
        columns
        items={[
          { key: 'Purpose', value: terms.purpose },
          { key: 'For whom', value: terms.population || 'Not said' },
          { key: 'May decide with', value: quorumWords(terms) },
          { key: 'Notice', value: counted(terms.minimumNoticeWorkingDays, 'working day') },
          { key: 'Deputies', value: terms.deputiesAllowed ? 'May come in a member’s place' : 'Not allowed' },
          { key: 'Looked at again', value: terms.reviewOn ? formatDate(terms.reviewOn) : 'No date set' },
          { key: 'In force', value: `Version ${terms.version}, ${sinceWords(terms)}` },
        ]}
      />
      {mdt.termsHistory.length > 1 ? (
        <Details summary={`All ${mdt.termsHistory.length} versions`}>
          <Timeline
            entries={mdt.termsHistory.map((version) => ({
              id: String(version.version),
              at: version.inForceFrom,
              title: `Version ${version.version}`,
              future: version.inForceFrom > todayInLondon(),
              children: (
                <>
                  <p>{version.purpose}</p>
                  <p>
                    {quorumWords(version)}. {counted(version.minimumNoticeWorkingDays, 'working day')} of notice.
                  </p>
                </>
              ),
            }))}
          />
        </Details>
      ) : null}
    </Section>
  );
}

function quorumWords(terms: Terms): string {
  const roles = terms.requiredRoles.map((role) => role.name);
  const seats = `${counted(terms.minimumSeats, 'seat')} filled`;
  return roles.length > 0 ? `${seats}, among them ${listWords(roles)}` : seats;
}

function sinceWords(terms: Terms): string {
  return `${terms.inForceFrom > todayInLondon() ? 'from' : 'since'} ${formatDate(terms.inForceFrom)}`;
}
