import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import { classNames } from './class-names.js';

/** primary: one on a page. secondary: the rest. quiet: looks like a link, for rows of tables. warning: cannot be undone. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'warning';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> {
  readonly look?: ButtonLook;
  /** Small is right for toolbars and tables. */
  readonly small?: boolean;
  /** While true a click does nothing and the button says it is busy; it keeps the focus. */
  readonly busy?: boolean;
  /** Said to screen readers only, after the label: "Change" + "reply deadline". */
  readonly about?: string;
}

function lookClass(look: ButtonLook, small: boolean): string {
  if (look === 'quiet') return 'q-button-quiet';
  return classNames(
    'nhsuk-button',
    look === 'secondary' && 'nhsuk-button--secondary',
    look === 'warning' && 'nhsuk-button--warning',
    small && 'nhsuk-button--small',
    'q-button',
  );
}

/** A button. It is `type="button"` unless told otherwise, so that it never sends a form by accident. */
export function Button({
  look = 'secondary',
  small = false,
  busy = false,
  about,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      type="button"
      {...rest}
      className={lookClass(look, small)}
      aria-disabled={busy || undefined}
      onClick={press}
    >
      {children}
      {about ? <span className="nhsuk-u-visually-hidden"> {about}</span> : null}
    </button>
  );
}

export interface LinkButtonProps {
  readonly to: string;
  readonly look?: Exclude<ButtonLook, 'warning'>;
  readonly small?: boolean;
  readonly about?: string;
  /** Leaves the app for an address the server answers. */
  readonly reload?: boolean;
  readonly children: ReactNode;
}

/** A link to another page that looks like a button. */
export function LinkButton({ to, look = 'secondary', small = false, about, reload, children }: LinkButtonProps) {
  return (
    <Link to={to} className={lookClass(look, small)} reloadDocument={reload}>
      {children}
      {about ? <span className="nhsuk-u-visually-hidden"> {about}</span> : null}
    </Link>
  );
}

/** Buttons in a row, the first one first; they wrap on a phone. */
export function ButtonGroup({ children }: { readonly children: ReactNode }) {
  return <div className="q-button-group">{children}</div>;
}
