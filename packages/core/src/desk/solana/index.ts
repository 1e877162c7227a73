export { type ChainAccount, readAccounts, readTokenAccounts, simulate } from './chain.ts';
export { anyOf, NodeRefusedError, NodeSilentError, openNode, type SolanaNode } from './rpc.ts';
export {
  ASSOCIATED_TOKEN_PROGRAM,
  readTokenAccount,
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
  TOKEN_PROGRAMS,
  tokenAddress,
  USDC,
  WRAPPED_SOL,
} from './token-account.ts';
