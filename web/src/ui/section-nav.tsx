import { NavLink } from 'react-router';

export interface SectionNavItem {
  readonly to: string;
  readonly label: string;
  /** Shown after the label: how many wait there. */
  readonly count?: number;
}

/** Links between the pages of one thing that look like tabs. They are pages with addresses, so that back and bookmarks work. */
export function SectionNav({ label, items }: { readonly label: string; readonly items: readonly SectionNavItem[] }) {
  return (
    <nav className="q-section-nav" aria-label={label}>
      <ul className="q-section-nav__list">
        {items.map((item) => (
          <li key={item.to}>
            <NavLink className="q-section-nav__link" to={item.to} end>
              {item.label}
              {item.count === undefined ? null : <span className="q-section-nav__count"> {item.count}</span>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
