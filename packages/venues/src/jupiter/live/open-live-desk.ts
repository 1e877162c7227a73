import { stat } from 'node:fs/promises';
import { findInstrumentsByContract } from '@atc/core/desk/instruments';
import { openNode, USDC } from '@atc/core/desk/solana';
import type { BrokerContext } from '@atc/core/desk/venue';
import type { Config } from '@atc/core/kernel/config';
import { errorText, StartError } from '@atc/core/kernel/errors';
import { Decimal } from '@atc/core/kernel/money';
import { MINUTE_MS } from '@atc/core/kernel/time';
import type { Market } from '@atc/core/market';
import { type JupiterContext, mainNetRules } from '../adapter/context.ts';
import { openJupiterApi } from '../adapter/jupiter-api.ts';
import { type JupiterBroker, openJupiterBroker } from '../adapter/jupiter-broker.ts';
import type { JupiterConfig } from '../settings.ts';
import { openDailySpending, openLocalSigner, openRemoteSigner, openWallet, type Signer } from '../signer/index.ts';

/** What real money is moved with: a wallet, two nodes or more, Jupiter. */
export interface LiveDesk extends Pick<JupiterContext, 'api' | 'nodes'> {
  /** The wallet's address. */
  readonly wallet: string;
  openBroker(desk: BrokerContext): JupiterBroker;
}

export const CASH = { mint: USDC, decimals: 6 } as const;
const OTHERS_MAY_READ = 0o077;
/** What one transaction may cost in lamports, whatever is intended. */
const MOST_LAMPORTS = 5_000_000n;
/** What Jupiter lets through with a key, and without one. */
const PACES = { keyed: { requests: 60, windowMs: MINUTE_MS }, open: { requests: 1, windowMs: 2000 } };

export type LiveConfig = Pick<JupiterConfig, 'wallet' | 'signer' | 'jupiter'> & Pick<Config, 'solanaRpcUrls'>;

/**
 * Opens wallet, nodes and Jupiter as the configuration names them; asks nobody but a signer yet. Throws a `StartError`
 * that says what is missing.
 */
export async function openLiveDesk(config: LiveConfig): Promise<LiveDesk> {
  const nodes = openNodes(config);
  const signer = config.signer ? await reachSigner(config.signer) : await openWalletSigner(config);
  const pace = config.jupiter.apiKey ? PACES.keyed : PACES.open;
  const api = openJupiterApi({ baseUrl: config.jupiter.url, apiKey: config.jupiter.apiKey, pace });
  return {
    api,
    nodes,
    wallet: signer.address,
    openBroker: ({ db, clock, market }) =>
      openJupiterBroker({
        db,
        clock,
        api,
        nodes,
        signer,
        cash: CASH,
        rules: mainNetRules,
        tokenOf: async (contract) => tokenOf(market, contract),
        instrumentOf: async (mint) => {
          const listed = market.contracts().find((known) => known.mint === mint);
          const [instrument] = listed ? await findInstrumentsByContract(db, [listed.contract]) : [];
          return listed && instrument ? { id: instrument.id, decimals: listed.decimals } : null;
        },
      }),
  };
}

/** The signer of the configured wallet, with the key in this process. */
export async function openWalletSigner(config: LiveConfig): Promise<Signer> {
  const wallet = await unlock(config.wallet);
  const limit = BigInt(new Decimal(config.wallet.dailyUsd).mul(10 ** CASH.decimals).toFixed(0));
  const spending = openDailySpending({ dir: `${config.wallet.file}.spent`, limit, now: () => new Date() });
  return openLocalSigner({
    wallet,
    nodes: openNodes(config),
    spending: { ...spending, mint: CASH.mint },
    lamportsAtMost: MOST_LAMPORTS,
  });
}

function openNodes({ solanaRpcUrls }: LiveConfig): LiveDesk['nodes'] {
  const [first, second, ...more] = solanaRpcUrls.map(openNode);
  if (!first || !second) throw new StartError('live', 'SOLANA_RPC_URLS must name two nodes or more for live trading');
  return [first, second, ...more];
}

async function reachSigner(options: NonNullable<JupiterConfig['signer']>): Promise<Signer> {
  try {
    return await openRemoteSigner(options);
  } catch (error) {
    throw new StartError('live', errorText(error), { cause: error });
  }
}

function tokenOf(market: Market, contract: string) {
  const listed = market.contracts().find((known) => known.contract === contract);
  return listed?.mint === undefined ? null : { mint: listed.mint, decimals: listed.decimals };
}

async function unlock({ file, passphrase }: JupiterConfig['wallet']) {
  if (!passphrase) throw new StartError('live', 'WALLET_PASSPHRASE is needed for live trading');
  const found = await stat(file).catch(() => null);
  if (!found) throw new StartError('live', `there is no wallet at ${file}: make one with \`npm run wallet -- create\``);
  if ((found.mode & OTHERS_MAY_READ) !== 0)
    throw new StartError('live', `${file} can be read by others: \`chmod 600 ${file}\``);
  try {
    return await openWallet(file, passphrase);
  } catch (error) {
    throw new StartError('live', `the wallet cannot be opened: ${errorText(error)}`, { cause: error });
  }
}
