import { useMemo } from 'react';
import type { Mark } from '../../charts/drawing.ts';
import { PriceChart } from '../../charts/price-chart.tsx';
import type { StopStep } from '../../figures/trades/held-path.ts';
import { Problem } from '../../parts/problem.tsx';
import { useRead } from '../../server/reads.ts';
import type { Desk } from '../../shell/use-desk.ts';
import { en } from '../../words/en.ts';
import { ending, held, learned, order } from './chapters-after.tsx';
import { limits, plan, started, votes } from './chapters-before.tsx';
import { Debate } from './debate.tsx';
import { Seal } from './seal.tsx';
import type { Position, Proposal, Story, TradeStory } from './story.ts';
import { TradeHead } from './trade-head.tsx';

interface TradePageProps {
  readonly id: string;
  readonly desk: Desk | null;
}

/** The story of a trade, from what started it to what was learned of it. */
export function TradePage({ id, desk }: TradePageProps) {
  const of = useRead('GET /api/positions/{id}', { params: { id } });
  if (of.error && !of.data) return <Problem of={of} />;
  if (!of.data || !desk) return <p className="faint">{en.loading}</p>;
  return <StoryOf proposalId={of.data.entryProposalId} position={of.data} zone={desk.zone} />;
}

/** The same of an entry that was refused, or is not decided yet: it ends with its votes. */
export function ProposalPage({ id, desk }: TradePageProps) {
  return desk ? <StoryOf proposalId={id} position={null} zone={desk.zone} /> : <p className="faint">{en.loading}</p>;
}

interface StoryOfProps {
  readonly proposalId: string;
  readonly position: Position | null;
  readonly zone: string;
}

function StoryOf({ proposalId, position, zone }: StoryOfProps) {
  const of = useRead('GET /api/proposals/{id}', { params: { id: proposalId } });
  const signalId = of.data?.signalId ?? null;
  const { data: signal } = useRead(
    'GET /api/signals/{id}',
    { params: { id: signalId ?? '' } },
    { when: signalId !== null },
  );
  if (of.error && !of.data) return <Problem of={of} />;
  if (!of.data) return <p className="faint">{en.loading}</p>;
  const story: Story = { proposal: of.data, signal: signal ?? null, zone };
  return (
    <article className="desk story">
      <TradeHead {...story} position={position} />
      <div className="two wide-left">
        <section className="card" aria-label={en.prices.title}>
          <StoryChart story={story} position={position} />
        </section>
        <Debate tableId={of.data.votes[0]?.roundtableId ?? null} />
      </div>
      <section className="card" aria-label={en.trade.chapters}>
        <ol className="chapters">
          {started(story)}
          {plan(story)}
          {limits(story)}
          {votes(story)}
          {position && <After story={{ ...story, position }} />}
        </ol>
        <Seal kind={position ? 'position' : 'proposal'} id={position?.id ?? proposalId} />
      </section>
    </article>
  );
}

function After({ story }: { readonly story: TradeStory }) {
  const { data: events } = useRead('GET /api/events', { query: { tradeId: story.position.id, limit: 200 } });
  return (
    <>
      {order(story)}
      {held(story, events?.items ?? [])}
      {ending(story)}
      {learned(story)}
    </>
  );
}

function StoryChart({ story, position }: { readonly story: Story; readonly position: Position | null }) {
  const { proposal, signal, zone } = story;
  const at = signal?.observedAt ?? proposal.proposedAt;
  const marks = useMemo<readonly Mark[]>(() => [{ kind: 'signal', at, text: en.trade.signal }], [at]);
  const stops = useStops(position);
  const { instrument, entryPrice, stopLoss, target, proposedAt } = proposal;
  const trade = useMemo(
    () => position ?? (instrument && plannedOf({ instrument, entryPrice, stopLoss, target, proposedAt })),
    [position, instrument, entryPrice, stopLoss, target, proposedAt],
  );
  if (!trade) return <p className="empty">{en.trade.noToken}</p>;
  return <PriceChart zone={zone} trade={trade} marks={marks} stops={stops} />;
}

/** Where the stop of a position was, from when on: its first one, and each change that was told. */
function useStops(position: Position | null): readonly StopStep[] {
  const id = position?.id ?? '';
  const { data } = useRead('GET /api/events', { query: { tradeId: id, limit: 200 } }, { when: position !== null });
  const [openedAt, first] = [position?.openedAt ?? null, position?.initialStop ?? null];
  return useMemo(() => {
    if (openedAt === null || first === null) return [];
    const moves = (data?.items ?? []).filter(({ kind }) => kind === 'position.changed').reverse();
    return [
      { at: openedAt, price: Number(first) },
      ...moves.flatMap(({ occurredAt, fields: { stopLoss } }) =>
        typeof stopLoss === 'string' ? [{ at: occurredAt, price: Number(stopLoss) }] : [],
      ),
    ];
  }, [openedAt, first, data]);
}

type Planned = Pick<Proposal, 'entryPrice' | 'stopLoss' | 'target' | 'proposedAt'> & {
  readonly instrument: NonNullable<Proposal['instrument']>;
};

const plannedOf = ({ instrument, entryPrice, stopLoss, target }: Planned) => ({
  ...{ instrument, entryPrice, stopLoss },
  takeProfit: target,
  openedAt: null,
  closedAt: null,
});
