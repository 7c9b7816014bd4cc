import { Link } from 'react-router';
import { formatDate } from '../ui/dates.js';
import { SummaryList } from '../ui/summary-list.js';
import { CONCERN_STATES, type Concern, dueWords } from './concern-words.js';

/** What was written, how far it is, and how to reach its author. */
export function ConcernFacts({ concern, seesSignals }: { readonly concern: Concern; readonly seesSignals: boolean }) {
  const { about, organisationName, behaviours, words, sources, signalId, state } = concern;
  const due = dueWords(concern);
  return (
    <SummaryList
      items={[
        { key: 'State', value: [CONCERN_STATES[state], due].filter(Boolean).join('. ') },
        { key: 'Organisation', value: organisationWords(about, organisationName) },
        { key: 'What it is about', value: behaviours.join('; ') },
        { key: 'What happened', value: words },
        { key: 'When', value: periodOf(concern) },
        { key: 'How it is known', value: sources || 'Not said' },
        { key: 'How to reach the author', value: contactOf(concern) },
        ...(signalId ? [{ key: 'Signal', value: <SignalLink signalId={signalId} isOpen={seesSignals} /> }] : []),
      ]}
    />
  );
}

/** Signals are pages of commissioners and providers: to an information governance lead they are not found. */
function SignalLink({ signalId, isOpen }: { readonly signalId: string; readonly isOpen: boolean }) {
  return isOpen ? (
    <Link to={`/signals/${signalId}`}>The signal it belongs to</Link>
  ) : (
    'It belongs to a signal, which commissioners read'
  );
}

function organisationWords(about: string, name: string | null): string {
  if (name === null) return `${about} (not found in the directory by this name)`;
  return name.toLowerCase() === about.toLowerCase() ? name : `${name}, written as “${about}”`;
}

function periodOf({ from, until }: Concern): string {
  if (!from && !until) return 'Not said';
  if (from && until) return `${formatDate(from)} to ${formatDate(until)}`;
  return from ? `From ${formatDate(from)}` : `Until ${formatDate(until ?? '')}`;
}

function contactOf({ contact, hasContact, organisationName, steps }: Concern): string {
  if (contact) return [contact.name, contact.reach].filter(Boolean).join(', ');
  if (!hasContact) return 'Not said';
  if (steps.some(({ kind, isWithin }) => kind === 'NAME_CONFIRMED' && isWithin))
    return 'Shown to an information governance lead who had no part in saying which organisation it is';
  return organisationName ? 'Shown to whoever looks into it' : 'Shown to nobody while the organisation is not known';
}
