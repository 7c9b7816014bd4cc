import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { classNames } from '../ui/class-names.js';
import { mayOpen, type PageEntry } from './page-entry.js';
import { pages } from './pages.js';
import { type Role, useViewer } from './viewer.js';

/** Who has more pages than one row holds. */
const GROUPED: readonly Role[] = ['PROVIDER_MANAGER', 'COMMISSIONER', 'ADMINISTRATOR'];

interface Part {
  readonly label: string;
  /** The pages of the part, the one that its own name leads to first. */
  readonly entries: readonly PageEntry[];
}

/**
 * The pages of a role: one row of them, or of their parts, of which the present one shows its pages in a second row.
 * On a phone everything is one list behind "Menu", so that a page is two taps away from any other.
 */
export function Navigation() {
  const { role } = useViewer().acting;
  const [open, setOpen] = useState(false);
  const entries = pages.filter((entry) => entry.navLabel && entry.roles !== 'public' && mayOpen(entry, role));
  const here = entryOf(
    useLocation().pathname,
    entries.map(({ path }) => path),
  );
  const linkTo = (path: string, label: string, current: 'page' | 'true' | undefined) => (
    <Link className="q-nav__link" to={`/${path}`} aria-current={current} onClick={() => setOpen(false)}>
      {label}
    </Link>
  );
  const pageLink = ({ path, navLabel = '' }: PageEntry) => linkTo(path, navLabel, path === here ? 'page' : undefined);

  return (
    <nav className="q-nav" aria-label="Main">
      <div className="nhsuk-width-container">
        <button
          type="button"
          className="q-nav__toggle"
          aria-expanded={open}
          aria-controls="main-navigation"
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close menu' : 'Menu'}
        </button>
        <ul className={classNames('q-nav__list', !open && 'q-nav__list--closed')} id="main-navigation">
          {partsOf(entries, GROUPED.includes(role)).map(({ label, entries: [first, ...others] }) => {
            if (!first) return null;
            if (others.length === 0) return <li key={label}>{pageLink(first)}</li>;
            const isHere = [first, ...others].some(({ path }) => path === here);
            return (
              <li key={label} className={classNames('q-nav__part', isHere && 'q-nav__part--here')}>
                {linkTo(first.path, label, isHere ? 'true' : undefined)}
                <ul className="q-nav__pages" aria-label={label}>
                  {[first, ...others].map((entry) => (
                    <li key={entry.path}>{pageLink(entry)}</li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}

/** Pages of one group together where its first one stands; a page without a group, or alone in it, by itself. */
function partsOf(entries: readonly PageEntry[], isGrouped: boolean): readonly Part[] {
  const parts = new Map<string, PageEntry[]>();
  for (const entry of entries) {
    const key = (isGrouped && entry.group) || entry.path;
    parts.set(key, [...(parts.get(key) ?? []), entry]);
  }
  return [...parts].map(([key, of]) => ({ label: of.length > 1 ? key : (of[0]?.navLabel ?? key), entries: of }));
}

/** The entry that a page belongs to: of those whose address its own begins with, the longest. 'Today' is only itself. */
function entryOf(pathname: string, paths: readonly string[]): string | undefined {
  return paths
    .filter((path) => pathname === `/${path}` || (path !== '' && pathname.startsWith(`/${path}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
