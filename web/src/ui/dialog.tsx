import { type ReactNode, useEffect, useId, useRef } from 'react';

export interface DialogProps {
  readonly open: boolean;
  readonly heading: ReactNode;
  /** Called by Escape and by Close; the page sets `open` to false. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot. */
  readonly actions?: ReactNode;
  readonly closeLabel?: string;
}

/** The browser's own modal dialog: it holds the focus, closes by Escape and gives the focus back. */
export function Dialog({ open, heading, onClose, children, actions, closeLabel = 'Close' }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog
      className="q-dialog"
      ref={dialog}
      aria-labelledby={headingId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {open ? (
        <>
          <div className="q-dialog__head">
            <h2 className="nhsuk-heading-m" id={headingId}>
              {heading}
            </h2>
            <button type="button" className="q-button-quiet" onClick={onClose}>
              {closeLabel}
            </button>
          </div>
          {children}
          {actions ? <div className="q-button-group">{actions}</div> : null}
        </>
      ) : null}
    </dialog>
  );
}
