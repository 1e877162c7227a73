import { changesOf, type Mutant } from '../mutant.ts';

export const workers: readonly Mutant[] = [
  ...changesOf('workers', 'apps/workers/src/processes.ts', [
    ["'signal-analyzer':", 'analyze_signal', 'calculate_risk'],
    ["'risk-calculator':", 'calculate_risk', 'analyze_signal'],
    ["'trade-executor':", "'execute_trade', ", ''],
    ["'trade-executor':", ", 'scale_position'", ''],
    ["'position-monitor':", ", 'price_watch'", ''],
    ["'roundtable-worker':", ", 'turns'", ''],
    ["'initiative-worker':", "'initiative', ", ''],
    ['heartbeat: [', "'proactive', ", ''],
    ["'risk-calculator'", 'risk-calculator', 'risk-worker'],
    ["'trade-executor':", 'trade-executor', 'executor'],
  ]),
  ...changesOf('workers', 'packages/core/src/loop/breakers/breaker.ts', [
    ['BREAKER_THRESHOLD =', '3', '4'],
    ['BREAKER_THRESHOLD =', '3', '2'],
    ['return !stepSpecs[kind]', '!stepSpecs', 'stepSpecs'],
  ]),
  ...changesOf('workers', 'packages/core/src/loop/kinds/step-kind.ts', [
    ['monitor_position: { lowersRisk', 'true', 'false'],
    ['close_position: { lowersRisk', 'true', 'false'],
    [
      'export const stepKinds',
      `'calculate_risk',
  'execute_trade'`,
      `'execute_trade',
  'calculate_risk'`,
    ],
  ]),
  ...changesOf('workers', 'packages/core/src/loop/steps/store.ts', [
    ['started_at = coalesce(started_at', "AND status = 'queued' ", ''],
  ]),
  ...changesOf('metrics', 'packages/core/src/loop/scorecard/goals.ts', [
    ['state(perDay', '>= 5', '>= 4'],
    ['state(perDay', '>= 5', '>= 6'],
    ['facts.memories >=', '30', '29'],
    ['facts.memories >=', '30', '31'],
    ['TWO_WEEKS =', '14', '13'],
    ['TWO_WEEKS =', '14', '15'],
    ["'Consistent profitability", '60', '50'],
    ["'5+ roundtables", '5+', '4+'],
    ["'3+ trades", '3+', '2+'],
    ["'30+ memories'", '30+', '20+'],
    ["'2+ weeks", '2+', '1+'],
    ['influencing decisions (', '30', '20'],
  ]),
];
