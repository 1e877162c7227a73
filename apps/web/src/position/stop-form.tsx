import { type FormEvent, useState } from 'react';
import { sayPrice, sayResult } from '../figures/money.ts';
import { resultAt, stopFault } from '../figures/trades/hands-on.ts';
import { useAct } from '../server/acts/use-act.ts';
import { call } from '../server/call.ts';
import { en } from '../words/en.ts';
import { FormEnd } from './form-end.tsx';
import type { Position } from './position.ts';

const words = en.position;

interface FormProps {
  readonly position: Position;
  readonly end: () => void;
}

/** Raises the stop of a position, with what the trade comes to if it is hit. */
export function StopForm({ position, end }: FormProps) {
  const [written, setWritten] = useState(position.stopLoss ?? '');
  const [said, setSaid] = useState<string | null>(null);
  const { isBusy, fault, act } = useAct();
  const price = Number(written);
  const wrong = written === '' ? 'no_price' : stopFault(position, price);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const ask = async () => {
      await call('PATCH /api/positions/{id}', { params: { id: position.id }, body: { stopLoss: written } });
      setSaid(words.moved(sayPrice(price)));
    };
    void act(ask, ['GET /api/positions', 'GET /api/positions/{id}', 'GET /api/risk', 'GET /api/events']);
  };
  return (
    <form onSubmit={send}>
      <label className="field">
        {words.stop}
        <input
          inputMode="decimal"
          autoComplete="off"
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value.trim().replace(',', '.'))}
          aria-describedby="stop-says"
        />
      </label>
      <p id="stop-says">
        {position.stopLoss === null ? words.stopNone : words.stopNow(sayPrice(position.stopLoss))}{' '}
        {wrong === null ? <Effect position={position} price={price} /> : words.faults[wrong]}
      </p>
      <p className="faint">{words.stopRule}</p>
      <FormEnd said={said} fault={fault} isBusy={isBusy || wrong !== null} does={words.move} end={end} />
    </form>
  );
}

function Effect({ position, price }: { readonly position: Position; readonly price: number }) {
  const then = resultAt(position, price);
  const now = position.stopLoss === null ? null : resultAt(position, Number(position.stopLoss));
  return then === null ? null : words.stopSays(sayResult(then), now === null ? null : sayResult(now));
}
