import { policiesNow } from '../../company/policies/index.ts';
import { readTogether } from '../../kernel/db/index.ts';
import type { Decimal } from '../../kernel/money/index.ts';
import { lastPrice } from '../../market/index.ts';
import type { DeskContext } from '../context.ts';
import { portfolioNow } from '../portfolio/index.ts';
import { listHeldContracts } from '../positions/index.ts';
import { BARS_COMPARED, type Correlated, findCorrelated } from './correlation.ts';
import { type Reassessed, reassess } from './reassessment.ts';

export interface Approved {
  readonly contract: string;
  readonly approvedUsd: Decimal;
  readonly stopLoss: Decimal;
}

/**
 * Looks at an approved entry again, with the price, the books and what is held now. Returns the size that is left, or
 * why nothing is.
 */
export async function reassessEntry(
  ctx: DeskContext,
  { contract, ...approved }: Approved,
): Promise<Reassessed | { readonly refused: string }> {
  const last = lastPrice(ctx.market, contract, ctx.clock.now());
  if (!last) return { refused: 'there is no price' };
  const { policies, portfolio } = await readTogether(ctx.db, { policies: policiesNow, portfolio: portfolioNow });
  const { equityUsd, cashUsd } = portfolio;
  const correlated = await readCorrelated(ctx, contract);
  return reassess({ ...approved, price: last.price, equityUsd, cashUsd, correlated, policies });
}

async function readCorrelated({ db, market, clock }: DeskContext, contract: string): Promise<Correlated | null> {
  const now = clock.now();
  const closesOf = (name: string) => market.bars(name, BARS_COMPARED, now).map(({ close }) => close);
  const others = (await listHeldContracts(db)).filter(
    (held) => held.contract !== contract && lastPrice(market, held.contract, now) !== null,
  );
  return findCorrelated(
    closesOf(contract),
    others.map((held) => ({ symbol: held.symbol, closes: closesOf(held.contract) })),
  );
}
