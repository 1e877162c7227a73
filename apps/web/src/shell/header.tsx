import { useIsFetching } from '@tanstack/react-query';
import { Link } from 'wouter';
import { sayAge } from '../figures/time.ts';
import { en } from '../words/en.ts';
import { CompanyClock, ModeChip, StateChip } from './chips.tsx';
import type { Desk } from './use-desk.ts';
import type { Age } from './use-freshness.ts';

interface HeaderProps {
  readonly desk: Desk | null;
  readonly age: Age;
  readonly stop: () => void;
}

/** What stands above every page: whose money, what state, what time, how old, and the way to stop. */
export function Header({ desk, age, stop }: HeaderProps) {
  const reading = useIsFetching() > 0;
  return (
    <div className="bar">
      <Link href="/" className="name">
        <img src="/assets/icon.svg" alt="" width="20" height="20" />
        <span>{en.name}</span>
      </Link>
      {desk && <ModeChip desk={desk} />}
      {desk && <StateChip state={age.freshness === 'lost' ? null : desk.state} was={desk.state} />}
      {desk && <CompanyClock desk={desk} />}
      <LinkChip age={age} />
      {desk?.mayStop && (
        <button type="button" className="stop push" onClick={stop} title="Shift+S">
          ■ {en.stop.button}
        </button>
      )}
      <div className={`reading ${reading ? 'on' : ''}`} />
    </div>
  );
}

const tones = { connecting: '', live: 'good', stale: 'wary', lost: 'bad' } as const;

function LinkChip({ age: { freshness, ageMs } }: { readonly age: Age }) {
  const said = {
    connecting: en.link.connecting,
    live: en.link.live(sayAge(ageMs)),
    stale: en.link.stale(sayAge(ageMs)),
    lost: en.link.lost,
  }[freshness];
  return (
    <span className={`chip ${tones[freshness]}`} id="link">
      <span className="dot" />
      {said}
    </span>
  );
}
