import { escapeHtml } from '../../platform/http/plain-page.js';

/** The words of a mail, once as text and once as plain HTML, from the same paragraphs. */
export interface MailWords {
  readonly text: string;
  readonly html: string;
}

export type MailPart =
  | { readonly kind: 'paragraph'; readonly words: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'link'; readonly words: string; readonly url: string };

/** Renders the parts in order. No style, no picture, no address of ours but the links given. */
export function mailWords(parts: readonly MailPart[]): MailWords {
  return {
    text: `${parts.map(textOf).join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${parts.map(htmlOf).join('\n')}</body></html>`,
  };
}

function textOf(part: MailPart): string {
  switch (part.kind) {
    case 'paragraph':
      return part.words;
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n');
    case 'link':
      return `${part.words}:\n${part.url}`;
  }
}

function htmlOf(part: MailPart): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(part.words)}</p>`;
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'link':
      return `<p><a href="${escapeHtml(part.url)}">${escapeHtml(part.words)}</a></p>`;
  }
}
