import { type DisclosurePolicy, suppressCount, suppressRow } from '@quorate/libs/disclosure';
import { groupBy } from '../engagement-sums.js';

/** How often something happened of how often it could, and in whom. */
export interface MeasureNumbers {
  readonly numerator: number;
  readonly denominator: number;
  /** People cared for behind each; the counts themselves where they are of staff. */
  readonly people: { readonly numerator: number; readonly denominator: number };
  readonly days: number;
  /** How many `days` are of. */
  readonly timed: number;
}

/** A figure of one measure and quarter: of all counterparts, of those of one type, or of one organisation. */
export interface MeasureCell extends MeasureNumbers {
  /** Null for the whole system, which has no organisations. */
  readonly provider: string | null;
  readonly cut: 'all' | 'type' | 'organisation' | 'age';
  /** '', the type, the organisation's id, or the band of ages. */
  readonly counterpart: string;
  /** The type that an organisation is of; '' otherwise. */
  readonly within: string;
}

/** A figure as it is published; nulls where it is hidden. */
export interface PublishedCell {
  readonly provider: string | null;
  readonly cut: MeasureCell['cut'];
  readonly counterpart: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly days: number | null;
  readonly timed: number | null;
}

/**
 * What of one measure and quarter is published. A figure is hidden where it is small by its policy, where a wider figure is
 * hidden, and where a wider figure less its shown parts would tell it (suppressRow): by what it is of and, for people, by
 * those to whom it happened too. A figure that tells its parts with all of them hidden is hidden itself. Counts about
 * people are rounded, each figure on its own.
 *   cells  of every provider one 'all', its types, and the organisations of each type; the same of the whole system, or
 *          nothing of it where its figures are added up from what is shown
 */
export function publishCells(cells: readonly MeasureCell[], policy: DisclosurePolicy): PublishedCell[] {
  const hidden = new Set(cells.filter((cell) => isSmall(cell, policy)));
  const lines = linesOf(cells);
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const line of lines) guard(line, hidden, policy);
  }
  return cells.map((cell) => publishedOf(cell, hidden.has(cell), policy));
}

/** What of people may be shown by their age: the bands are the parts of one figure, which is shown if any two of them are. */
export function publishAges(bands: readonly MeasureCell[]): PublishedCell[] {
  const hidden = new Set(bands.filter((band) => isSmall(band, 'people')));
  hideParts(bands, hidden, 'people');
  return bands.map((band) => publishedOf(band, hidden.has(band), 'people'));
}

/** A figure, and parts that add up to it. */
interface Line {
  readonly whole: MeasureCell;
  readonly parts: readonly MeasureCell[];
}

function linesOf(cells: readonly MeasureCell[]): Line[] {
  const byProvider = groupBy(cells, ({ provider }) => provider ?? '');
  const parts = groupBy(cells, ({ cut, within }) => `${cut} ${within}`);
  return cells.flatMap((whole): Line[] => {
    const own = byProvider.get(whole.provider ?? '') ?? [];
    const narrower = whole.cut === 'all' ? 'type' : 'organisation';
    const down = own.filter(({ cut, within }) => cut === narrower && (cut === 'type' || within === whole.counterpart));
    const across =
      whole.provider !== null
        ? []
        : (parts.get(`${whole.cut} `) ?? []).filter(
            ({ provider, counterpart }) => provider !== null && counterpart === whole.counterpart,
          );
    return [down, across].filter(({ length }) => length > 0).map((of) => ({ whole, parts: of }));
  });
}

function isSmall({ people, denominator }: MeasureNumbers, policy: DisclosurePolicy): boolean {
  if (policy === 'staffAttendance') return isHidden(denominator, policy);
  return isHidden(people.denominator, policy) || isHidden(people.numerator, policy);
}

function isHidden(count: number, policy: DisclosurePolicy): boolean {
  return suppressCount(count, policy).kind === 'suppressed';
}

/** Hides what the parts of a figure would tell, and the figure where they tell with all of them hidden. */
function guard({ whole, parts }: Line, hidden: Set<MeasureCell>, policy: DisclosurePolicy): void {
  if (hidden.has(whole)) {
    for (const part of parts) hidden.add(part);
    return;
  }
  if (hideParts(parts, hidden, policy)) hidden.add(whole);
}

/** Hides what parts would tell of each other, until they do no more; whether they do with all of them hidden. */
function hideParts(parts: readonly MeasureCell[], hidden: Set<MeasureCell>, policy: DisclosurePolicy): boolean {
  let tells = false;
  for (let before = -1; before !== hidden.size; ) {
    [before, tells] = [hidden.size, false];
    for (const measure of measuresOf(policy)) {
      if (!parts.some((part) => hidden.has(part))) return false;
      const { cells, total } = suppressRow(
        parts.map(measure),
        policy,
        parts.map((part) => hidden.has(part)),
      );
      for (const [at, part] of parts.entries()) if (cells[at]?.kind === 'suppressed') hidden.add(part);
      tells ||= parts.every((part) => hidden.has(part)) && total.kind === 'suppressed';
    }
  }
  return tells;
}

/** What a row is guarded by: a hidden numerator of staff tells nothing that the rule protects. */
function measuresOf(policy: DisclosurePolicy): readonly ((numbers: MeasureNumbers) => number)[] {
  if (policy === 'staffAttendance') return [({ denominator }) => denominator];
  return [({ people }) => people.denominator, ({ people }) => people.numerator];
}

function publishedOf(cell: MeasureCell, isHiddenCell: boolean, policy: DisclosurePolicy): PublishedCell {
  const { provider, cut, counterpart, numerator, denominator, days, timed } = cell;
  const figure = { provider, cut, counterpart };
  if (isHiddenCell) return { ...figure, numerator: null, denominator: null, days: null, timed: null };
  // An average of few would be one person's time.
  const isTimed = timed > 0 && !isHidden(timed, policy);
  const times = isTimed ? { days, timed } : { days: 0, timed: 0 };
  if (policy === 'staffAttendance') return { ...figure, numerator, denominator, ...times };
  const average = isTimed ? Math.round(days / timed) : 0;
  const people = shown(times.timed, policy);
  return {
    ...figure,
    numerator: shown(numerator, policy),
    denominator: shown(denominator, policy),
    days: average * people,
    timed: people,
  };
}

function shown(count: number, policy: DisclosurePolicy): number {
  const made = suppressCount(count, policy);
  return made.kind === 'shown' ? made.value : 0;
}
