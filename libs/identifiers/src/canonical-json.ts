/**
 * A value as JSON text that is the same whenever the value is: keys sorted, no white space (RFC 8785), fit to hash.
 *   errors  TypeError naming the place for what JSON would drop or change: undefined, NaN, infinities, big integers,
 *           functions, symbols, half characters, dates and other class instances, and a value inside itself
 *   example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', []);
}

function write(value: unknown, place: string, inside: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, place);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw refuse(place, `${value} is not a number JSON can hold`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, place, inside);
    default:
      throw refuse(place, `${typeof value} has no JSON form`);
  }
}

function writeObject(value: object, place: string, inside: readonly object[]): string {
  if (inside.includes(value)) throw refuse(place, 'the value contains itself');
  const path = [...inside, value];
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, index) => write(item, `${place}[${index}]`, path)).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object from another realm (a test's sandbox, a worker) has its own Object.prototype, itself without one.
  const isPlain = prototype === null || (typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null);
  if (!isPlain) throw refuse(place, 'only plain objects and arrays have a stable JSON form');
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = entries.map(([key, item]) => `${writeString(key, place)}:${write(item, `${place}.${key}`, path)}`);
  return `{${fields.join(',')}}`;
}

function writeString(text: string, place: string): string {
  if (/\p{Surrogate}/u.test(text)) throw refuse(place, 'the text holds half a character');
  return JSON.stringify(text);
}

function refuse(place: string, why: string): TypeError {
  return new TypeError(`No canonical JSON at ${place}: ${why}`);
}
