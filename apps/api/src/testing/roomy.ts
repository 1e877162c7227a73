import { defaultPolicies } from '@atc/core/company/policies';

/** Policies under which a test may post as many signals as it likes. */
export const roomyForSignals = {
  trade_limits: {
    ...defaultPolicies.trade_limits,
    max_daily_analyses: 1000,
    max_daily_posted_analyses: 1000,
    max_daily_analyses_of_one_sender: 1000,
  },
};
