-- Rules whose task an agent can do now. One that its owner changed stays as it is.
UPDATE "ops_trigger_rules" SET "enabled" = true WHERE "version" = 1 AND "name" IN ('max_positions_reached', 'proactive_risk_analysis', 'proactive_system_health');
