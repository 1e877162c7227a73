import { anyOf, readTokenAccounts, simulate, WRAPPED_SOL } from '@atc/core/desk/solana';
import { type OrderBody, unheldStop, VenueUnknownError } from '@atc/core/desk/venue';
import { Decimal } from '@atc/core/kernel/money';
import type { JupiterContext, Token } from '../adapter/context.ts';
import type { NewAttempt } from '../adapter/store.ts';
import { type Built, built, prices, quoted, shield } from '../adapter/wire.ts';
import { planSwap, priceFault, type Refused, roundTripFault, type SwapPlan, shieldFault } from './swap-plan.ts';
import { composeSwap, computeUnitsFor, MOST_COMPUTE_UNITS } from './swap-transaction.ts';

export type PreparedSwap = Pick<NewAttempt, 'signed' | 'proof'>;

/** Quotes, checks, builds and signs the swap of an order; sends nothing. A refusal is an answer, silence an error. */
export async function prepareSwap(
  ctx: JupiterContext,
  body: OrderBody,
  signal?: AbortSignal,
): Promise<PreparedSwap | Refused> {
  const unheld = unheldStop('jupiter', body);
  if (unheld) return { refused: unheld };
  const token = await ctx.tokenOf(body.contract);
  if (!token) return { refused: `${body.contract} is not traded on Jupiter` };
  const { solUsd, tokenUsd } = await readPrices(ctx, token, signal);
  const unpriced = body.side === 'buy' ? priceFault(tokenUsd, body.refPrice, ctx.rules.worstEntry) : null;
  if (unpriced) return { refused: unpriced };
  const plan = await planFor(ctx, body, { token, solUsd, signal });
  if ('refused' in plan) return plan;
  const swap = await buildSwap(ctx, plan, signal);
  if ('refused' in swap) return swap;
  const fault = body.side === 'buy' ? await entryFault(ctx, plan, { swap, signal }) : null;
  if (fault) return { refused: fault };
  return signSwap(ctx, plan, { swap, solUsd, signal });
}

interface Prices {
  readonly solUsd: Decimal;
  /** Null where Jupiter has no reliable one, which it says by leaving the token out. */
  readonly tokenUsd: Decimal | null;
}

async function readPrices({ api }: JupiterContext, { mint }: Token, signal?: AbortSignal): Promise<Prices> {
  const said = await api.ask({ path: '/price/v3', query: { ids: `${WRAPPED_SOL},${mint}` }, answer: prices, signal });
  const priceOf = (key: string) => {
    const price = said.ok ? said.value[key] : undefined;
    return price ? new Decimal(String(price.usdPrice)) : null;
  };
  const solUsd = priceOf(WRAPPED_SOL);
  if (!solUsd) throw new VenueUnknownError('jupiter has no reliable price of SOL, in which fees are paid');
  return { solUsd, tokenUsd: priceOf(mint) };
}

interface Known {
  readonly token: Token;
  readonly solUsd: Decimal;
  readonly signal: AbortSignal | undefined;
}

async function planFor(
  ctx: JupiterContext,
  body: OrderBody,
  { token, solUsd, signal }: Known,
): Promise<SwapPlan | Refused> {
  const held = [...(await readTokenAccounts(anyOf(ctx.nodes), ctx.signer.address, signal)).values()];
  const hasAccount = held.some(({ mint }) => mint === (body.side === 'buy' ? token : ctx.cash).mint);
  const plan = planSwap(body, { cash: ctx.cash, token, solUsd, hasAccount, rules: ctx.rules });
  if ('refused' in plan) return plan;
  const have = held.filter(({ mint }) => mint === plan.spend.mint).reduce((sum, { amount }) => sum + amount, 0n);
  return have < plan.amount ? { refused: `the wallet holds ${have} of the ${plan.amount} it would need` } : plan;
}

async function buildSwap(
  { api, signer, rules }: JupiterContext,
  { spend, receive, amount, atLeast }: SwapPlan,
  signal?: AbortSignal,
): Promise<Built | Refused> {
  const said = await api.ask({
    path: '/swap/v2/build',
    query: {
      inputMint: spend.mint,
      outputMint: receive.mint,
      amount: amount.toString(),
      taker: signer.address,
      slippageBps: String(rules.slippageBps),
      wrapAndUnwrapSol: 'false',
    },
    answer: built,
    signal,
  });
  if (!said.ok) return { refused: `there is no way to swap it: ${said.code}` };
  const { value } = said;
  if (value.inputMint !== spend.mint || value.outputMint !== receive.mint || value.inAmount !== amount)
    throw new VenueUnknownError('jupiter built another swap than the one that was asked for');
  if (atLeast !== null && value.otherAmountThreshold < atLeast)
    return { refused: 'the price has left the one at which it was intended' };
  return value;
}

interface Entry {
  readonly swap: Built;
  readonly signal: AbortSignal | undefined;
}

/** The token's shield and the way back out, asked before going in. */
async function entryFault({ api, rules }: JupiterContext, plan: SwapPlan, entry: Entry): Promise<string | null> {
  const { swap, signal } = entry;
  const { mint } = plan.receive;
  const [warned, back] = await Promise.all([
    api.ask({ path: '/ultra/v1/shield', query: { mints: mint }, answer: shield, signal }),
    api.ask({
      path: '/swap/v2/order',
      query: { inputMint: mint, outputMint: plan.spend.mint, amount: swap.outAmount.toString() },
      answer: quoted,
      signal,
    }),
  ]);
  const warnings = warned.ok ? warned.value.warnings[mint] : undefined;
  if (!warnings) return 'its shield says nothing of the token';
  if (!back.ok) return `there is no way back out of it: ${back.code}`;
  return (
    shieldFault(warnings) ?? roundTripFault({ spent: plan.amount, back: back.value.outAmount }, rules.worstRoundTrip)
  );
}

interface Signable extends Entry {
  readonly solUsd: Decimal;
}

async function signSwap(
  { signer, nodes, rules }: JupiterContext,
  plan: SwapPlan,
  { swap, solUsd, signal }: Signable,
): Promise<PreparedSwap | Refused> {
  const compose = (computeUnits: number) =>
    composeSwap(swap, { payer: signer.address, computeUnits, priorityLamports: rules.priorityLamports });
  const trial = await simulate(anyOf(nodes), { transaction: compose(MOST_COMPUTE_UNITS), addresses: [] }, signal);
  if (trial.error) return { refused: `tried, the swap fails: ${trial.error}` };
  const answer = await signer.sign({
    transaction: compose(computeUnitsFor(trial.unitsConsumed)),
    intent: {
      spend: { mint: plan.spend.mint, atMost: plan.amount },
      receive: { mint: plan.receive.mint, atLeast: swap.otherAmountThreshold },
      lamportsAtMost: plan.lamportsAtMost,
    },
    signal,
  });
  if (answer.kind === 'refused') return { refused: answer.reason };
  return {
    signed: {
      bytes: answer.bytes,
      signature: answer.signature,
      lastValidHeight: BigInt(swap.blockhashWithMetadata.lastValidBlockHeight),
    },
    proof: { solUsd: solUsd.toFixed(), spendMint: plan.spend.mint, receiveMint: plan.receive.mint },
  };
}
