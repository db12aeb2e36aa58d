-- What came of a job until it is complete: the flows, members and sessions of a batch as they were published, by the segments that they belong to (`BatchPart`).
CREATE TABLE batch_part (
    segment   bigint NOT NULL,
    batch     integer NOT NULL,
    flows     bytea NOT NULL,
    members   bytea NOT NULL,
    sessions  bytea NOT NULL
);
-- What is kept for seconds is not worth being compressed.
ALTER TABLE batch_part ALTER COLUMN flows SET STORAGE EXTERNAL, ALTER COLUMN members SET STORAGE EXTERNAL, ALTER COLUMN sessions SET STORAGE EXTERNAL;

-- Flows that came as rows are not taken over: a job that was not complete fails when the rest of it has come, as flows are missing, and says so.
DO $$
DECLARE
    superseded text;
    storing bigint;
BEGIN
    FOR superseded IN SELECT tablename FROM pg_tables WHERE tablename ~ '^incoming_(flow|member)_[0-9]+$' LOOP
        EXECUTE format('DROP TABLE %I', superseded);
    END LOOP;
    FOR storing IN SELECT job_id FROM job WHERE attempt > 0 AND state = 'STORING' LOOP
        EXECUTE format('CREATE TABLE batch_part_%s () INHERITS (batch_part)', storing);
    END LOOP;
END $$;
DROP TABLE incoming_flow, incoming_member;
DROP FUNCTION end_reason_name(smallint);
