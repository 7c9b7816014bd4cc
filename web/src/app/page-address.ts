import type { PageEntry } from './page-entry.js';

export interface FoundPage {
  readonly entry: PageEntry;
  readonly params: Readonly<Record<string, string>>;
}

/** The page of a path, as the router will find it: of those that fit, the one with the most words of its own. */
export function pageAt(entries: readonly PageEntry[], pathname: string): FoundPage | null {
  const parts = pathname.split('/').filter((part) => part !== '');
  const fitting = entries.flatMap((entry) => {
    const words = entry.path.split('/').filter((word) => word !== '');
    const params = words.length === parts.length ? paramsOf(words, parts) : null;
    return params ? [{ entry, params }] : [];
  });
  const paramCount = ({ params }: FoundPage) => Object.keys(params).length;
  return fitting.sort((a, b) => paramCount(a) - paramCount(b))[0] ?? null;
}

function paramsOf(words: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {};
  for (const [index, word] of words.entries()) {
    const part = parts[index] ?? '';
    if (word.startsWith(':')) params[word.slice(1)] = decoded(part);
    else if (word !== part) return null;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
