import { type FormEvent, useId, useState } from 'react';
import { FaultLine } from '../../parts/fault.tsx';
import { useAct } from '../../server/acts/use-act.ts';
import { call, type InputOf, type OutputOf } from '../../server/call.ts';
import { en } from '../../words/en.ts';

type Body = InputOf<'POST /api/signals'>['body'];
type Taken = OutputOf<'POST /api/signals'>;

const words = en.signals;
const types: readonly Body['signalType'][] = ['buy', 'sell', 'scale'];
const PER_CENT = 100;

/** Posts a signal by hand: the company analyses it like any other. */
export function PostCard() {
  const { isBusy, fault, act } = useAct();
  const [taken, setTaken] = useState<Taken | null>(null);
  const heading = useId();
  const post = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTaken(null);
    const body = bodyOf(new FormData(event.currentTarget));
    const ask = async () => setTaken(await call('POST /api/signals', { body }));
    void act(ask, ['GET /api/signals', 'GET /api/signals/flow']);
  };
  return (
    <section className="card" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{words.byHand}</h2>
      </header>
      <form className="line-form" onSubmit={post} aria-labelledby={heading}>
        <Fields />
        <button type="submit" className="first" disabled={isBusy}>
          {words.post}
        </button>
        <small>{words.claimSays}</small>
        {taken !== null && (
          <p role="status" className={taken.refusal === null ? '' : 'bad-text'}>
            {taken.refusal === null ? words.taken : words.notTaken(words.refusals[taken.refusal] ?? taken.refusal)}
          </p>
        )}
        <FaultLine fault={fault} />
      </form>
    </section>
  );
}

function Fields() {
  return (
    <>
      <label>
        {words.token}
        <input name="token" required maxLength={64} autoComplete="off" spellCheck={false} />
      </label>
      <label>
        {words.type}
        <select name="signalType">
          {types.map((type) => (
            <option key={type} value={type}>
              {words.types[type]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.sender}
        <input name="source" required maxLength={64} defaultValue={words.hand} />
      </label>
      <label>
        {words.claim}
        <input name="confidence" type="number" min={0} max={PER_CENT} step="any" />
      </label>
      <label>
        {words.note}
        <input name="note" maxLength={500} autoComplete="off" />
      </label>
    </>
  );
}

function bodyOf(given: FormData): Body {
  const text = (name: string) => String(given.get(name) ?? '').trim();
  const [confidence, note] = [text('confidence'), text('note')];
  return {
    source: text('source'),
    token: text('token'),
    signalType: types.find((type) => type === text('signalType')) ?? 'buy',
    ...(confidence === '' ? {} : { confidence: Number(confidence) / PER_CENT }),
    ...(note === '' ? {} : { metadata: { note } }),
  };
}
