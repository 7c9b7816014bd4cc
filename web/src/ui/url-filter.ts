/** Each filter by name: one word, or any number of them. '' and [] mean "all". */
export type FilterValues = Readonly<Record<string, string | readonly string[]>>;

export type Loose<Values> = {
  readonly [Key in keyof Values]: Values[Key] extends string ? string : readonly string[];
};

/** The filter that an address keeps; what it does not name is as by default. */
export function readFilter<Values extends FilterValues>(defaults: Values, params: URLSearchParams): Loose<Values> {
  const entries = Object.entries(defaults).map(([name, byDefault]) => {
    if (!params.has(name)) return [name, byDefault];
    return [
      name,
      typeof byDefault === 'string' ? (params.get(name) ?? '') : params.getAll(name).filter((v) => v !== ''),
    ];
  });
  return Object.fromEntries(entries) as Loose<Values>;
}
