CREATE INDEX llm_calls_by_day ON ops_llm_calls (created_at);
