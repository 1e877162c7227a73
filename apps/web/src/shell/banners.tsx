import { type ReactNode, useState } from 'react';
import { sayAge, saySpan, sayTime } from '../figures/time.ts';
import { retryNow } from '../server/link.ts';
import { en } from '../words/en.ts';
import type { Desk } from './use-desk.ts';
import type { Age } from './use-freshness.ts';

interface BannersProps {
  readonly desk: Desk | null;
  readonly age: Age;
  readonly goOn: () => void;
}

/** What is not as it should be, above everything else. */
export function Banners({ desk, age, goOn }: BannersProps) {
  return (
    <div aria-live="assertive">
      {age.freshness === 'lost' && <Lost age={age} />}
      {age.freshness === 'stale' && (
        <Banner title={en.banners.stale}>{en.banners.staleSays(saySpan(age.ageMs))}</Banner>
      )}
      {desk && <DeskBanners desk={desk} goOn={goOn} />}
    </div>
  );
}

function Lost({ age: { ageMs, retryInMs } }: { readonly age: Age }) {
  return (
    <Banner title={en.banners.lost} isBad act={[en.banners.retry, retryNow]}>
      {en.banners.lostSays(saySpan(ageMs))}{' '}
      <span aria-live="off">
        {retryInMs === null || retryInMs === 0 ? en.banners.retrying : en.banners.retryIn(sayAge(retryInMs))}
      </span>
    </Banner>
  );
}

/** Whether the company is another one than the page was loaded from. */
function useIsUpdated(build: string): boolean {
  const [loaded] = useState(build);
  return loaded !== build;
}

function DeskBanners({ desk, goOn }: { readonly desk: Desk; readonly goOn: () => void }) {
  const { state, since, beat, stale, zone, mayStop, now, endsAt } = desk;
  const isUpdated = useIsUpdated(desk.build);
  const act = mayStop ? ([en.banners.goOn, goOn] as const) : undefined;
  return (
    <>
      {isUpdated && (
        <Banner title={en.banners.updated} act={[en.banners.load, () => location.reload()]}>
          {en.banners.updatedSays}
        </Banner>
      )}
      {endsAt !== null && now >= endsAt && (
        <Banner title={en.banners.ended}>{en.banners.endedSays(sayTime(endsAt, zone))}</Banner>
      )}
      {state !== 'active' && (
        <Banner title={en.banners[state]} isBad={state === 'halted'} act={act}>
          {en.banners[`${state}Says`]} {en.banners.since(sayTime(since.at, zone), since.who, since.why)}
        </Banner>
      )}
      {beat?.late && (
        <Banner title={en.banners.beat} isBad>
          {en.banners.beatSays(saySpan(beat.silentMs))}
        </Banner>
      )}
      {stale.length > 0 && <Banner title={en.banners.prices}>{en.banners.pricesSays(stale.join(', '))}</Banner>}
    </>
  );
}

interface BannerProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly isBad?: boolean;
  readonly act?: readonly [name: string, act: () => void] | undefined;
}

function Banner({ title, children, isBad = false, act }: BannerProps) {
  return (
    <div className={`banner ${isBad ? 'bad' : ''}`}>
      <b>{title}</b>
      <span>{children}</span>
      {act && (
        <button type="button" onClick={act[1]}>
          {act[0]}
        </button>
      )}
    </div>
  );
}
