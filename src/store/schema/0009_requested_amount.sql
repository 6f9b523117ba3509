-- The amount that an applicant asked for, where the category pays several: named in the category ("Milenial 20JT") or in a column
-- of its own. In rupiah; NULL: none is named.
ALTER TABLE applicant ADD COLUMN jumlah_diajukan INTEGER;
ALTER TABLE amendment ADD COLUMN jumlah_diajukan INTEGER;
