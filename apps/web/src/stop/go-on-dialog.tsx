import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../server/call.ts';
import { readAgain } from '../server/reads.ts';
import { en } from '../words/en.ts';

/** The way back in needs a reason, where the way out needs none. */
export function GoOnDialog({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<'asking' | { readonly fault: string } | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason'));
    setState('asking');
    const fault = await call('PUT /api/trading-state', { body: { state: 'active', reason } }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (fault !== null) return setState({ fault });
    readAgain('all');
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} aria-labelledby="go-on" onClose={close}>
      <h2 id="go-on">{en.goOn.title}</h2>
      <form onSubmit={(event) => void send(event)}>
        <label className="field">
          {en.goOn.why}
          <input name="reason" required maxLength={500} autoComplete="off" />
        </label>
        {state !== null && state !== 'asking' && (
          <p className="bad-text" role="alert">
            {state.fault}
          </p>
        )}
        <div className="acts">
          <button type="button" onClick={() => dialog.current?.close()}>
            {en.stop.cancel}
          </button>
          <button type="submit" className="first" disabled={state === 'asking'}>
            {state === 'asking' ? en.goOn.going : en.goOn.go}
          </button>
        </div>
      </form>
    </dialog>
  );
}
