import { type ReactNode, useState } from 'react';
import { Link, Outlet, ScrollRestoration, useNavigation } from 'react-router';
import { useDelayed } from '../ui/use-delayed.js';
import { AccountDialog } from './account-dialog.js';
import { IdleLock } from './idle-lock.js';
import { KeysDialog } from './keys-dialog.js';
import { Navigation } from './navigation.js';
import { OfflineBanner } from './offline-banner.js';
import { mayOpen } from './page-entry.js';
import { pages } from './pages.js';
import { RoleChangedBanner } from './role-changed-banner.js';
import { describeActing, useViewer, ViewerProvider } from './viewer.js';

/** The frame of every signed-in page. */
export function SignedInLayout() {
  return (
    <ViewerProvider>
      <SignedInFrame />
    </ViewerProvider>
  );
}

function SignedInFrame() {
  const viewer = useViewer();
  const [keysOpen, setKeysOpen] = useState(false);
  return (
    <>
      <Frame
        tools={<AccountTools />}
        footer={
          <>
            <StaffLinks />
            <li className="q-keyboard-only">
              <button type="button" className="q-button-quiet" aria-haspopup="dialog" onClick={() => setKeysOpen(true)}>
                Keys
              </button>
            </li>
          </>
        }
        navigation={<Navigation />}
        notice={
          viewer.tenant.isDemo ? (
            <div className="q-demo">
              <div className="nhsuk-width-container">
                Demonstration: the people, meetings and numbers here are made up, and every organisation that was not
                imported.
              </div>
            </div>
          ) : null
        }
      >
        <RoleChangedBanner />
        <Outlet />
      </Frame>
      <KeysDialog open={keysOpen} onOpen={() => setKeysOpen(true)} onClose={() => setKeysOpen(false)} />
      <IdleLock viewer={viewer} />
    </>
  );
}

/** The frame of pages that need no sign-in. */
export function PublicLayout() {
  return (
    <Frame
      tools={
        <Link className="q-header__tool" to="/help">
          Help
        </Link>
      }
    >
      <Outlet />
    </Frame>
  );
}

interface FrameProps {
  readonly tools: ReactNode;
  readonly navigation?: ReactNode;
  readonly notice?: ReactNode;
  /** More entries of the footer's list. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

function Frame({ tools, navigation, notice, footer, children }: FrameProps) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      <header className="q-header">
        <div className="nhsuk-width-container q-header__bar">
          <Link className="q-header__product" to="/">
            <ProductMark />
            Quorate
          </Link>
          <div className="q-header__tools">{tools}</div>
        </div>
        {navigation}
        {notice}
      </header>
      <OfflineBanner />
      <div className="q-body">
        <main className="q-main nhsuk-width-container" id="main" tabIndex={-1}>
          <PageLoading />
          {children}
        </main>
      </div>
      <Footer>{footer}</Footer>
      <ScrollRestoration />
    </>
  );
}

/** Three people round a table with one seat empty: our own mark. */
function ProductMark() {
  return (
    <svg className="q-header__mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <circle cx="14" cy="14" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="14" cy="3.5" r="3" fill="currentColor" />
      <circle cx="24.5" cy="14" r="3" fill="currentColor" />
      <circle cx="14" cy="24.5" r="3" fill="currentColor" />
      <circle cx="3.5" cy="14" r="2.4" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}

function PageLoading() {
  const { state } = useNavigation();
  return state === 'loading' ? <LoadingWords /> : null;
}

function LoadingWords() {
  return useDelayed() ? (
    <p className="q-loading" role="status">
      Loading
    </p>
  ) : null;
}

function AccountTools() {
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="q-header__tool q-header__account"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <span>
          <span className="q-header__who">{viewer.name}</span>
          <span className="q-header__acting">{describeActing(viewer.acting)}</span>
          <span className="nhsuk-u-visually-hidden">: account, change role, sign out</span>
        </span>
      </button>
      <Link className="q-header__tool" to="/help">
        Help
      </Link>
      <AccountDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}

const FOR_STAFF: readonly string[] = ['engagement/method', 'strikes', 'published-reasons'];

/** Pages that all staff may read and that stand in nobody's navigation; nothing for people and carers, who may not. */
function StaffLinks() {
  const { role } = useViewer().acting;
  return (
    <>
      {pages
        .filter((entry) => FOR_STAFF.includes(entry.path) && mayOpen(entry, role))
        .map(({ path, title }) => (
          <li key={path}>
            <Link to={`/${path}`}>{title}</Link>
          </li>
        ))}
    </>
  );
}

function Footer({ children }: { readonly children?: ReactNode }) {
  return (
    <footer className="q-footer">
      <div className="nhsuk-width-container">
        <ul className="q-footer__list">
          <li>
            <Link to="/accessibility">Accessibility statement</Link>
          </li>
          <li>
            <Link to="/help">Help</Link>
          </li>
          <li>
            <a href="/concern">Tell of a concern</a>
          </li>
          {children}
        </ul>
      </div>
    </footer>
  );
}
