import { useNavigate } from 'react-router';
import { Checkboxes } from '../ui/choice-fields.js';
import { Dialog } from '../ui/dialog.js';
import { searchFieldHere, TO_SEARCH } from '../ui/navigation-focus.js';
import { useSingleKey, useSingleKeysSwitch } from '../ui/single-keys.js';
import { SummaryList } from '../ui/summary-list.js';
import { mayOpen } from './page-entry.js';
import { pages } from './pages.js';
import { type Role, useViewer } from './viewer.js';

/** Which search a role starts at: for people where it may, else the directory, which is everybody's. */
function searchOf(role: Role) {
  const hasPeople = pages.some((entry) => entry.path === 'people' && mayOpen(entry, role));
  return hasPeople
    ? { path: '/people', name: 'the search for a person' }
    : { path: '/directory', name: 'the search of the directory' };
}

export interface KeysDialogProps {
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** The keys that do something by themselves, `?` and `/` among them, and the switch that turns them off. */
export function KeysDialog({ open, onOpen, onClose }: KeysDialogProps) {
  const navigate = useNavigate();
  const search = searchOf(useViewer().acting.role);
  const [on, turn] = useSingleKeysSwitch();
  useSingleKey('?', onOpen);
  useSingleKey('/', toSearch);

  function toSearch() {
    const here = searchFieldHere();
    if (here) here.focus();
    else void navigate(search.path, { state: TO_SEARCH });
  }

  return (
    <Dialog open={open} onClose={onClose} heading="Keys">
      <SummaryList
        items={[
          { key: '?', value: 'This list' },
          { key: '/', value: `Go to the search of this page, or to ${search.name}` },
          { key: '1 to 9', value: 'Choose in a row of words, as in the register' },
          { key: 'A', value: 'In the register: mark all who accepted as here' },
          { key: 'Arrows', value: 'Move in a row of words or between the points of a chart' },
          { key: 'Control and Z', value: 'Take the last action back while its notice is there' },
        ]}
      />
      <Checkboxes
        name="single-keys"
        label="Keys that work by themselves"
        labelHidden
        small
        options={[
          {
            value: 'on',
            label: 'Let ?, / and A work by themselves',
            hint: 'Turn it off if you speak to your computer.',
          },
        ]}
        values={on ? ['on'] : []}
        onChange={(values) => turn(values.includes('on'))}
      />
    </Dialog>
  );
}
