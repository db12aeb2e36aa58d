-- What is wrong with a flow as it was captured. Jobs of before have none.
ALTER TABLE incoming_flow ADD COLUMN symptoms text COLLATE "C";
ALTER TABLE flow ADD COLUMN symptoms text COLLATE "C";
COMMENT ON COLUMN incoming_flow.symptoms IS 'labels of Symptom in libs/flow with blanks between, in their order';
COMMENT ON COLUMN flow.symptoms IS 'labels of Symptom in libs/flow with blanks between, in their order';
