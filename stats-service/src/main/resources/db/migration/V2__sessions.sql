-- A session is known by the ordinal of its first flow. Its label follows from its flows' when the job is complete.
CREATE TABLE session (
    job_id            bigint NOT NULL,
    session           bigint NOT NULL,
    client_ip         inet NOT NULL,
    start_nanos       bigint NOT NULL,
    end_nanos         bigint NOT NULL,
    flows             integer NOT NULL,
    packets_forward   bigint NOT NULL,
    packets_backward  bigint NOT NULL,
    bytes_forward     bigint NOT NULL,
    bytes_backward    bigint NOT NULL,
    features          real[] NOT NULL,
    label             text COLLATE "C",
    label_group       text COLLATE "C",
    confidence        real,
    PRIMARY KEY (job_id, session)
);
COMMENT ON COLUMN session.features IS 'profile tractor-session-1, NaN for missing';

CREATE TABLE session_flow (
    job_id   bigint NOT NULL,
    ordinal  bigint NOT NULL,
    session  bigint NOT NULL,
    PRIMARY KEY (job_id, ordinal)
);
CREATE INDEX session_flow_session ON session_flow (job_id, session);

CREATE TABLE session_link (
    job_id        bigint NOT NULL,
    session       bigint NOT NULL,
    to_ordinal    bigint NOT NULL,
    from_ordinal  bigint NOT NULL,
    kind          smallint NOT NULL,
    evidence      text COLLATE "C" NOT NULL
);
CREATE INDEX session_link_session ON session_link (job_id, session);
COMMENT ON COLUMN session_link.kind IS 'LinkKind.wire of libs/vocabulary';
