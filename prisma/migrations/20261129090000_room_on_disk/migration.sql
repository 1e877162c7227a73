-- Writes about 300 kB to a temporary file on the database's own disk and drops it; fails with 53100 where that has no
-- room. A row alone proves nothing: it may fit into a page that is there.
CREATE FUNCTION take_room_on_disk() RETURNS bigint LANGUAGE sql SET work_mem = '64kB'
AS 'SELECT count(*) FROM generate_series(1, 10000)';
