import { checkPolicies, defaultPolicies, type Policies, policyKeys } from '@atc/core/company/policies';
import { COMPANY_TERMS } from '../engine/index.ts';
import type { World } from '../world/index.ts';
import type { DeskSettings } from './state/index.ts';

/** The settings that a new company has, over every token of a world, with some changed. */
export function deskSettings(
  world: World,
  {
    policies = {},
    ...changes
  }: Partial<Omit<DeskSettings, 'policies'>> & { readonly policies?: Partial<Policies> } = {},
): DeskSettings {
  const universe = { contracts: world.market.contracts().map(({ contract }) => contract) };
  const values: Policies = { ...defaultPolicies, universe, ...policies };
  const set = checkPolicies(policyKeys.map((key) => ({ key, json: JSON.stringify(values[key]), version: 1 })));
  return { seed: '1', off: [], without: [], terms: COMPANY_TERMS, placebo: null, ...changes, policies: set };
}
