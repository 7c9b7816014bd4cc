/**
 * The code of a professional role made from its name; empty when the name has no letter.
 *   example roleCodeOf('Diabetes specialist nurse') is 'diabetesSpecialistNurse'
 */
export function roleCodeOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[^\p{Letter}\p{Number}\s-]/gu, '')
    .toLowerCase()
    .split(/[\s-]+/)
    .filter((word) => word !== '');
  return words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
}
