-- What a position holds, under the specification's name.
ALTER TABLE ops_positions ADD COLUMN size numeric(38,18) GENERATED ALWAYS AS (quantity) STORED;

-- A conversation with all that was said in it, as one row. The turns are the truth; nothing is stored twice.
CREATE VIEW ops_conversations AS
SELECT q.id, q.format, q.participants, q.topic, q.status, q.convened_at, q.ended_at,
  coalesce((SELECT jsonb_agg(jsonb_build_object('turn', t.turn_no, 'agent_id', t.agent_id, 'text', t.text,
      'said_at', t.said_at) ORDER BY t.turn_no)
    FROM ops_roundtable_turns t
    WHERE t.roundtable_id = q.id AND t.state = 'done' AND t.text IS NOT NULL), '[]'::jsonb) AS conversation_history
FROM ops_roundtable_queue q;

-- What a worker ran, written by the database when it lets go of a step, a turn or a look for work: no statement more.
-- started_at is company time, duration_ms machine time since it was taken.
-- \x3b stands for the semicolon: the schema engine cuts a script into statements at every one, in quotes as well.
CREATE FUNCTION note_step_run() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO ops_action_runs (id, action_type, status, agent_id, duration_ms, errors, details, started_at)
  VALUES (gen_random_uuid(), ''worker'',
    CASE WHEN NEW.status = ''succeeded'' THEN ''succeeded''
         WHEN NEW.status = ''failed'' OR NEW.failures > OLD.failures THEN ''failed'' ELSE ''skipped'' END::"RunStatus",
    (NEW.payload ->> ''agentId'')::"AgentId", extract(epoch FROM clock_timestamp() - OLD.updated_at) * 1000,
    CASE WHEN NEW.status = ''failed'' THEN jsonb_build_array(coalesce(NEW.reason, ''''))
         WHEN NEW.failures > OLD.failures THEN jsonb_build_array(coalesce(NEW.last_error, '''')) ELSE ''[]'' END,
    jsonb_build_object(''kind'', NEW.kind, ''id'', NEW.id, ''attempt'', NEW.attempt, ''worker'', NEW.worker),
    coalesce(NEW.started_at, now()))\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER steps_run AFTER UPDATE ON ops_mission_steps FOR EACH ROW
  WHEN (OLD.status = 'running' AND NEW.status <> 'running') EXECUTE FUNCTION note_step_run();

CREATE FUNCTION note_turn_run() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO ops_action_runs (id, action_type, status, agent_id, duration_ms, errors, details, started_at)
  SELECT gen_random_uuid(), ''worker'',
    CASE WHEN NEW.state = ''done'' THEN ''succeeded''
         WHEN NEW.state = ''failed'' OR NEW.failures > OLD.failures THEN ''failed'' ELSE ''skipped'' END::"RunStatus",
    NEW.agent_id, extract(epoch FROM clock_timestamp() - OLD.updated_at) * 1000,
    CASE WHEN NEW.state <> ''done'' AND NEW.last_error IS NOT NULL THEN jsonb_build_array(NEW.last_error)
         ELSE ''[]'' END,
    jsonb_build_object(''kind'', ''turn'', ''id'', NEW.id, ''attempt'', NEW.attempt, ''turn'', NEW.kind),
    coalesce(NEW.said_at, q.convened_at) FROM ops_roundtable_queue q WHERE q.id = NEW.roundtable_id\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER turns_run AFTER UPDATE ON ops_roundtable_turns FOR EACH ROW
  WHEN (OLD.state = 'running' AND NEW.state <> 'running') EXECUTE FUNCTION note_turn_run();

CREATE FUNCTION note_initiative_run() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO ops_action_runs (id, action_type, status, agent_id, duration_ms, errors, details, started_at)
  VALUES (gen_random_uuid(), ''worker'',
    CASE WHEN NEW.state = ''done'' THEN ''succeeded''
         WHEN NEW.state = ''failed'' OR NEW.failures > OLD.failures THEN ''failed'' ELSE ''skipped'' END::"RunStatus",
    NEW.agent_id, extract(epoch FROM clock_timestamp() - OLD.updated_at) * 1000,
    CASE WHEN NEW.state = ''failed'' THEN jsonb_build_array(coalesce(NEW.outcome, '''')) ELSE ''[]'' END,
    jsonb_build_object(''kind'', ''initiative'', ''id'', NEW.id, ''attempt'', NEW.attempt), NEW.queued_at)\x3b
  RETURN NULL\x3b
END';
CREATE TRIGGER initiatives_run AFTER UPDATE ON ops_initiative_queue FOR EACH ROW
  WHEN (OLD.state = 'running' AND NEW.state <> 'running') EXECUTE FUNCTION note_initiative_run();
