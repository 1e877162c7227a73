import { type FormEvent, useRef, useState } from 'react';
import { sayQuantity, sayResult, sayUsd } from '../figures/money.ts';
import { partOf } from '../figures/trades/hands-on.ts';
import { Choice } from '../parts/choice.tsx';
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

/** Sells a position or a part of it at the next price. */
export function CloseForm({ position, end }: FormProps) {
  const actKey = useRef(crypto.randomUUID());
  const [part, setPart] = useState<keyof typeof words.parts>('1');
  const [said, setSaid] = useState<string | null>(null);
  const { isBusy, fault, act } = useAct();
  const fraction = Number(part);
  const { quantity, worthUsd } = partOf(position, fraction);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const ask = async () => {
      const body = fraction === 1 ? {} : { fraction };
      const { status, reasons } = await call(
        'POST /api/positions/{id}/close',
        { params: { id: position.id }, body },
        { actKey: actKey.current },
      );
      if (status !== 'accepted') throw new Error(words.refused(reasons.map(({ message }) => message).join('; ')));
      setSaid(words.begun);
    };
    void act(ask, ['GET /api/positions', 'GET /api/risk']);
  };
  return (
    <form onSubmit={send}>
      <Choice name={words.part} of={words.parts} chosen={part} choose={setPart} />
      <p>
        {words.closeSays(
          sayQuantity(quantity),
          position.instrument.symbol,
          worthUsd === null ? words.noPrice : sayUsd(worthUsd),
        )}
      </p>
      <p className="faint">
        {words.soFar(sayResult(position.resultUsd))} {fraction < 1 && words.rest}
      </p>
      <FormEnd said={said} fault={fault} isBusy={isBusy} does={words.close} end={end} />
    </form>
  );
}
