import { inTransaction, type Tx } from '../../kernel/db/index.ts';
import type { DeskContext } from '../context.ts';
import { type Gap, type GapMove, nextMove } from './gap.ts';
import { isTraded } from './session.ts';
import { feedSilentSince, type HeldPrice, type Looking, silentSince } from './silence.ts';
import { FEED, findAssetClass, forgetGaps, listGaps, listHeldPrices, saveGaps, takeTeller } from './store.ts';
import { tellFeed, tellPosition } from './tell-gap.ts';

interface Seen {
  readonly held: readonly HeldPrice[];
  /** Since when there is no price of each; null where there is one. */
  readonly silent: ReadonlyMap<string, Date | null>;
}

/**
 * Looks whether prices come of everything that is held, and from the feed at all, and tells where they do not, and
 * where they do again. What was told is in the database: however many processes look, and however often they start, it
 * is told once. With live prices only the process that looks for them may ask. Returns how many events were written.
 */
export async function watchGaps(ctx: DeskContext): Promise<number> {
  const now = ctx.clock.now();
  const looking: Looking = { market: ctx.market, now, news: ctx.market.feed?.news() ?? null };
  const [held, gaps] = await Promise.all([listHeldPrices(ctx.db), listGaps(ctx.db)]);
  const seen = { held, silent: await lookAt(ctx, held, looking) };
  if (movesOf(seen, gaps, now).length === 0 && gone(seen, gaps).length === 0) return 0;
  return inTransaction(ctx.db, (tx) => tellIn(ctx, tx, { seen, looking }));
}

async function lookAt(
  { db, market }: DeskContext,
  held: readonly HeldPrice[],
  looking: Looking,
): Promise<Seen['silent']> {
  const feed = feedSilentSince(held, looking);
  const [first] = market.contracts();
  const assetClass = feed && looking.news && first ? await findAssetClass(db, first.contract) : null;
  const closed = assetClass !== null && !isTraded(assetClass, looking.now);
  return new Map([
    ...held.map((one) => [one.positionId, silentSince(one, looking)] as const),
    [FEED, closed ? null : feed] as const,
  ]);
}

interface Found {
  readonly seen: Seen;
  readonly looking: Looking;
}

async function tellIn(ctx: DeskContext, tx: Tx, { seen, looking }: Found): Promise<number> {
  if (!(await takeTeller(tx))) return 0;
  const gaps = await listGaps(tx);
  await forgetGaps(tx, gone(seen, gaps));
  const moves = movesOf(seen, gaps, looking.now);
  await saveGaps(
    tx,
    moves.map(({ subject, move: { gap } }) => ({ subject, gap })),
  );
  const positions = new Map(seen.held.map((position) => [position.positionId, position]));
  let told = 0;
  for (const { subject, move } of moves) {
    if (move.kind === 'note') continue;
    const since = gaps.get(subject)?.since ?? move.gap.since;
    const telling = { move, since: move.kind === 'end' ? since : move.gap.since, looking };
    const position = positions.get(subject);
    await (position ? tellPosition(ctx, tx, { ...telling, position }) : tellFeed(ctx, tx, { ...telling, seen }));
    told += 1;
  }
  return told;
}

interface Moved {
  readonly subject: string;
  readonly move: Exclude<GapMove, { readonly kind: 'nothing' }>;
}

function movesOf({ silent }: Seen, gaps: ReadonlyMap<string, Gap>, now: Date): readonly Moved[] {
  return [...silent].flatMap(([subject, since]) => {
    const move = nextMove(gaps.get(subject) ?? null, { silentSince: since, now });
    return move.kind === 'nothing' ? [] : [{ subject, move }];
  });
}

function gone({ silent }: Seen, gaps: ReadonlyMap<string, Gap>): readonly string[] {
  return [...gaps.keys()].filter((subject) => !silent.has(subject));
}
