import { Link } from 'react-router';
import { useActsAs } from '../app/viewer.js';
import { measuresAddress, NO_MEASURES_FILTER } from './measures-filter.js';

/** The way to what is measured beside attendance, of one provider or of all, for those who may see it. */
export function MeasuresLink({ organisationId }: { readonly organisationId?: string }) {
  const [isCommissioner, isManager] = [useActsAs('COMMISSIONER'), useActsAs('PROVIDER_MANAGER')];
  if (!isCommissioner && !isManager) return null;
  const provider = isCommissioner ? (organisationId ?? '') : '';
  return (
    <p>
      <Link to={measuresAddress({ ...NO_MEASURES_FILTER, provider })}>
        Replies, delays and support: measures beside attendance
      </Link>
    </p>
  );
}
