import type { Pair } from './pair.ts';

/** The fifteen pairs of a new company. Low affinity is wanted: it makes for debate and keeps groupthink away. */
export const initialPairs: readonly Pair[] = [
  { agentA: 'atlas', agentB: 'sage', affinity: 0.8, why: 'strategy partners' },
  { agentA: 'sage', agentB: 'observer', affinity: 0.8, why: 'process alignment' },
  { agentA: 'scout', agentB: 'intel', affinity: 0.75, why: 'data pipeline' },
  { agentA: 'growth', agentB: 'intel', affinity: 0.7, why: 'research collaboration' },
  { agentA: 'atlas', agentB: 'growth', affinity: 0.6, why: 'performance reviews' },
  { agentA: 'atlas', agentB: 'scout', affinity: 0.6, why: 'execution coordination' },
  { agentA: 'atlas', agentB: 'observer', affinity: 0.55, why: 'oversight' },
  { agentA: 'sage', agentB: 'growth', affinity: 0.55, why: 'risk-reward analysis' },
  { agentA: 'sage', agentB: 'scout', affinity: 0.5, why: 'execution precision' },
  { agentA: 'scout', agentB: 'observer', affinity: 0.5, why: 'quality checks' },
  { agentA: 'scout', agentB: 'growth', affinity: 0.5, why: 'executor and analyst' },
  { agentA: 'growth', agentB: 'observer', affinity: 0.45, why: 'optimization against compliance' },
  { agentA: 'intel', agentB: 'observer', affinity: 0.4, why: 'speed against quality' },
  { agentA: 'atlas', agentB: 'intel', affinity: 0.35, why: 'caution against aggression' },
  { agentA: 'sage', agentB: 'intel', affinity: 0.3, why: 'risk-averse against opportunity-seeking' },
];
