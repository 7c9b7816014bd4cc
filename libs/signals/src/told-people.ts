/**
 * How many people may be told where nobody may be found out: whole multiples of the least number, rounded down, so that one
 * more or one fewer from month to month says nothing of anybody. Null below the least number.
 *   example  toldPeople(13, 5) is 10: "at least 10"
 */
export function toldPeople(people: number, least: number): number | null {
  return people < least ? null : Math.floor(people / least) * least;
}
