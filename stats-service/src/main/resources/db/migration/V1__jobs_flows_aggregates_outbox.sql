CREATE TABLE job (
    job_id             bigint PRIMARY KEY,
    attempt            integer NOT NULL,
    state              text NOT NULL CHECK (state IN ('STORING', 'COMPLETE', 'FAILED', 'ENDED')),
    labeller_digest    text,
    extracted_batches  integer,
    extracted_flows    bigint,
    extracted_packets  bigint,
    swept              boolean NOT NULL DEFAULT false
);
COMMENT ON COLUMN job.swept IS 'an ended job whose rows are all deleted; its own row stays so that late batches are passed over';
CREATE INDEX job_storing ON job (job_id) WHERE state = 'STORING';
CREATE INDEX job_unswept ON job (job_id) WHERE state = 'ENDED' AND NOT swept;

CREATE TABLE batch (
    job_id   bigint NOT NULL,
    attempt  integer NOT NULL,
    batch    integer NOT NULL,
    flows    bigint NOT NULL,
    packets  bigint NOT NULL,
    PRIMARY KEY (job_id, attempt, batch)
);

CREATE TABLE flow (
    job_id                    bigint NOT NULL,
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
    user_agent                text COLLATE "C",
    PRIMARY KEY (job_id, ordinal)
) PARTITION BY HASH (job_id);

DO $$
BEGIN
    FOR remainder IN 0..15 LOOP
        EXECUTE format('CREATE TABLE flow_%s PARTITION OF flow FOR VALUES WITH (MODULUS 16, REMAINDER %s)', remainder, remainder);
    END LOOP;
END $$;

CREATE INDEX flow_label ON flow (job_id, label, ordinal);
CREATE INDEX flow_client ON flow (job_id, client_ip);
CREATE INDEX flow_server ON flow (job_id, server_ip);

CREATE TABLE aggregate (
    job_id  bigint NOT NULL,
    title   text COLLATE "C" NOT NULL,
    rank    integer NOT NULL,
    label   text COLLATE "C" NOT NULL,
    flows   bigint NOT NULL,
    PRIMARY KEY (job_id, title, rank)
);

CREATE TABLE outbox (
    event_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id    bigint NOT NULL,
    event     bytea NOT NULL
);

-- Names as in IANA's registry of protocol numbers, in lower case.
CREATE FUNCTION transport_name(protocol smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE protocol
        WHEN 1 THEN 'icmp'
        WHEN 2 THEN 'igmp'
        WHEN 4 THEN 'ipv4'
        WHEN 6 THEN 'tcp'
        WHEN 17 THEN 'udp'
        WHEN 33 THEN 'dccp'
        WHEN 41 THEN 'ipv6'
        WHEN 46 THEN 'rsvp'
        WHEN 47 THEN 'gre'
        WHEN 50 THEN 'esp'
        WHEN 51 THEN 'ah'
        WHEN 58 THEN 'icmpv6'
        WHEN 88 THEN 'eigrp'
        WHEN 89 THEN 'ospf'
        WHEN 103 THEN 'pim'
        WHEN 112 THEN 'vrrp'
        WHEN 115 THEN 'l2tp'
        WHEN 132 THEN 'sctp'
        WHEN 136 THEN 'udplite'
        ELSE 'ip-' || protocol
    END;

-- DCCP, SCTP and UDP-Lite have ports like TCP and UDP; of every other protocol port 0 means "has none".
CREATE FUNCTION has_ports(protocol smallint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN protocol IN (6, 17, 33, 132, 136);
