import { StartError } from '@atc/core/kernel/errors';
import type { WalletTools } from '../../house/index.ts';
import { openWalletSigner } from '../live/open-live-desk.ts';
import { jupiterSettings } from '../settings.ts';
import { KeystoreError } from './keystore.ts';
import { serveSigner } from './remote/serve-signer.ts';
import { createWallet, importWallet, walletAddress } from './wallet.ts';

/** Wallets on Solana, kept in encrypted files. */
export const walletTools: WalletTools = {
  create: (file, passphrase) => orExplain(createWallet(file, passphrase)),
  takeIn: (file, secret, passphrase) => orExplain(importWallet(file, secret, passphrase)),
  address: (file) => orExplain(walletAddress(file)),
  serve: async (config, host) => {
    const settings = jupiterSettings.settingsOf(config);
    if (!settings.serveSigner) throw new StartError('signer', 'SIGNER_TOKEN is needed, at least 32 characters');
    const signer = await openWalletSigner({ ...config, ...settings });
    const { url, close } = await serveSigner({ signer, host, ...settings.serveSigner });
    return { address: signer.address, url, dailyUsd: settings.wallet.dailyUsd, close };
  },
};

async function orExplain<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    throw new StartError('wallet', error.message, { cause: error });
  }
}
