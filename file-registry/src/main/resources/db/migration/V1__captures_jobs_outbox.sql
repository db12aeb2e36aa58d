create table capture (
    id            bigint generated always as identity primary key,
    name          text collate "C" not null,
    etag          text not null,
    size_bytes    bigint not null,
    listed        boolean not null,
    noticed_at    timestamptz not null,
    times_due     timestamptz,
    times_by_scan boolean not null,
    first_nanos   bigint not null,
    last_nanos    bigint not null,
    problem       text,
    unique (name, etag)
);
comment on column capture.listed is 'the bucket has this version now';
comment on column capture.times_due is 'when to (re)try reading the packet times; null once they were read';
comment on column capture.times_by_scan is 'its ends do not tell the times: it is read whole';
create unique index capture_listed on capture (name) where listed;
create index capture_times_due on capture (times_by_scan, times_due) where listed and times_due is not null;

create table job (
    id             bigint generated always as identity primary key,
    capture_id     bigint not null references capture,
    state          text not null check (state in ('in_progress', 'finished', 'failed')),
    phase          text not null check (phase in ('waiting', 'extracting', 'storing', 'done')),
    options        jsonb not null,
    options_digest text not null,
    pins           jsonb not null,
    attempt        integer not null,
    owner          text,
    lease_until    timestamptz,
    requested_at   timestamptz not null,
    started_at     timestamptz not null,
    progressed_at  timestamptz not null,
    finished_at    timestamptz,
    message        text,
    bytes_read     bigint not null,
    packets        bigint not null,
    flows_begun    bigint not null,
    flows_stored   bigint not null,
    batches_stored integer not null,
    flows          bigint,
    completion     jsonb
);
comment on column job.pins is 'what the answer depends on: capture, options, engine version once known';
comment on column job.options_digest is 'SHA-256 of the canonical JSON of the options';
comment on column job.requested_at is 'when an extractor was last asked for this attempt';
create unique index job_running on job (capture_id, options_digest) where state = 'in_progress';
create index job_newest on job (capture_id, id);
create index job_phase on job (phase, id) where state = 'in_progress';

create table outbox (
    id         bigint generated always as identity primary key,
    topic      text not null,
    key        text not null,
    value      bytea not null,
    created_at timestamptz not null
);
