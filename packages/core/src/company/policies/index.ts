export { defaultPolicies } from './defaults.ts';
export { isPolicyKey, type Policies, type PolicyKey, type PolicyValue, policyKeys, policySchemas } from './policy.ts';
export { checkPolicies, demandPolicy, type PolicySet, policiesNow, policyNow, readPolicies } from './read-policies.ts';
export {
  findPolicy,
  insertPolicy,
  listPolicies,
  listPolicyHistory,
  type PolicyChange,
  type PolicyRow,
  policyRows,
  policyStamp,
  type StoredPolicy,
  sharePolicies,
} from './store.ts';
export { type PolicyWrite, type PolicyWritten, writePolicy } from './write-policy.ts';
