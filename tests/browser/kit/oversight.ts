import { addDays } from '@quorate/libs/time';
import { type Persona, persona } from './product.js';
import { LOGIN_OF } from './roles.js';

interface Identified {
  readonly id: string;
}

const EVERY_MS = 500;

/** Resolves when every month that the demo has registers of is judged; what stands out is a signal then. */
export async function haveJudged(commissioner: Persona): Promise<void> {
  await until(async () => {
    const { underWay, items } = await commissioner.read<{ underWay: Identified[]; items: Identified[] }>(
      '{ detectionRuns(first: 1) { underWay { id } items { id } } }',
    );
    return underWay.length === 0 && items.length > 0;
  });
}

/** A signal, a sealed pack of it, a concern, and questions of two providers: what the pages of oversight are about. */
export async function haveOversight(): Promise<void> {
  const ruth = await persona('ruth.clarkson');
  await haveJudged(ruth);
  const signalId = await signalOf(ruth);
  await ruth.change('sealEvidencePack', { signalId, sealedFor: 'The test of every page' }, 'EvidencePackAsked');
  await ruth.http.post('/concern', {
    form: {
      system: 'tamewater',
      about: 'Hollin Mental Health Trust',
      behaviours: 'notReleased',
      words: 'Nobody of theirs has come to the last four meetings.',
    },
  });
  for (const login of ['priya.nair', 'helen.pricely']) await askAdvice(await persona(login));
  await until(async () => {
    const { packs } = await ruth.read<{ packs: { state: string }[] }>(
      '{ evidencePacks(first: 1) { packs { state } } }',
    );
    return packs[0]?.state === 'SEALED';
  });
}

/** The newest signal that somebody sees, open or closed. */
export async function signalOf(who: Persona): Promise<string | null> {
  const { items } = await who.read<{ items: Identified[] }>('{ signals(first: 1) { items { id } } }');
  return items[0]?.id ?? null;
}

/** The newest evidence pack that somebody may have. */
export async function packOf(who: Persona): Promise<string | null> {
  const { packs } = await who.read<{ packs: Identified[] }>('{ evidencePacks(first: 1) { packs { id } } }');
  return packs[0]?.id ?? null;
}

/** The newest concern that somebody may read. */
export async function concernOf(who: Persona): Promise<string | null> {
  const { items } = await who.read<{ items: Identified[] }>('{ concerns(first: 1) { items { id } } }');
  return items[0]?.id ?? null;
}

async function askAdvice(who: Persona): Promise<void> {
  const [addressee] = await who.read<Identified[]>('{ adviceAddressees { id } }');
  const input = {
    organisationId: addressee?.id,
    subject: 'A shared clinic',
    question: 'May two services share a list?',
  };
  await who.change('askAdvice', input, 'AdviceChanged');
}

/** The newest question that somebody's organisation asked or is asked. */
export async function questionOf(who: Persona): Promise<string | null> {
  const { items } = await who.read<{ items: Identified[] }>('{ adviceQuestions(first: 1) { items { id } } }');
  return items[0]?.id ?? null;
}

/** The newest own monthly return; for the commissioner one that was signed in the quarter before the newest. */
export async function returnOf(who: Persona): Promise<string | null> {
  if (who.login !== LOGIN_OF.COMMISSIONER) {
    const { items } = await who.read<{ items: Identified[] }>('{ ownReturns { items { id } } }');
    return items[0]?.id ?? null;
  }
  const { months } = await who.read<{ months: string[] }>('{ returnsOfQuarter { months } }');
  const { providers } = await who.read<{ providers: { months: { returnId: string | null }[] }[] }>(
    'query Q($quarter: String) { returnsOfQuarter(quarter: $quarter) { providers { months { returnId } } } }',
    { quarter: addDays(`${months[0]}-01`, -80).slice(0, 7) },
  );
  return providers.flatMap((provider) => provider.months).find(({ returnId }) => returnId !== null)?.returnId ?? null;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((later) => setTimeout(later, EVERY_MS));
}
