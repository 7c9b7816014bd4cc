import { Button } from './button.js';

/** What was added one by one, each with a way to take it off. */
export function AddedList<Item extends { readonly id: string; readonly name: string }>({
  items,
  onChange,
}: {
  readonly items: readonly Item[];
  readonly onChange: (items: readonly Item[]) => void;
}) {
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id}>
          {item.name}{' '}
          <Button
            small
            look="quiet"
            about={item.name}
            onClick={() => onChange(items.filter(({ id }) => id !== item.id))}
          >
            Take off
          </Button>
        </li>
      ))}
    </ul>
  );
}
