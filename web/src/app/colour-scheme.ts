/** What a person asked for; without a choice the pages look as the device does. */
export type ColourScheme = 'device' | 'light' | 'dark';

const KEY = 'quorate-colour-scheme';

/** The choice kept in this browser. */
export function chosenColourScheme(): ColourScheme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'device';
  } catch {
    // A browser may forbid storage; then the device decides.
    return 'device';
  }
}

/** Shows the pages in the scheme chosen. Called before anything is drawn, and again after each choice. */
export function applyColourScheme(scheme: ColourScheme = chosenColourScheme()): void {
  const { dataset } = document.documentElement;
  if (scheme === 'device') delete dataset.scheme;
  else dataset.scheme = scheme;
}

/** Keeps a choice in this browser, where it lets itself be kept, and shows it at once. */
export function chooseColourScheme(scheme: ColourScheme): void {
  applyColourScheme(scheme);
  try {
    if (scheme === 'device') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // It holds until the page is left.
  }
}
