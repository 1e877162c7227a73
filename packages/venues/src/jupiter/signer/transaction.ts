import { VersionedTransaction } from '@solana/web3.js';

/** An instruction as the policy sees it; an account that only a lookup table names is null. */
export interface SeenInstruction {
  readonly program: string | null;
  readonly accounts: readonly (string | null)[];
  readonly data: Buffer;
}

export interface SeenTransaction {
  readonly feePayer: string | null;
  /** Everybody whose signature it needs. */
  readonly signers: readonly string[];
  /** Accounts it names itself, without those of lookup tables. */
  readonly accounts: readonly string[];
  readonly lookupTables: readonly LookedUp[];
  readonly instructions: readonly SeenInstruction[];
}

/** A lookup table and which of its entries the transaction uses. */
export interface LookedUp {
  readonly table: string;
  readonly entries: readonly number[];
}

/** Reads the bytes of a transaction; null where they are not a versioned one. */
export function readTransaction(bytes: Uint8Array): VersionedTransaction | null {
  try {
    const transaction = VersionedTransaction.deserialize(bytes);
    return transaction.version === 0 ? transaction : null;
  } catch {
    return null;
  }
}

/** What a transaction asks for, in words that the policy can judge. */
export function seen({ message }: VersionedTransaction): SeenTransaction {
  const accounts = message.staticAccountKeys.map((key) => key.toBase58());
  const at = (index: number) => accounts[index] ?? null;
  return {
    feePayer: at(0),
    signers: accounts.slice(0, message.header.numRequiredSignatures),
    accounts,
    lookupTables: message.addressTableLookups.map((lookup) => ({
      table: lookup.accountKey.toBase58(),
      entries: [...lookup.writableIndexes, ...lookup.readonlyIndexes],
    })),
    instructions: message.compiledInstructions.map(({ programIdIndex, accountKeyIndexes, data }) => ({
      program: at(programIdIndex),
      accounts: accountKeyIndexes.map(at),
      data: Buffer.from(data),
    })),
  };
}
