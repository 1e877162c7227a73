import { sayPrice, sayQuantity, sayR, sayUsd } from '../../figures/money.ts';
import { saySpan, sayTime } from '../../figures/time.ts';
import { furthestOf } from '../../figures/trade-facts.ts';
import { Change, Result } from '../../parts/figure.tsx';
import type { OutputOf } from '../../server/call.ts';
import type { News } from '../../server/news.ts';
import { en } from '../../words/en.ts';
import { Chapter } from './chapter.tsx';
import type { TradeStory } from './story.ts';

const words = en.trade;

type Order = OutputOf<'GET /api/positions/{id}'>['orders'][number];

/** What was sent to the venue, and what came of it. */
export function order({ position, zone }: TradeStory) {
  const bought = position.orders.filter(({ side }) => side === 'buy');
  return (
    <Chapter no={5} title={words.order}>
      {bought.map((one) => (
        <OrderLine key={one.id} order={one} zone={zone} />
      ))}
    </Chapter>
  );
}

function OrderLine({ order: one, zone }: { readonly order: Order; readonly zone: string }) {
  const { status, side, filledQty, filledUsd, feeUsd, intendedAt, reason } = one;
  const filled = Number(filledQty);
  return (
    <p>
      <span className="faint">{sayTime(intendedAt, zone)}</span> {words.orderStates[status]}
      {filled > 0 && (
        <>
          : {words.filled[side]} {sayQuantity(filledQty)} {words.at} {sayPrice(Number(filledUsd) / filled)}{' '}
          <span className="faint">
            {sayUsd(filledUsd)}, {words.fee} {sayUsd(feeUsd)}
          </span>
        </>
      )}
      {reason && <span className="bad-text"> {reason}</span>}
    </p>
  );
}

const watched = ['position.reviewed', 'position.changed', 'position.at_risk', 'position.stop_rests'];

/** What happened while it was held: reviews, moves of the stop, how far it ran. */
export function held({ position, zone }: TradeStory, news: readonly News[]) {
  const told = news.filter(({ kind }) => watched.includes(kind)).reverse();
  const furthest = furthestOf(position, position.highWaterPrice);
  const isMoved = position.initialStop !== position.stopLoss && position.stopLoss !== null;
  return (
    <Chapter no={6} title={words.held}>
      <p>
        {words.reviews(told.length)}
        {furthest !== null && `; ${words.furthest(sayR(furthest))}`}
        {`; ${isMoved ? words.stopMoved(sayPrice(position.stopLoss ?? 0)) : words.stopUnmoved}`}
      </p>
      {told.length > 0 && (
        <details>
          <summary>{words.showReviews}</summary>
          <ul className="checks">
            {told.map(({ id, occurredAt, title }) => (
              <li key={id}>
                <span className="faint">{sayTime(occurredAt, zone)}</span> {title}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Chapter>
  );
}

/** How it ended, or what it comes to so far. */
export function ending({ position, zone }: TradeStory) {
  const { outcome, orders, resultUsd, entryCostUsd } = position;
  const sold = orders.filter(({ side }) => side === 'sell');
  return (
    <Chapter no={7} title={words.ending}>
      {outcome ? (
        <p>
          <b>{words.exits[outcome.exitReason] ?? outcome.exitReason}</b>: <Result usd={outcome.pnl} /> (
          <Change share={outcome.pnlPct} />) {words.after} {saySpan(outcome.holdTime * 1000)}
        </p>
      ) : (
        <p>
          {words.open}: <Result usd={resultUsd} /> (<Change share={Number(resultUsd) / Number(entryCostUsd || 1)} />)
        </p>
      )}
      {sold.map((one) => (
        <OrderLine key={one.id} order={one} zone={zone} />
      ))}
    </Chapter>
  );
}

/** What was learned of it. */
export function learned({ position: { outcome } }: TradeStory) {
  const lessons = outcome?.lessonsLearned ?? [];
  return (
    <Chapter no={8} title={words.learned}>
      {lessons.length === 0 && <p className="faint">{words.notYet}</p>}
      {lessons.map((lesson) => (
        <p key={lesson}>{lesson}</p>
      ))}
    </Chapter>
  );
}
