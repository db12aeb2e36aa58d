-- The flows of a complete job column by column: `segment` counts the stretches of flows, `rows` their flows, `field` and `body` are those of package `columns`.
CREATE TABLE flow_column (
    segment  integer NOT NULL,
    rows     integer NOT NULL,
    field    text COLLATE "C" NOT NULL,
    body     bytea NOT NULL
);
-- Packed numbers hardly get smaller, and are read often.
ALTER TABLE flow_column ALTER COLUMN body SET STORAGE EXTERNAL;

-- Complete jobs are taken over as if they had just come, as in migration 5: they are folded anew, and say so again.
DO $$
DECLARE
    taken bigint;
BEGIN
    FOR taken IN SELECT job_id FROM job WHERE attempt > 0 AND state <> 'ENDED' ORDER BY job_id LOOP
        EXECUTE format('CREATE TABLE flow_column_%s () INHERITS (flow_column)', taken);
    END LOOP;
    FOR taken IN SELECT job_id FROM job WHERE state = 'COMPLETE' ORDER BY job_id LOOP
        EXECUTE format('CREATE TABLE incoming_flow_%s () INHERITS (incoming_flow)', taken);
        EXECUTE format('INSERT INTO incoming_flow_%1$s SELECT ordinal, scope, start_nanos, end_nanos, packets_forward, bytes_forward, payload_forward, packets_backward, bytes_backward, payload_backward,
                            client_port, server_port, tcp_flags_forward, tcp_flags_backward, decided_after, confidence, traffic_class_confidence, protocol, end_reason, client_ip, server_ip, label, label_group, method,
                            comment, application_protocol, traffic_class, domain, user_agent FROM flow_%1$s', taken);
        EXECUTE format('CREATE TABLE incoming_member_%s () INHERITS (incoming_member)', taken);
        EXECUTE format('INSERT INTO incoming_member_%1$s SELECT ordinal, session FROM flow_%1$s WHERE session IS NOT NULL', taken);
        EXECUTE format('DROP TABLE flow_%1$s, host_%1$s', taken);
        EXECUTE format('CREATE TABLE flow_%s () INHERITS (flow)', taken);
        EXECUTE format('CREATE TABLE host_%s () INHERITS (host)', taken);
        EXECUTE format('UPDATE session_%s SET label = NULL, label_group = NULL, confidence = NULL', taken);
    END LOOP;
END $$;
DELETE FROM aggregate USING job WHERE job.job_id = aggregate.job_id AND job.state = 'COMPLETE';
DELETE FROM overview USING job WHERE job.job_id = overview.job_id AND job.state = 'COMPLETE';
UPDATE job SET state = 'STORING' WHERE state = 'COMPLETE';
