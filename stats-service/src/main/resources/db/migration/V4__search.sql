-- As libs/vocabulary names the end reasons of IPFIX.
CREATE FUNCTION end_reason_name(end_reason smallint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE end_reason WHEN 1 THEN 'idle' WHEN 2 THEN 'active' WHEN 3 THEN 'end' WHEN 4 THEN 'forced' WHEN 5 THEN 'resources' END;

CREATE INDEX flow_start ON flow (job_id, start_nanos, ordinal);
CREATE INDEX flow_duration ON flow (job_id, (end_nanos - start_nanos), ordinal);
CREATE INDEX flow_bytes ON flow (job_id, (bytes_forward + bytes_backward), ordinal);
CREATE INDEX flow_packets ON flow (job_id, (packets_forward + packets_backward), ordinal);
