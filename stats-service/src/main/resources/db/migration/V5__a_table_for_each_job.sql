-- Each job has tables of its own, made and dropped with it: `flow_7` of job 7 inherits from `flow`. What is common to them is changed at the parent; the parents hold no row.
ALTER TABLE flow RENAME TO flow_of_all;
ALTER TABLE session RENAME TO session_of_all;
ALTER TABLE session_flow RENAME TO session_flow_of_all;
ALTER TABLE session_link RENAME TO session_link_of_all;
DO $$
BEGIN
    FOR remainder IN 0..15 LOOP
        EXECUTE format('ALTER TABLE flow_%1$s RENAME TO flow_of_all_%1$s', remainder);
    END LOOP;
END $$;

-- Flows as batches bring them, without an index. They go into table `flow` when the job is complete.
CREATE TABLE incoming_flow (
    ordinal                   bigint NOT NULL,
    scope                     bigint NOT NULL,
    start_nanos               bigint NOT NULL,
    end_nanos                 bigint NOT NULL,
    packets_forward           bigint NOT NULL,
    bytes_forward             bigint NOT NULL,
    payload_forward           bigint NOT NULL,
    packets_backward          bigint NOT NULL,
    bytes_backward            bigint NOT NULL,
    payload_backward          bigint NOT NULL,
    client_port               integer NOT NULL,
    server_port               integer NOT NULL,
    tcp_flags_forward         integer NOT NULL,
    tcp_flags_backward        integer NOT NULL,
    decided_after             integer NOT NULL,
    confidence                real NOT NULL,
    traffic_class_confidence  real,
    protocol                  smallint NOT NULL,
    end_reason                smallint NOT NULL,
    client_ip                 inet NOT NULL,
    server_ip                 inet NOT NULL,
    label                     text COLLATE "C" NOT NULL,
    label_group               text COLLATE "C",
    method                    text COLLATE "C",
    comment                   text COLLATE "C" NOT NULL,
    application_protocol      text COLLATE "C",
    traffic_class             text COLLATE "C",
    domain                    text COLLATE "C",
    user_agent                text COLLATE "C"
);
COMMENT ON COLUMN incoming_flow.decided_after IS 'packets of the flow that had been seen when its label was fixed; 0 when that is not known';

CREATE TABLE incoming_member (
    ordinal  bigint NOT NULL,
    session  bigint NOT NULL
);

-- Flows of a complete job, in the order of the capture.
CREATE TABLE flow (
    LIKE incoming_flow INCLUDING COMMENTS,
    session         bigint,
    client_country  text COLLATE "C" NOT NULL,
    server_country  text COLLATE "C" NOT NULL
);
COMMENT ON COLUMN flow.session IS 'ordinal of the first flow of its session';
COMMENT ON COLUMN flow.client_country IS 'ISO 3166-1 alpha-2, private or unknown';

-- A session is known by the ordinal of its first flow. Its label follows from its flows' when the job is complete.
CREATE TABLE session (
    session           bigint NOT NULL,
    start_nanos       bigint NOT NULL,
    end_nanos         bigint NOT NULL,
    packets_forward   bigint NOT NULL,
    packets_backward  bigint NOT NULL,
    bytes_forward     bigint NOT NULL,
    bytes_backward    bigint NOT NULL,
    flows             integer NOT NULL,
    confidence        real,
    client_ip         inet NOT NULL,
    features          real[] NOT NULL,
    label             text COLLATE "C",
    label_group       text COLLATE "C"
);
COMMENT ON COLUMN session.features IS 'profile tractor-session-1, NaN for missing';

CREATE TABLE session_link (
    session       bigint NOT NULL,
    to_ordinal    bigint NOT NULL,
    from_ordinal  bigint NOT NULL,
    kind          smallint NOT NULL,
    evidence      text COLLATE "C" NOT NULL
);
COMMENT ON COLUMN session_link.kind IS 'LinkKind.wire of libs/vocabulary';

-- Every address of a complete job, with its place by the GeoIP files that the job names.
CREATE TABLE host (
    flows            bigint NOT NULL,
    flows_as_client  bigint NOT NULL,
    flows_as_server  bigint NOT NULL,
    packets          bigint NOT NULL,
    bytes_sent       bigint NOT NULL,
    bytes_received   bigint NOT NULL,
    peers            bigint NOT NULL,
    start_nanos      bigint NOT NULL,
    end_nanos        bigint NOT NULL,
    ip               inet NOT NULL,
    country          text COLLATE "C" NOT NULL,
    country_name     text COLLATE "C" NOT NULL,
    city             text COLLATE "C" NOT NULL,
    as_number        bigint,
    as_organization  text COLLATE "C",
    name             text COLLATE "C"
);
COMMENT ON COLUMN host.name IS 'domain by which most of its flows addressed it';

-- The overview of a complete job, as it is answered.
CREATE TABLE overview (
    job_id  bigint PRIMARY KEY,
    body    text NOT NULL
);

-- What is stored is taken over as if it had just come: complete jobs are folded anew, and say so again.
DO $$
DECLARE
    taken bigint;
BEGIN
    FOR taken IN SELECT job_id FROM job WHERE attempt > 0 AND state <> 'ENDED' ORDER BY job_id LOOP
        EXECUTE format('CREATE TABLE incoming_flow_%s () INHERITS (incoming_flow)', taken);
        EXECUTE format('INSERT INTO incoming_flow_%1$s SELECT ordinal, scope, start_nanos, end_nanos, packets_forward, bytes_forward, payload_forward, packets_backward, bytes_backward, payload_backward,
                            client_port, server_port, tcp_flags_forward, tcp_flags_backward, 0, confidence, traffic_class_confidence, protocol, end_reason, client_ip, server_ip, label, label_group, method,
                            comment, application_protocol, traffic_class, domain, user_agent FROM flow_of_all WHERE job_id = %1$s', taken);
        EXECUTE format('CREATE TABLE incoming_member_%s () INHERITS (incoming_member)', taken);
        EXECUTE format('INSERT INTO incoming_member_%1$s SELECT ordinal, session FROM session_flow_of_all WHERE job_id = %1$s', taken);
        EXECUTE format('CREATE TABLE flow_%s () INHERITS (flow)', taken);
        EXECUTE format('CREATE TABLE host_%s () INHERITS (host)', taken);
        EXECUTE format('CREATE TABLE session_%s () INHERITS (session)', taken);
        EXECUTE format('INSERT INTO session_%1$s SELECT session, start_nanos, end_nanos, packets_forward, packets_backward, bytes_forward, bytes_backward, flows, NULL, client_ip, features, NULL, NULL
                            FROM session_of_all WHERE job_id = %1$s', taken);
        EXECUTE format('CREATE TABLE session_link_%s () INHERITS (session_link)', taken);
        EXECUTE format('INSERT INTO session_link_%1$s SELECT session, to_ordinal, from_ordinal, kind, evidence FROM session_link_of_all WHERE job_id = %1$s', taken);
    END LOOP;
END $$;
DELETE FROM aggregate;
UPDATE job SET state = 'STORING' WHERE state = 'COMPLETE';
UPDATE job SET swept = true WHERE state = 'ENDED';
DELETE FROM batch USING job WHERE job.job_id = batch.job_id AND job.swept;

DROP TABLE flow_of_all, session_of_all, session_flow_of_all, session_link_of_all;
