import { sayR, sayUsd } from '../../figures/money.ts';
import { saySpan } from '../../figures/time.ts';
import { rOf } from '../../figures/trade-facts.ts';
import { Change, Result } from '../../parts/figure.tsx';
import { en } from '../../words/en.ts';
import type { Story, TradeStory } from './story.ts';

interface TradeHeadProps extends Story {
  readonly position: TradeStory['position'] | null;
}

/** The trade in one line: what of, how it stands or ended, and what it cost. */
export function TradeHead({ proposal, position }: TradeHeadProps) {
  const words = en.trade;
  return (
    <header className="trade-head">
      <h1>{position?.instrument.symbol ?? proposal.title}</h1>
      <span className={`chip ${proposal.status === 'rejected' ? 'bad' : ''}`}>
        {position ? words.states[position.status] : words.statuses[proposal.status]}
      </span>
      {position && <Ledger position={position} riskUsd={proposal.riskUsd} />}
    </header>
  );
}

interface LedgerProps {
  readonly position: TradeStory['position'];
  readonly riskUsd: string | null;
}

function Ledger({ position, riskUsd }: LedgerProps) {
  const { resultUsd, entryCostUsd, feesUsd, openedAt, closedAt } = position;
  const r = rOf(resultUsd, riskUsd);
  const cost = Number(entryCostUsd);
  return (
    <>
      <span className="total">
        <Result usd={resultUsd} />
      </span>
      {cost > 0 && <Change share={Number(resultUsd) / cost} />}
      {r !== null && <span>{sayR(r)}</span>}
      {openedAt && closedAt && (
        <span className="faint">
          {en.trade.heldFor} {saySpan(Date.parse(closedAt) - Date.parse(openedAt))}
        </span>
      )}
      <span className="faint">
        {en.trade.fees} {sayUsd(feesUsd)}
      </span>
    </>
  );
}
