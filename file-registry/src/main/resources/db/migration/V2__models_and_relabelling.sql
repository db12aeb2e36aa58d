create table model (
    digest       text primary key,
    name         text not null,
    profile      text not null,
    manifest     jsonb not null,
    size_bytes   bigint not null,
    built_in     boolean not null,
    added_at     timestamptz not null,
    activated_at timestamptz
);
comment on column model.digest is 'SHA-256 over manifest and ONNX file, and the folder of both in the bucket of models';
comment on column model.built_in is 'it ships with a classifier';
comment on column model.activated_at is 'the model that was activated last labels new jobs; when none was, the newest built-in one';
create index model_name on model (name);

alter table job add column model_digest text;
alter table job add column source_id bigint references job;
comment on column job.model_digest is 'pinned when the job is made; null only while no model is known';
comment on column job.source_id is 'the job whose stored flows are labelled again; null for a job that reads its capture';
drop index job_running;
create unique index job_running on job (capture_id, options_digest, coalesce(model_digest, ''), coalesce(source_id, 0)) where state = 'in_progress';
create index job_model_running on job (model_digest) where state = 'in_progress';
comment on column job.pins is 'what the answer depends on: capture, options, model; engine version, catalogue and GeoIP edition once known';
