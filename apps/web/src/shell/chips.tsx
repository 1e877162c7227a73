import { sayFullTime, sayZone } from '../figures/time.ts';
import { en } from '../words/en.ts';
import type { Desk, State } from './use-desk.ts';

/** Whose money is at stake, and on which market at which speed. */
export function ModeChip({ desk: { mode, market, speed, account } }: { readonly desk: Desk }) {
  const beside = [en.market[market], ...(account ? [`··${account}`] : []), ...(speed === 1 ? [] : [en.speed(speed)])];
  return (
    <span className={`chip ${mode === 'live' ? 'real' : ''}`}>
      <b>{en.mode[mode]}</b>
      <span className="wide">{beside.join(' · ')}</span>
    </span>
  );
}

const tones = { active: 'good', reducing: 'wary', halted: 'bad' } as const;

/** The trading state; unknown while nobody can tell, with what it was. */
export function StateChip({ state, was }: { readonly state: State | null; readonly was: State }) {
  return (
    <span className={`chip ${state ? tones[state] : ''}`} id="state">
      <span className="dot" />
      {state ? en.state[state] : `${en.state.unknown}, was ${en.state[was]}`}
    </span>
  );
}

/** The company's own clock, with where it hangs. */
export function CompanyClock({ desk: { now, zone } }: { readonly desk: Desk }) {
  return (
    <time className="clock wide push" dateTime={now} title={now}>
      {sayFullTime(now, zone)} <small>{sayZone(zone)}</small>
    </time>
  );
}
