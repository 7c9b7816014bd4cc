export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export interface LabelWanted {
  readonly id: string;
  /** Centre of the mark. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelPlaced {
  readonly id: string;
  readonly box: Box;
  /** True when it stands so far off that a line should join it to its mark. */
  readonly away: boolean;
}

/**
 * Finds a free place beside each mark, in the order given, so the most important comes first.
 * A label without a free place is left out of the answer: the table names it.
 */
export function placeLabels(
  wanted: readonly LabelWanted[],
  taken: readonly Box[],
  within: Box,
  gap = 12,
): readonly LabelPlaced[] {
  const occupied = [...taken];
  const placed: LabelPlaced[] = [];
  for (const label of wanted) {
    const found = candidates(label, gap).find(
      ({ box }) => isInside(box, within) && !occupied.some((other) => overlaps(other, box)),
    );
    if (!found) continue;
    occupied.push(found.box);
    placed.push({ id: label.id, ...found });
  }
  return placed;
}

/** Right, left, above, below, then the same further and further off. */
function candidates(
  { x, y, width, height }: LabelWanted,
  gap: number,
): readonly { readonly box: Box; readonly away: boolean }[] {
  const at = (left: number, top: number, away: boolean) => ({ box: { x: left, y: top, width, height }, away });
  const near = [
    at(x + gap, y - height / 2, false),
    at(x - gap - width, y - height / 2, false),
    at(x - width / 2, y - gap - height, false),
    at(x - width / 2, y + gap, false),
  ];
  const far = [1, 2, 3, 4].flatMap((step) => {
    const shift = step * (height + 4);
    return [
      at(x + gap, y - height / 2 - shift, true),
      at(x + gap, y - height / 2 + shift, true),
      at(x - gap - width, y - height / 2 - shift, true),
      at(x - gap - width, y - height / 2 + shift, true),
    ];
  });
  return [...near, ...far];
}

/**
 * Moves labels on one line apart so that they are at least `gap` from each other, keep their order and stay between low and high.
 * Returns the new positions in the order given. When there is not room for all, they are spread evenly.
 */
export function spreadApart(positions: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = positions.map((position, index) => ({ position, index })).sort((a, b) => a.position - b.position);
  const room = order.length > 1 ? Math.min(gap, (high - low) / (order.length - 1)) : gap;
  const spread: number[] = [];
  for (const { position } of order) {
    const before = spread.at(-1);
    spread.push(Math.max(low, before === undefined ? position : Math.max(position, before + room)));
  }
  for (let i = spread.length - 1; i >= 0; i--) {
    const limit = high - (spread.length - 1 - i) * room;
    spread[i] = Math.min(spread[i] ?? low, limit);
  }
  const result = [...positions];
  order.forEach(({ index }, rank) => {
    result[index] = spread[rank] ?? low;
  });
  return result;
}
