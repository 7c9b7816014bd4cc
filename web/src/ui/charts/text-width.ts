// Widths of Arial's printable ASCII, in thousandths of the font size (Helvetica AFM, which Arial shares). A table, and not the
// browser's own measuring, so that the server lays a chart out exactly as the page does.
const widths =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);

const widest = 1015;
/** Bold Arial is at most about 8% wider over a word. */
const boldFactor = 1.08;

/** How wide a text is in Arial, in the unit of `size`, rounded up a little; an unknown letter counts as wide. */
export function textWidth(text: string, size: number, bold = false): number {
  let thousandths = 0;
  for (const letter of text)
    thousandths += widths[letter.charCodeAt(0) - 32] ?? (letter.charCodeAt(0) < 0x250 ? 667 : widest);
  return (thousandths / 1000) * size * (bold ? boldFactor : 1) + 1;
}
