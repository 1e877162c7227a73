import { useEffect, useRef, useState } from 'react';
import { Choice } from '../parts/choice.tsx';
import type { Desk } from '../shell/use-desk.ts';
import { en } from '../words/en.ts';
import { CloseForm } from './close-form.tsx';
import type { Position } from './position.ts';
import { StopForm } from './stop-form.tsx';

interface PositionDialogProps {
  readonly desk: Pick<Desk, 'mode' | 'account'>;
  readonly position: Position;
  readonly close: () => void;
}

/** What an operator may do to a position: close it or a part, or raise its stop. */
export function PositionDialog({ desk, position, close }: PositionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [way, setWay] = useState<'close' | 'stop'>('close');
  useEffect(() => dialog.current?.showModal(), []);
  const end = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-labelledby="position-title" onClose={close}>
      <h2 id="position-title">{en.position.title(position.instrument.symbol)}</h2>
      {desk.mode === 'live' && <p className="bad-text">{en.position.real(desk.account ?? '')}</p>}
      <Choice name={en.position.way} of={en.position.ways} chosen={way} choose={setWay} />
      {way === 'close' ? <CloseForm position={position} end={end} /> : <StopForm position={position} end={end} />}
    </dialog>
  );
}
