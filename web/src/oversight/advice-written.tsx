/** What somebody has written, with its lines. */
export function Written({ children, strong }: { readonly children: string | null; readonly strong?: boolean }) {
  return <p style={{ whiteSpace: 'pre-line' }}>{strong ? <strong>{children}</strong> : children}</p>;
}
