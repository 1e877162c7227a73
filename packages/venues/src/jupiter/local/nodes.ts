import { z } from 'zod';
import type { VenueReply, VenueRequest } from '../../local/index.ts';
import { type LocalChain, SLOTS_AHEAD, tokenOf } from './chain.ts';
import type { RawAccount } from './machine.ts';

/** What a node gets wrong of a chain that is right. */
export interface NodeFaults {
  /** Shows the chain as it was so many blocks ago. */
  readonly lagBlocks?: number;
  /** Is on a fork that will be dropped: shows as processed what never lands. */
  readonly forked?: boolean;
  /** Gives its slot for its height. */
  readonly slotAsHeight?: boolean;
}

export interface NodeState {
  readonly chain: LocalChain;
  readonly faults: NodeFaults;
  /** Whether the next transaction that comes is lost between the nodes and the chain. */
  readonly loses: () => boolean;
}

const call = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()).default([]) });

/** The method that a request calls, to aim faults at. */
export function methodOf({ text }: VenueRequest): string {
  const asked = call.safeParse(JSON.parse(text ?? 'null'));
  return asked.success ? asked.data.method : '';
}

/** Answers one JSON-RPC call as a Solana node does. */
export function answerNode(state: NodeState, request: VenueRequest): VenueReply {
  // What is due lands before anybody looks.
  state.chain.height();
  const { id, method, params } = call.parse(JSON.parse(request.text ?? 'null'));
  const answer = methods[method];
  if (!answer) return reply({ id, error: { code: -32_601, message: `Method not found: ${method}` } });
  try {
    return reply({ id, result: answer(state, params) });
  } catch (error) {
    return reply({ id, error: { code: -32_602, message: String(error) } });
  }
}

function reply(body: object): VenueReply {
  return { status: 200, body: { jsonrpc: '2.0', ...body } };
}

const text = z.string();
const texts = z.array(z.string());

const methods: Readonly<Record<string, (state: NodeState, params: readonly unknown[]) => unknown>> = {
  // Of no network that there is.
  getGenesisHash: () => 'LocaL1111111111111111111111111111111111111111',
  getSlot: (state) => heightOf(state) + SLOTS_AHEAD,
  getBlockHeight: (state) => heightOf(state) + (state.faults.slotAsHeight ? SLOTS_AHEAD : 0),
  sendTransaction: ({ chain, loses }, [bytes]) => chain.send(Buffer.from(text.parse(bytes), 'base64'), loses),
  getSignatureStatuses: (state, [signatures]) =>
    inSlot(
      state,
      texts.parse(signatures).map((signature) => statusOf(state, signature)),
    ),
  getTransaction: (state, [signature]) => transactionOf(state, text.parse(signature)),
  getMultipleAccounts: (state, [addresses]) =>
    inSlot(
      state,
      texts.parse(addresses).map((address) => accountJson(state.chain.accountOf(address))),
    ),
  getTokenAccountsByOwner: (state, [owner, filter]) => {
    const { programId } = z.object({ programId: text }).parse(filter);
    const found = state.chain.tokenAccountsOf(text.parse(owner), programId);
    return inSlot(
      state,
      found.map((account) => ({ pubkey: account.address, account: accountJson(account) })),
    );
  },
  simulateTransaction: (state, [bytes, options]) => {
    const { accounts } = z.object({ accounts: z.object({ addresses: texts }).optional() }).parse(options);
    const { error, units, after } = state.chain.simulate(Buffer.from(text.parse(bytes), 'base64'));
    const stands = (address: string) => accountJson(after.get(address) ?? state.chain.accountOf(address));
    return inSlot(state, {
      err: error,
      unitsConsumed: Number(units),
      accounts: error ? null : (accounts?.addresses ?? []).map(stands),
    });
  },
};

function heightOf({ chain, faults }: NodeState): number {
  return chain.height() - (faults.lagBlocks ?? 0);
}

function inSlot(state: NodeState, value: unknown) {
  return { context: { slot: heightOf(state) + SLOTS_AHEAD }, value };
}

/** A transaction that this node has seen already. */
function seen(state: NodeState, signature: string) {
  const height = heightOf(state);
  const found = state.chain.landed.get(signature);
  return found && found.height <= height ? { ...found, depth: height - found.height } : null;
}

const FINAL_DEPTH = 31;
const FORKED = { slot: 1, confirmations: 0, err: null, confirmationStatus: 'processed' };

function statusOf(state: NodeState, signature: string) {
  const found = seen(state, signature);
  if (!found && state.faults.forked && state.chain.lost.has(signature)) return FORKED;
  if (!found) return null;
  const later = found.depth >= FINAL_DEPTH ? 'finalized' : 'confirmed';
  return {
    slot: found.height + SLOTS_AHEAD,
    confirmations: found.depth >= FINAL_DEPTH ? null : found.depth,
    err: found.error,
    confirmationStatus: found.depth === 0 ? 'processed' : later,
  };
}

function transactionOf(state: NodeState, signature: string) {
  const found = seen(state, signature);
  if (!found || found.depth === 0) return null;
  return {
    slot: found.height + SLOTS_AHEAD,
    meta: {
      err: found.error,
      preBalances: found.before.map((account) => Number(account?.lamports ?? 0n)),
      postBalances: found.after.map((account) => Number(account?.lamports ?? 0n)),
      preTokenBalances: found.before.flatMap(tokenBalance),
      postTokenBalances: found.after.flatMap(tokenBalance),
    },
  };
}

function tokenBalance(account: RawAccount | null, accountIndex: number) {
  const token = tokenOf(account);
  if (!token) return [];
  const { mint, owner, amount } = token;
  return [{ accountIndex, mint, owner, uiTokenAmount: { amount: amount.toString() } }];
}

function accountJson(account: RawAccount | null) {
  if (!account) return null;
  const { lamports, program, data } = account;
  return { lamports: Number(lamports), owner: program, data: [data.toString('base64'), 'base64'], executable: false };
}
