import { isExit } from '@atc/core/loop/proposals';
import type { Desk, Proposal } from '../state/index.ts';
import { buy } from './buy.ts';
import { sell } from './sell.ts';

/** Carries out an accepted proposal: what lowers risk sells, everything else buys. */
export function carryOut(desk: Desk, proposal: Proposal): void {
  if (isExit(proposal.draft)) sell(desk, proposal);
  else buy(desk, proposal);
}
