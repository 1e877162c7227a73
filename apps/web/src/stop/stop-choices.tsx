import { useState } from 'react';
import { type Held, heldWorth, sayPositions } from '../figures/held.ts';
import { sayUsd } from '../figures/money.ts';
import type { Way } from '../server/ask-stop.ts';
import { useRead } from '../server/reads.ts';
import type { Desk } from '../shell/use-desk.ts';
import { en } from '../words/en.ts';

interface StopChoicesProps {
  readonly desk: Desk;
  readonly way: Way;
  readonly choose: (way: Way) => void;
}

/** The three ways to stop, and what each does to each position. */
export function StopChoices({ desk, way, choose }: StopChoicesProps) {
  const { data } = useRead('GET /api/positions', { query: { status: 'open' } });
  const { data: risk } = useRead('GET /api/risk', {});
  const held = data?.items ?? [];
  const resting = new Set(risk?.positions.filter(({ stopRests }) => stopRests).map(({ positionId }) => positionId));
  const worth = sayUsd(heldWorth(held));
  const count = sayPositions(held.length);
  const named = (rests: boolean) =>
    held.filter(({ id }) => resting.has(id) === rests).map(({ instrument }) => instrument.symbol);
  const says: Record<Way, readonly string[]> = {
    reducing: [en.stop.closeSays],
    selling: [en.stop.sellSays(count, worth)],
    halted: [
      en.stop.haltSays,
      ...(named(false).length > 0 ? [en.stop.haltBare(named(false).join(', '))] : []),
      ...(named(true).length > 0 ? [en.stop.haltRests(named(true).join(', '))] : []),
    ],
  };
  const ways: readonly (readonly [Way, string])[] = [
    ['reducing', en.stop.close],
    ...(held.length > 0 ? [['selling', en.stop.sell] as const] : []),
    ['halted', en.stop.halt],
  ];
  return (
    <>
      <p>{held.length > 0 ? en.stop.holds(count, worth) : en.stop.holdsNone}</p>
      <fieldset className="ways">
        <legend className="hidden">{en.stop.title}</legend>
        {ways.map(([name, title]) => (
          <label key={name} className={way === name ? 'way on' : 'way'}>
            <input
              type="radio"
              name="way"
              value={name}
              checked={way === name}
              onChange={() => choose(name)}
              // biome-ignore lint/a11y/noAutofocus: the focus belongs on the safest choice
              autoFocus={name === 'reducing'}
            />
            <span>
              <b>{title}</b>
              {says[name].map((line) => (
                <span key={line}>{line}</span>
              ))}
            </span>
          </label>
        ))}
      </fieldset>
      {held.length > 0 && <Effects held={held} way={way} resting={resting} />}
      <label className="field">
        {en.stop.why}
        <input name="reason" maxLength={500} placeholder={en.stop.whySample} autoComplete="off" />
      </label>
      {desk.mode === 'live' && way === 'halted' && <TypeHalt />}
    </>
  );
}

interface EffectsProps {
  readonly held: readonly Held[];
  readonly way: Way;
  readonly resting: ReadonlySet<string>;
}

function Effects({ held, way, resting }: EffectsProps) {
  return (
    <table className="effects" aria-label={en.stop.effect.title}>
      <tbody>
        {held.map((one) => {
          const key = way === 'halted' ? (resting.has(one.id) ? 'haltedRests' : 'haltedBare') : way;
          return (
            <tr key={one.id}>
              <th scope="row">{one.instrument.symbol}</th>
              <td className="num">{sayUsd(heldWorth([one]))}</td>
              <td className={key === 'haltedBare' ? 'bad-text' : ''}>{en.stop.effect[key]}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TypeHalt() {
  const [typed, setTyped] = useState('');
  return (
    <label className="field">
      {en.stop.typeHalt}
      <input value={typed} onChange={(event) => setTyped(event.currentTarget.value)} pattern="HALT" required />
    </label>
  );
}
