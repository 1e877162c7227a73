/** Words of the agents’ pages. */
export const agentWords = {
  agents: {
    title: 'The six',
    enabled: 'at work',
    disabled: 'switched off',
    mind: (model: string | null) => (model === null ? 'thinks by rules' : `thinks with ${model}`),
    unscored: (votes: number) =>
      votes === 0 ? 'no vote is scored yet' : `${votes === 1 ? '1 vote' : `${votes} votes`} scored: too few to tell`,
    skill: (share: string, isWorse: boolean, votes: number) =>
      `${share} ${isWorse ? 'worse' : 'better'} than a coin, ${votes === 1 ? '1 vote' : `${votes} votes`}`,
    together: 'How they get on',
    scale: 'from 0 to 1; below 0.40 is tension',
    calibration: 'Calibration',
    brierSays: (score: string) => `Brier score ${score}; a coin gets 0.25, 0 is perfect.`,
    sees: 'Sees:',
    alone: 'Alone:',
    withOthers: 'With the others',
    times: (count: number) => `${count}×`,
    voice: 'Voice',
    asSeeded: 'It speaks as it was made.',
    remembers: 'Remembers',
    noMemories: 'Nothing yet: memories are made of what trades and conversations leave.',
    memoryTypes: {
      insight: 'insight',
      pattern: 'pattern',
      strategy: 'strategy',
      preference: 'preference',
      lesson: 'lesson',
    },
    uses: (used: number, helped: number) => (used === 0 ? 'not used yet' : `used ${used}×, helped ${helped}×`),
    promoted: '· promoted',
  },
} as const;
