-- All questions are answered from the columns: rows of complete jobs go, and those of other jobs had none yet.
DO $$
DECLARE
    rows_of text;
BEGIN
    FOR rows_of IN SELECT tablename FROM pg_tables WHERE tablename ~ '^flow_[0-9]+$' LOOP
        EXECUTE format('DROP TABLE %I', rows_of);
    END LOOP;
END $$;
DROP TABLE flow;
DROP FUNCTION transport_name(smallint), has_ports(smallint);
