-- The schema as it is compared, every byte of it: a line break that becomes a blank takes the next line into a comment. ?1 = 0 leaves the views out.
SELECT type, name, tbl_name, sql FROM main.sqlite_schema
 WHERE ?1 IS NOT 0 OR type IS NOT 'view' OR sql NOT LIKE 'CREATE VIEW %'
 ORDER BY type, name;
