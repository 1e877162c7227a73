-- What the heartbeat looks for in memories and outcomes, however many there are.
CREATE INDEX memories_to_promote ON ops_agent_memory (confidence)
  WHERE promoted_at IS NULL AND evicted_at IS NULL AND superseded_by IS NULL AND uses_scored >= 3;
CREATE INDEX memories_live ON ops_agent_memory (agent_id, type, subject)
  WHERE evicted_at IS NULL AND superseded_by IS NULL;
CREATE INDEX memories_by_day ON ops_agent_memory (agent_id, type, learned_at);
CREATE INDEX outcomes_unlearned ON ops_trade_outcomes (closed_at) WHERE learned_at IS NULL;
