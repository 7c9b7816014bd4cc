import { Fragment } from 'react';

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:)])/;

/**
 * A mail's text as the reader sees it: paragraphs, with its addresses as links. An address of this very product opens
 * here (the demo's reply links); any other opens apart and learns nothing of where it was opened from.
 */
export function MailText({ text }: { readonly text: string }) {
  return text
    .trim()
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a mail's paragraphs never change places
      <p key={index}>
        {paragraph.split(/\r?\n/).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nor do its lines
          <Fragment key={at}>
            {at > 0 ? <br /> : null}
            <LinkedLine line={line} />
          </Fragment>
        ))}
      </p>
    ));
}

function LinkedLine({ line }: { readonly line: string }) {
  return line.split(ADDRESS).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: every second piece is an address, in the order of the line
    <Fragment key={index}>{index % 2 === 0 ? piece : <AddressLink address={piece} />}</Fragment>
  ));
}

function AddressLink({ address }: { readonly address: string }) {
  const here = pathHere(address, window.location);
  if (here) return <a href={here}>{address}</a>;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      {address}
    </a>
  );
}

/**
 * The path of an address that leads to this product, else null. On one's own computer the product has two names.
 *   example pathHere('http://127.0.0.1:4000/reply/x', new URL('http://localhost:4000/outbox')) // '/reply/x'
 */
export function pathHere(address: string, here: Pick<Location, 'protocol' | 'hostname' | 'port'>): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, pathname, search, hash } = new URL(address);
  const isSameHost = hostname === here.hostname || (isLoopback(hostname) && isLoopback(here.hostname));
  return protocol === here.protocol && isSameHost && port === here.port ? `${pathname}${search}${hash}` : null;
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
