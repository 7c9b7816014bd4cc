import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { Button, ButtonGroup } from './button.js';
import { HeadingLevel } from './heading-level.js';
import { useDelayed } from './use-delayed.js';

/** Grey lines while something loads, and only if it takes longer than 300 ms. */
export function Skeleton({ lines = 3, label = 'Loading' }: { readonly lines?: number; readonly label?: string }) {
  const show = useDelayed();
  if (!show) return <div className="q-skeleton" aria-busy="true" />;
  return (
    <div className="q-skeleton" role="status" aria-busy="true">
      <span className="nhsuk-u-visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines without identity
        <div className="q-skeleton__line" key={index} aria-hidden="true" />
      ))}
    </div>
  );
}

/** Nothing here, and what to do next. What has more to say than its first line is headed by it, one level below its place. */
export function EmptyState({
  heading,
  children,
  action,
}: {
  readonly heading: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  const around = useContext(HeadingLevel);
  const Heading = children || action ? (`h${Math.min(around + 1, 6)}` as 'h2') : 'p';
  return (
    <div className="q-empty">
      <Heading className="q-empty__heading">{heading}</Heading>
      {children ? <div className="q-empty__text">{children}</div> : null}
      {action}
    </div>
  );
}

/** A reason the server gives for not doing what was asked. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface RefusalPanelProps {
  readonly refusal: Refusal;
  /** What the reader can do about it; the page knows, by an exhaustive switch over the codes. */
  readonly whatToDo?: ReactNode;
  readonly actions?: ReactNode;
  readonly heading?: string;
}

/** Says why something was not done and what to do. It is read out at once and comes into view, and nothing typed is lost. */
export function RefusalPanel({ refusal, whatToDo, actions, heading = 'This was not saved' }: RefusalPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // Each refusal is an object of its own: the same one twice is seen twice.
  useEffect(() => {
    if (refusal) panel.current?.scrollIntoView?.({ block: 'nearest' });
  }, [refusal]);
  return (
    <div className="q-notice q-notice--refusal" role="alert" data-code={refusal.code} ref={panel}>
      <p className="q-notice__heading">{heading}</p>
      <p>{refusal.message}</p>
      {whatToDo ? <div className="q-notice__text">{whatToDo}</div> : null}
      {actions ? <ButtonGroup>{actions}</ButtonGroup> : null}
    </div>
  );
}

export interface StaleBannerProps {
  /** Who and what, when known: "Sian Roberts changed the outcome at 14:02". */
  readonly message?: string;
  readonly onReload: () => void;
  /** Says that typed text stays when the page is brought up to date. */
  readonly keepsDraft?: boolean;
}

/** Someone else changed what is on the page. Nothing moves until the reader asks for it. */
export function StaleBanner({ message = 'Someone else changed this', onReload, keepsDraft }: StaleBannerProps) {
  return (
    <div className="q-notice q-notice--stale" role="status">
      <p className="q-notice__heading">{message}</p>
      <div className="q-notice__text">What you see is older.{keepsDraft ? ' What you have typed stays.' : ''}</div>
      <Button small onClick={onReload}>
        Show the latest
      </Button>
    </div>
  );
}

/** Good news that stays on the page, for example after a form: "Invitations sent to 6 providers". */
export function SuccessPanel({ heading, children }: { readonly heading: string; readonly children?: ReactNode }) {
  return (
    <div className="q-notice q-notice--success" role="status">
      <p className="q-notice__heading">{heading}</p>
      {children}
    </div>
  );
}

/** Something to know before going on. */
export function Inset({ children }: { readonly children: ReactNode }) {
  return <div className="nhsuk-inset-text">{children}</div>;
}
