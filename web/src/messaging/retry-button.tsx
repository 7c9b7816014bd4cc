import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { type Refusal, RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { aboutOf, type Message } from './message-words.js';
import { retryMessageMutation } from './outbox.queries.js';

/** Sends a message that was not delivered again, and says so. */
export function RetryButton({ message, onRetried }: { readonly message: Message; readonly onRetried: () => void }) {
  const [retry, { loading, error }] = useMutation(retryMessageMutation, {
    variables: { input: { messageId: message.id } },
  });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const undo = useUndo();
  async function press() {
    setRefusal(null);
    const { data } = await retry();
    const result = data?.retryMessage;
    switch (result?.__typename) {
      case 'MessageRetried':
        undo.say(`Sending “${aboutOf(message)}” again`);
        onRetried();
        break;
      case 'InvalidInput':
        setRefusal({ code: result.code, message: result.problems[0]?.message ?? result.message });
        break;
      case 'NotPermitted':
        setRefusal(result);
        break;
    }
  }
  return (
    <>
      <Button
        small
        busy={loading}
        about={`${aboutOf(message)} to ${message.recipientName}`}
        // A fault is shown below.
        onClick={() => void press().catch(() => undefined)}
      >
        Send again
      </Button>
      {refusal ? <RefusalPanel heading="This was not sent again" refusal={refusal} /> : null}
      {error ? <FaultPanel error={error} /> : null}
    </>
  );
}
