alter table capture add column sha256 text;
alter table capture add column announced_sha256 text;
alter table capture add column digest_due timestamptz;
update capture set digest_due = noticed_at where listed;
comment on column capture.sha256 is 'of its bytes, hexadecimal; null until it was read whole';
comment on column capture.announced_sha256 is 'what its upload said that it would be';
comment on column capture.digest_due is 'when to (re)try reading it whole for its SHA-256; null once it was read';
create index capture_digest_due on capture (digest_due) where listed and digest_due is not null;
create index capture_sha256 on capture (sha256) where listed;

create table removal (
    id         bigint generated always as identity primary key,
    name       text collate "C",
    etag       text,
    job_id     bigint,
    created_at timestamptz not null,
    done_at    timestamptz,
    check ((name is null) = (etag is null) and (name is null) <> (job_id is null))
);
comment on table removal is 'objects that are to go, or have gone lately: a version of a capture, or all that is stored of a job';
create index removal_pending on removal (id) where done_at is null;
create index removal_name on removal (name);

create table upload (
    id         text primary key,
    name       text collate "C" not null,
    store_id   text not null,
    size_bytes bigint not null,
    part_bytes bigint not null,
    sha256     text,
    replace    boolean not null,
    expires_at timestamptz not null
);
comment on table upload is 'uploads that clients send part by part to the object store';
comment on column upload.store_id is 'by which the store knows it';
create index upload_expires on upload (expires_at);

create index job_source on job (source_id) where source_id is not null;
