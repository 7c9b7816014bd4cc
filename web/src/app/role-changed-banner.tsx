import { useEffect, useState } from 'react';
import { StaleBanner } from '../ui/states.js';
import { onRoleSwitched } from './lock-messages.js';

/** Tabs share one session: when another tab changes the role, this one says so before anything is saved in the wrong name. */
export function RoleChangedBanner() {
  const [changed, setChanged] = useState(false);
  useEffect(() => onRoleSwitched(() => setChanged(true)), []);
  if (!changed) return null;
  return (
    <StaleBanner message="You changed your role in another tab" onReload={() => window.location.reload()} keepsDraft />
  );
}
