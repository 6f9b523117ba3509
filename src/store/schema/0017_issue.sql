-- Workbooks that were handed out, so that a file that comes back can be told from one that did not come from here.

CREATE TABLE issue (               -- projection: a workbook that was handed out
    position INTEGER PRIMARY KEY REFERENCES journal (position),
    day INTEGER NOT NULL,          -- effective day
    entries INTEGER NOT NULL CHECK (entries BETWEEN 1 AND position), -- of the journal, that it shows
    year INTEGER,                  -- NULL: all years
    masked INTEGER NOT NULL CHECK (masked IN (0, 1)), -- 1: the edition for everybody's eyes
    as_of INTEGER,                 -- day that it is dated by; NULL: that of its last entry
    template BLOB NOT NULL CHECK (length(template) = 32), -- SHA-256 of its layout
    version TEXT NOT NULL,         -- of the program that made it
    file_name TEXT NOT NULL,       -- without folders
    bytes INTEGER NOT NULL CHECK (bytes > 0),
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32) -- of its bytes
) STRICT;
CREATE INDEX issue_sha256 ON issue (sha256);

CREATE TRIGGER issue_no_update BEFORE UPDATE ON issue BEGIN SELECT raise(ABORT, 'issue is append-only'); END;
CREATE TRIGGER issue_no_delete BEFORE DELETE ON issue BEGIN SELECT raise(ABORT, 'issue is append-only'); END;
