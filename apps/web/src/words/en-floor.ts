/** Words of the floor. */
export const floorWords = {
  floor: {
    title: 'The six at work',
    talk: 'The table',
    quiet: 'nobody sits at the table',
    running: 'going on now',
    played: 'ended; played as one reads',
    over: 'ended',
    skip: 'Skip to its end',
    missions: 'Missions, from queue to queue',
    kinds: {
      analyze_signal: 'analyse',
      calculate_risk: 'risk',
      execute_trade: 'trade',
      monitor_position: 'watch',
      close_position: 'close',
      scale_position: 'scale',
      roundtable_conversation: 'conversation',
      agent_task: 'task',
    } as Readonly<Record<string, string>>,
    stepStates: { queued: 'waits', running: 'runs', succeeded: 'done', failed: 'failed' },
  },
} as const;
