-- A search for a token looks at its latest entries, however many the others have.
CREATE INDEX entries_by_token ON ops_trading_proposals (instrument_id, proposed_at DESC NULLS LAST)
  WHERE mission_type = 'entry';
