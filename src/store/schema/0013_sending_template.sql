-- The layout that a transfer file was written in. NULL in both: sent before format 13, whose entries name none.
ALTER TABLE sending ADD COLUMN template TEXT;        -- name of a built-in one, or of a file, which ends in .yaml
ALTER TABLE sending ADD COLUMN template_sha256 BLOB CHECK (iif(template IS NULL, template_sha256 IS NULL, length(template_sha256) IS 32)); -- of its text
