import { useEffect, useRef } from 'react';
import { Button } from './button.js';
import { useAnnounce } from './live-region.js';

export interface ShowMoreProps {
  readonly shown: number;
  /** Leave out when the server does not count them all. */
  readonly total?: number;
  readonly hasMore: boolean;
  readonly busy?: boolean;
  readonly onMore: () => void;
  /** What they are, in the plural: "meetings". */
  readonly noun: string;
}

/** Cursor paging: says how many of how many are shown and fetches the next ones. The focus stays on the button. */
export function ShowMore({ shown, total, hasMore, busy = false, onMore, noun }: ShowMoreProps) {
  const announce = useAnnounce();
  const before = useRef(shown);
  useEffect(() => {
    if (shown > before.current) announce(`${shown - before.current} more ${noun} shown`);
    before.current = shown;
  }, [shown, noun, announce]);
  const count = total === undefined ? `${shown} ${noun} shown` : `${shown} of ${total} ${noun} shown`;
  return (
    <div className="q-more">
      <p className="q-more__count">{count}</p>
      {hasMore ? (
        <Button small busy={busy} onClick={onMore} about={noun}>
          {busy ? 'Loading' : 'Show more'}
        </Button>
      ) : null}
    </div>
  );
}
