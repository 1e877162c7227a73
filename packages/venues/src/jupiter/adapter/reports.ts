import { type OrderBody, type VenueFill, type VenueReport, VenueUnknownError } from '@atc/core/desk/venue';
import { Decimal, roundUsd } from '@atc/core/kernel/money';
import type { LandedTransaction } from '../fate/sightings.ts';
import type { Attempt, Proof } from './attempt.ts';

const LAMPORTS_DECIMALS = 9;

/** An amount of base units as a decimal number. */
export function fromUnits(units: bigint, decimals: number): Decimal {
  return new Decimal(units.toString()).div(new Decimal(10).pow(decimals));
}

/** A decimal number in base units, rounded down. */
export function toUnits(amount: Decimal, decimals: number): bigint {
  return BigInt(amount.mul(new Decimal(10).pow(decimals)).toDecimalPlaces(0, Decimal.ROUND_DOWN).toFixed(0));
}

/** An order that was refused before anything was signed. */
export function refusedReport(clientOrderId: string, { proof }: Pick<Attempt, 'proof'>): VenueReport {
  return { clientOrderId, venueOrderId: '', status: 'rejected', fills: [], reason: proof.reason ?? 'refused' };
}

export interface Moved {
  readonly owner: string;
  readonly spendMint: string;
  readonly receiveMint: string;
}

/** What a confirmed swap did to the wallet, by its own balances before and after; not what was quoted. */
export function movedBy(
  { meta, slot }: LandedTransaction,
  { owner, spendMint, receiveMint }: Moved,
): Omit<NonNullable<Proof['landed']>, 'at'> {
  const sum = (balances: typeof meta.preTokenBalances, mint: string) =>
    balances
      .filter((balance) => balance.owner === owner && balance.mint === mint)
      .reduce((total, balance) => total + balance.uiTokenAmount.amount, 0n);
  const change = (mint: string) => sum(meta.postTokenBalances, mint) - sum(meta.preTokenBalances, mint);
  const [spent, received] = [-change(spendMint), change(receiveMint)];
  // The wallet pays the fee, so its balance is the first.
  const lamports = (meta.preBalances[0] ?? 0n) - (meta.postBalances[0] ?? 0n);
  if (spent <= 0n || received <= 0n || lamports < 0n)
    throw new VenueUnknownError('a confirmed swap does not show what it moved');
  return { slot, spent, received, lamports };
}

export interface Told {
  readonly body: OrderBody;
  readonly attempt: Attempt;
  readonly cashDecimals: number;
  readonly tokenDecimals: number;
}

/** The report of a swap that landed. Everything is read from what was stored, so that it is the same whenever asked. */
export function landedReport({ body, attempt, cashDecimals, tokenDecimals }: Told): VenueReport {
  const { landed, solUsd } = attempt.proof;
  if (!landed || !solUsd || !attempt.signature)
    throw new VenueUnknownError('a swap landed and its effect is not stored');
  const bought = body.side === 'buy';
  const [cash, tokens] = bought ? [landed.spent, landed.received] : [landed.received, landed.spent];
  const quantity = fromUnits(tokens, tokenDecimals);
  const usd = roundUsd(fromUnits(cash, cashDecimals));
  const price = usd.div(quantity);
  const worse = price
    .div(body.triggerPrice ?? body.refPrice)
    .sub(1)
    .mul(10_000)
    .toNumber();
  // The wallet pays its fees in SOL.
  const feeUsd = roundUsd(fromUnits(landed.lamports, LAMPORTS_DECIMALS).mul(solUsd));
  const fill: VenueFill = {
    venueFillId: attempt.signature,
    price,
    quantity,
    usd,
    feeUsd,
    feeApartUsd: feeUsd,
    slippageBps: bought ? worse : -worse,
    filledAt: landed.at,
  };
  return {
    clientOrderId: body.clientOrderId,
    venueOrderId: attempt.signature,
    status: 'filled',
    fills: [fill],
    reason: null,
  };
}
