/**
 * Whether a text has the shape of an ODS organisation or site code: 3 to 12 capitals and digits.
 * The shape only: codes no longer tell the kind of organisation (a trust need not begin with R), so look the code up.
 */
export function isOdsCode(text: string): boolean {
  return /^[A-Z0-9]{3,12}$/.test(text);
}
