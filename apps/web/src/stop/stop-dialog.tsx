import { type FormEvent, useEffect, useRef, useState } from 'react';
import { askStop, type Proof, type Way } from '../server/ask-stop.ts';
import { readAgain } from '../server/reads.ts';
import type { Desk } from '../shell/use-desk.ts';
import { en } from '../words/en.ts';
import { StopChoices } from './stop-choices.tsx';
import { StopProof, Stopping } from './stop-proof.tsx';

interface StopDialogProps {
  readonly desk: Desk;
  readonly close: () => void;
}

/** The way out: what each choice does, then what the API answered, in one dialog. */
export function StopDialog({ desk, close }: StopDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const actKey = useRef(crypto.randomUUID());
  const [way, setWay] = useState<Way>('reducing');
  const [askedAt, setAskedAt] = useState<number | null>(null);
  const [proof, setProof] = useState<Proof | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setProof(null);
    setAskedAt(performance.now());
    setProof(await askStop({ way, reason: given || en.stop.whySample, actKey: actKey.current }));
    setAskedAt(null);
    readAgain('all');
  };
  const isProven = proof?.kind === 'proven';
  return (
    <dialog ref={dialog} aria-labelledby="stop-title" onClose={close}>
      <h2 id="stop-title">{en.stop.title}</h2>
      <form onSubmit={(event) => void send(event)}>
        {!isProven && <StopChoices desk={desk} way={way} choose={setWay} />}
        <StopProof proof={proof} zone={desk.zone} />
        <div className="acts">
          <button type="button" onClick={() => dialog.current?.close()}>
            {isProven ? en.stop.done : en.stop.cancel}
          </button>
          {!isProven && (
            <button type="submit" className="stop" disabled={askedAt !== null}>
              {askedAt === null ? en.stop.go[way] : <Stopping askedAt={askedAt} />}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
