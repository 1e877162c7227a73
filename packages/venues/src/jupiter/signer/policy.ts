import {
  ASSOCIATED_TOKEN_PROGRAM,
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
  tokenAddress,
  WRAPPED_SOL,
} from '@atc/core/desk/solana';
import type { SeenInstruction, SeenTransaction } from './transaction.ts';

export interface SignerRules {
  /** Our wallet. */
  readonly owner: string;
  /** Wallets whose token accounts a transaction may pay into by itself. Nobody, but the pool of a local venue. */
  readonly counterparties: readonly string[];
}

const JUPITER = 'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
const SYSTEM = '11111111111111111111111111111111';

type Judge = (instruction: SeenInstruction, rules: SignerRules) => string | null;

/** Every program that may be called, with what it may be told. What the swap itself does is judged by its effect. */
const programs: Readonly<Record<string, Judge>> = {
  [JUPITER]: () => null,
  [COMPUTE_BUDGET]: () => null,
  [ASSOCIATED_TOKEN_PROGRAM]: judgeAssociated,
  [TOKEN_PROGRAM]: judgeToken,
  [TOKEN_2022_PROGRAM]: judgeToken,
  [SYSTEM]: judgeSystem,
};

/** Why a transaction is not signed whatever it would do; null when its form is allowed. */
export function formFault(transaction: SeenTransaction, rules: SignerRules): string | null {
  if (transaction.feePayer !== rules.owner) return 'somebody else pays its fee, so that its id is not ours';
  if (transaction.signers.length > 1) return 'it needs the signature of somebody else';
  for (const instruction of transaction.instructions) {
    const judge = instruction.program === null ? undefined : programs[instruction.program];
    if (!judge) return `it calls an unknown program, ${instruction.program ?? 'hidden in a lookup table'}`;
    const fault = judge(instruction, rules);
    if (fault) return fault;
  }
  return null;
}

function judgeAssociated({ data, accounts }: SeenInstruction, { owner }: SignerRules): string | null {
  const creates = data.length === 0 || (data.length === 1 && (data[0] ?? 2) < 2);
  if (!creates) return 'it does more with an associated account than to create it';
  return accounts[2] === owner ? null : 'it creates a token account for somebody else';
}

const CLOSE_ACCOUNT = 9;
const TRANSFER_CHECKED = 12;
const SYNC_NATIVE = 17;

function judgeToken(instruction: SeenInstruction, { owner, counterparties }: SignerRules): string | null {
  const { data, accounts, program } = instruction;
  switch (data[0]) {
    case SYNC_NATIVE:
      return null;
    case CLOSE_ACCOUNT:
      return accounts[1] === owner && accounts[2] === owner ? null : 'it closes a token account to somebody else';
    case TRANSFER_CHECKED: {
      const [, mint, destination] = accounts;
      const receivers = [owner, ...counterparties];
      const known = mint && program && receivers.some((who) => tokenAddress(who, mint, program) === destination);
      return known ? null : 'it transfers tokens out';
    }
    default:
      return `it tells a token program what a swap has no need of (${data[0] ?? 'nothing'})`;
  }
}

const SYSTEM_TRANSFER = 2;

// A nonce that is advanced would make the transaction one that never expires.
function judgeSystem({ data, accounts }: SeenInstruction, { owner }: SignerRules): string | null {
  const transfers = data.length === 12 && data.readUInt32LE(0) === SYSTEM_TRANSFER;
  if (!transfers) return 'it tells the system program what a swap has no need of';
  return accounts[1] === tokenAddress(owner, WRAPPED_SOL) ? null : 'it transfers SOL out';
}
