-- What a rule did last, what reacts next, which initiative is due: asked often, over tables that grow.
CREATE INDEX firings_that_acted ON ops_rule_firings (rule_id, id DESC) WHERE outcome <> 'no_match';
CREATE INDEX reactions_queued ON ops_agent_reactions (queued_at) WHERE status = 'queued';
CREATE INDEX initiatives_pending ON ops_initiative_queue (queued_at) WHERE state IN ('queued', 'running');
