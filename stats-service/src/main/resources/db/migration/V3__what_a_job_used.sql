ALTER TABLE job ADD COLUMN model_digest text;
ALTER TABLE job ADD COLUMN catalogue_digest text;
ALTER TABLE job ADD COLUMN geoip_digest text;
ALTER TABLE job ADD COLUMN geoip_edition text;
COMMENT ON COLUMN job.geoip_digest IS 'of the files by which the countries of the whole capture were folded; null without one';
