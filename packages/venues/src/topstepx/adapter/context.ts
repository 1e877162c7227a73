import type { Decimal } from '@atc/core/kernel/money';
import type { UserHub } from '../hub/user-hub.ts';
import type { TopstepxClient } from './topstepx-client.ts';

export interface TopstepxContext {
  readonly client: TopstepxClient;
  /** The account at TopstepX. */
  readonly topstepxAccountId: number;
  /** The instrument of a contract that TopstepX holds; null for one that we do not know. */
  readonly instrumentOf: (contract: string) => Promise<string | null>;
  /** How long an order must be absent, asked at least twice, before its absence is final (machine milliseconds). */
  readonly settlingMs: number;
  /** USD a contract and side that a purchase keeps back for fees. */
  readonly feeRoomUsd: Decimal;
  /** Purchases carry their stop: the account has to be set to Auto-OCO brackets, or the gateway refuses them. */
  readonly brackets: boolean;
  /** Where it pushes what befalls the account; nothing is listened to without. */
  readonly userHub?: Pick<UserHub, 'url' | 'firstRestMs'> | undefined;
}
