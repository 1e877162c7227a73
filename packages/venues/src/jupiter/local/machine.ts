import { readTokenAccount } from '@atc/core/desk/solana';
import { address, getTransactionDecoder, lamports } from '@solana/kit';
import { VersionedTransaction } from '@solana/web3.js';
import { FailedTransactionMetadata, LiteSVM } from 'litesvm';

export interface RawAccount {
  readonly address: string;
  readonly lamports: bigint;
  readonly program: string;
  readonly data: Buffer;
}

/** What a transaction did when it was run. */
export interface Ran {
  /** Null where it did what it says. */
  readonly error: string | null;
  readonly before: readonly (RawAccount | null)[];
  readonly after: readonly (RawAccount | null)[];
}

const HISTORY = 1_000_000n;
const DECODER = getTransactionDecoder();

/**
 * The Solana virtual machine in this process. It checks signatures and duplicates; how old a blockhash is, its caller.
 */
export function openMachine() {
  const machine = new LiteSVM().withBlockhashCheck(false).withTransactionHistory(HISTORY);
  const accountOf = (key: string): RawAccount | null => {
    const found = machine.getAccount(address(key));
    if (!found.exists || found.lamports === 0n) return null;
    return { address: key, lamports: found.lamports, program: found.programAddress, data: Buffer.from(found.data) };
  };
  return {
    accountOf,
    put: ({ address: key, program, data, lamports: held }: RawAccount) =>
      machine.setAccount({
        address: address(key),
        programAddress: address(program),
        data,
        lamports: lamports(held),
        executable: false,
        space: BigInt(data.length),
      }),
    airdrop: (key: string, amount: bigint) => {
      machine.airdrop(address(key), lamports(amount));
    },
    tokenAccountsOf: (owner: string, program: string) =>
      machine
        .getProgramAccounts(address(program))
        .map((found) => accountOf(found.address))
        .filter((found) => found !== null)
        .filter((found) => readTokenAccount(program, found.data)?.owner === owner),
    /** A blockhash that was never given out before. */
    blockhash: (): string => {
      machine.expireBlockhash();
      return machine.latestBlockhash();
    },
    run: (bytes: Buffer): Ran => {
      const keys = VersionedTransaction.deserialize(bytes).message.staticAccountKeys.map((key) => key.toBase58());
      const before = keys.map(accountOf);
      const result = machine.sendTransaction(DECODER.decode(bytes));
      return { error: errorOf(result), before, after: keys.map(accountOf) };
    },
    simulate: (bytes: Buffer) => simulate(machine, bytes),
  };
}

function simulate(machine: LiteSVM, bytes: Buffer) {
  machine.withSigverify(false);
  const result = machine.simulateTransaction(DECODER.decode(bytes));
  machine.withSigverify(true);
  const units = result.meta().computeUnitsConsumed();
  if (result instanceof FailedTransactionMetadata)
    return { error: errorOf(result), units, after: new Map<string, RawAccount>() };
  const stands = result.postAccounts().map(
    ({ address: key, lamports: held, programAddress, data }): RawAccount => ({
      address: key,
      lamports: held,
      program: programAddress,
      data: Buffer.from(data),
    }),
  );
  return { error: null, units, after: new Map(stands.map((account) => [account.address, account])) };
}

function errorOf(result: unknown): string | null {
  return result instanceof FailedTransactionMetadata ? result.toString() : null;
}
