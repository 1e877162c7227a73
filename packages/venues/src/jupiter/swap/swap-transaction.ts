import {
  AddressLookupTableAccount,
  ComputeBudgetProgram,
  PublicKey,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import bs58 from 'bs58';
import type { Built, WireInstruction } from '../adapter/wire.ts';

export interface Composition {
  readonly payer: string;
  readonly computeUnits: number;
  /** The most that is bid for priority. */
  readonly priorityLamports: bigint;
}

/** What an unsigned trial may use; the chain allows no more. */
export const MOST_COMPUTE_UNITS = 1_400_000;
const SET_UNIT_PRICE = 3;
const MICRO = 1_000_000n;

/** The bytes of a swap that we pay for, unsigned, from the instructions that Jupiter built. */
export function composeSwap(built: Built, { payer, computeUnits, priorityLamports }: Composition): Uint8Array {
  const instructions = [
    ComputeBudgetProgram.setComputeUnitLimit({ units: computeUnits }),
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports: unitPrice(built, computeUnits, priorityLamports) }),
    ...built.setupInstructions.map(instructionOf),
    instructionOf(built.swapInstruction),
    ...(built.otherInstructions ?? []).map(instructionOf),
    ...(built.cleanupInstruction ? [instructionOf(built.cleanupInstruction)] : []),
  ];
  const message = new TransactionMessage({
    payerKey: new PublicKey(payer),
    recentBlockhash: bs58.encode(Uint8Array.from(built.blockhashWithMetadata.blockhash)),
    instructions,
  });
  return new VersionedTransaction(message.compileToV0Message(lookupTables(built))).serialize();
}

/** A fifth more than a trial used. */
export function computeUnitsFor(used: number): number {
  return Math.min(MOST_COMPUTE_UNITS, Math.ceil(used * 1.2));
}

/** Millionths of a lamport a unit: what Jupiter proposes, as far as the bid allows. */
function unitPrice({ computeBudgetInstructions }: Built, computeUnits: number, priorityLamports: bigint): bigint {
  const proposed = computeBudgetInstructions
    .map(({ data }) => Buffer.from(data, 'base64'))
    .filter((data) => data[0] === SET_UNIT_PRICE && data.length === 9)
    .map((data) => data.readBigUInt64LE(1))[0];
  const most = (priorityLamports * MICRO) / BigInt(computeUnits);
  return proposed !== undefined && proposed < most ? proposed : most;
}

function instructionOf({ programId, accounts, data }: WireInstruction): TransactionInstruction {
  return new TransactionInstruction({
    programId: new PublicKey(programId),
    keys: accounts.map(({ pubkey, ...rights }) => ({ pubkey: new PublicKey(pubkey), ...rights })),
    data: Buffer.from(data, 'base64'),
  });
}

function lookupTables({ addressesByLookupTableAddress }: Built): AddressLookupTableAccount[] {
  return Object.entries(addressesByLookupTableAddress ?? {}).map(
    ([table, addresses]) =>
      new AddressLookupTableAccount({
        key: new PublicKey(table),
        state: {
          deactivationSlot: 2n ** 64n - 1n,
          lastExtendedSlot: 0,
          lastExtendedSlotStartIndex: 0,
          addresses: addresses.map((address) => new PublicKey(address)),
        },
      }),
  );
}
