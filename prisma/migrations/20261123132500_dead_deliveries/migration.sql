-- Events on which the rules failed too often.
CREATE INDEX deliveries_dead ON ops_event_deliveries (event_id) WHERE state = 'failed';
