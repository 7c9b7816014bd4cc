import { type ReactNode, useContext, useEffect } from 'react';
import { Link } from 'react-router';
import { classNames } from './class-names.js';
import { HeadingLevel } from './heading-level.js';
import { useHeadingFocus } from './navigation-focus.js';

export interface PageProps {
  /** The task in words that name nobody: it goes into the browser tab as "Task - Quorate". */
  readonly title: string;
  /** What the h1 says when it differs from the title, for example a person's name. */
  readonly heading?: ReactNode;
  readonly lead?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  /** Buttons beside the heading. */
  readonly actions?: ReactNode;
  /** A banner that stays above the heading: PatientBanner, StaleBanner. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** One page: tab title, way back, the only h1 (which takes the focus on navigation), lead text and content. */
export function Page({ title, heading, lead, back, actions, banner, children }: PageProps) {
  const h1 = useHeadingFocus();
  useEffect(() => {
    document.title = `${title} - Quorate`;
  }, [title]);
  return (
    <>
      {back ? <BackLink to={back.to}>{back.label}</BackLink> : null}
      {banner}
      <div className={classNames('q-page-head', actions ? 'q-page-head--with-actions' : false)}>
        <h1 className="nhsuk-heading-l q-page-head__heading" ref={h1} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {actions ? <div className="q-page-head__actions">{actions}</div> : null}
      </div>
      {lead ? <div className="q-lead">{lead}</div> : null}
      {children}
    </>
  );
}

export function BackLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link className="nhsuk-back-link" to={to}>
      {children}
    </Link>
  );
}

export interface SectionProps {
  readonly heading: ReactNode;
  /** 2 unless it stands inside another section. */
  readonly level?: 2 | 3 | 4;
  readonly id?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A headed part of a page. */
export function Section({ heading, level = 2, id, actions, children }: SectionProps) {
  const Heading = `h${level}` as const;
  return (
    <section className="q-section" id={id}>
      <div className={actions ? 'q-section__head q-section__head--with-actions' : 'q-section__head'}>
        <Heading className={`nhsuk-heading-${level === 2 ? 'm' : 's'}`}>{heading}</Heading>
        {actions ? <div className="q-section__actions">{actions}</div> : null}
      </div>
      <HeadingLevel value={level}>{children}</HeadingLevel>
    </section>
  );
}

/** Main content with a narrower column beside it; one under the other on small screens. */
export function Columns({ main, aside }: { readonly main: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className="q-columns">
      <div className="q-columns__main">{main}</div>
      <div className="q-columns__aside">{aside}</div>
    </div>
  );
}

/** A white box with an optional heading. */
export function Card({
  heading,
  level = 2,
  children,
}: {
  readonly heading?: ReactNode;
  readonly level?: 2 | 3 | 4;
  readonly children: ReactNode;
}) {
  const Heading = `h${level}` as const;
  const around = useContext(HeadingLevel);
  return (
    <div className="q-card">
      {heading ? <Heading className="nhsuk-heading-s">{heading}</Heading> : null}
      <HeadingLevel value={heading ? level : around}>{children}</HeadingLevel>
    </div>
  );
}

/** Text that opens on demand. */
export function Details({
  summary,
  open,
  children,
}: {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className="nhsuk-details" open={open}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  );
}
