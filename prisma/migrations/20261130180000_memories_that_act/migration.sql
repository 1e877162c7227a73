-- What a memory asks for where its subject comes up again, and what a use of it changed: {"from": "20", "to": "10"}.
CREATE TYPE "MemoryPolarity" AS ENUM ('avoid', 'wait', 'less', 'prefer', 'more');
ALTER TABLE ops_agent_memory ADD COLUMN polarity "MemoryPolarity";
CREATE INDEX ops_agent_memory_subject_idx ON ops_agent_memory (subject);
ALTER TABLE ops_memory_uses ADD COLUMN changed jsonb;
