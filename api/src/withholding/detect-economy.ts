import { buildFrame, type Economy, type Evaluation, evaluate } from '@quorate/libs/withholding';

/** How far a detection is: evaluation dates done, of all. */
export type OnProgress = (done: number, of: number) => void;

/** What the detector finds in an economy, oldest month first; nothing where there is no economy. */
export async function detectEconomy(economy: Economy | null, onProgress?: OnProgress): Promise<readonly Evaluation[]> {
  return economy ? evaluate(buildFrame(economy), onProgress) : [];
}
