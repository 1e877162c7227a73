export const agentIds = ['atlas', 'sage', 'scout', 'growth', 'intel', 'observer'] as const;

export type AgentId = (typeof agentIds)[number];

/** What each of the six is called and does, in a few words. */
export const agentTitles = {
  atlas: 'ATLAS, strategy',
  sage: 'SAGE, risk',
  scout: 'SCOUT, execution',
  growth: 'GROWTH, performance',
  intel: 'INTEL, research',
  observer: 'OBSERVER, quality',
} as const satisfies Record<AgentId, string>;
