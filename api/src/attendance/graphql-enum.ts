/** A closed list of codes as a GraphQL enum: 'attendedPart' is ATTENDED_PART outside and 'attendedPart' inside. */
export function graphqlEnum<T extends string>(codes: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(codes.map((code) => [code.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), code]));
}
