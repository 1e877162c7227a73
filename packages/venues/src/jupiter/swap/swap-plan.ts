import type { OrderBody } from '@atc/core/desk/venue';
import { sayShare, sayUsd } from '@atc/core/kernel/figures';
import { Decimal } from '@atc/core/kernel/money';
import type { JupiterRules, Token } from '../adapter/context.ts';
import { toUnits } from '../adapter/reports.ts';
import type { TokenWarning } from '../adapter/wire.ts';

/** A swap that an order asks for, in base units. */
export interface SwapPlan {
  readonly spend: Token;
  readonly receive: Token;
  readonly amount: bigint;
  /** The least that may come of it whatever is quoted; null for a sale, which must go through. */
  readonly atLeast: bigint | null;
  /** Network fee, priority fee and rent of a new account. */
  readonly lamportsAtMost: bigint;
}

export interface Refused {
  readonly refused: string;
}

export interface PlanFacts {
  readonly cash: Token;
  readonly token: Token;
  readonly solUsd: Decimal;
  /** The wallet has an account for what it receives. */
  readonly hasAccount: boolean;
  readonly rules: Pick<JupiterRules, 'worstEntry' | 'priorityLamports'>;
}

const SIGNATURE_LAMPORTS = 5000n;
/** Rent of a token account, those with extensions included. */
const RENT_LAMPORTS = 2_500_000n;
const LAMPORTS_DECIMALS = 9;

/** The swap of an order. A purchase leaves room for the fee in what it may spend. */
export function planSwap(body: OrderBody, facts: PlanFacts): SwapPlan | Refused {
  const { cash, token, rules } = facts;
  const lamportsAtMost = SIGNATURE_LAMPORTS + rules.priorityLamports + (facts.hasAccount ? 0n : RENT_LAMPORTS);
  if (body.side === 'sell') {
    const amount = toUnits(new Decimal(body.quantity ?? 0), token.decimals);
    if (amount <= 0n) return { refused: 'a sale needs a quantity' };
    return { spend: token, receive: cash, amount, atLeast: null, lamportsAtMost };
  }
  const feeUsd = new Decimal(lamportsAtMost.toString()).div(new Decimal(10).pow(LAMPORTS_DECIMALS)).mul(facts.solUsd);
  const spendUsd = new Decimal(body.spendUsd ?? 0).sub(feeUsd);
  const amount = spendUsd.lte(0) ? 0n : toUnits(spendUsd, cash.decimals);
  if (amount <= 0n) return { refused: `a purchase must be worth more than its fees, up to ${sayUsd(feeUsd)}` };
  const least = spendUsd.div(body.refPrice).mul(new Decimal(1).sub(rules.worstEntry));
  return { spend: cash, receive: token, amount, atLeast: toUnits(least, token.decimals), lamportsAtMost };
}

const VETOES: ReadonlySet<string> = new Set([
  'NOT_SELLABLE',
  'HAS_PERMANENT_DELEGATE',
  'NON_TRANSFERABLE',
  'HAS_FREEZE_AUTHORITY',
]);

/** Why a token is not bought: what its shield warns of that no size or price makes good; null when nothing does. */
export function shieldFault(warnings: readonly TokenWarning[]): string | null {
  const grave = warnings.filter(({ type, severity }) => VETOES.has(type) || severity === 'critical');
  return grave.length === 0 ? null : `the token is dangerous: ${grave.map(({ type }) => type).join(', ')}`;
}

/**
 * Why a token is not bought at the price it was intended at: Jupiter's own says another, or none. Missing is not zero.
 */
export function priceFault(jupiterUsd: Decimal | null, refPrice: string, worst: number): string | null {
  if (!jupiterUsd) return 'jupiter has no reliable price of it';
  const apart = jupiterUsd.div(refPrice).sub(1);
  return apart.abs().lte(worst) ? null : `jupiter's price is ${sayShare(apart.toNumber())} from the one intended`;
}

export interface RoundTrip {
  readonly spent: bigint;
  /** What selling all of it right away is quoted to bring back. */
  readonly back: bigint;
}

/** Why a way out is too dear to go in; null when it is not. */
export function roundTripFault({ spent, back }: RoundTrip, worst: number): string | null {
  const lost = new Decimal(1).sub(new Decimal(back.toString()).div(spent.toString()));
  return lost.lte(worst) ? null : `selling it again would lose ${sayShare(lost.toNumber())}`;
}
