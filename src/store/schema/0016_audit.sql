-- What the audit tests (audit_views.sql) look up and no other table says: days off, and of each version of the rules the amounts, limits and
-- deadline that its text states.

CREATE TABLE holiday (             -- reference: days on which offices and banks are closed (data/holidays)
    day INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('libur', 'cuti-bersama')),
    name TEXT NOT NULL,
    source TEXT NOT NULL           -- decree
) STRICT;

CREATE TABLE programme_amount (    -- projection of programme_version.text: what a category pays
    programme_version_id INTEGER NOT NULL REFERENCES programme_version (id),
    category INTEGER NOT NULL REFERENCES category (id),
    tier TEXT NOT NULL,            -- code; '' when the category pays one amount
    amount INTEGER NOT NULL CHECK (amount > 0),
    PRIMARY KEY (programme_version_id, category, tier)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_limit (          -- projection of programme_version.text: a number or day of the application that a rule asks to lie in a span
    programme_version_id INTEGER NOT NULL REFERENCES programme_version (id),
    ordinal INTEGER NOT NULL CHECK (ordinal >= 1), -- of the rule
    field TEXT NOT NULL,           -- column of applicant
    category INTEGER NOT NULL REFERENCES category (id), -- whom the rule is for
    least INTEGER,                 -- both ends belong to it; NULL = no end
    most INTEGER,
    PRIMARY KEY (programme_version_id, ordinal, field, category),
    CHECK (least IS NOT NULL OR most IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE programme_deadline (  -- projection of programme_version.text: when the report of use is due; no row when it does not say
    programme_version_id INTEGER PRIMARY KEY REFERENCES programme_version (id),
    months INTEGER CHECK (months > 0), -- after the receipt; NULL = by the day
    day INTEGER,
    CHECK ((months IS NULL) <> (day IS NULL))
) STRICT;
