"""Schemas that somebody planted in a ledger file, by name: SQL, or a function of the connection. Each is one that no command may run anything of."""
import sqlite3, struct

CANARIES = ("canary.txt", "canary.db")
TYPES = ("table", "index", "trigger", "view")


def edit(name, old, new):
    """A text of the schema, changed in place."""
    def change(books):
        sql = books.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
        assert old in sql, (name, old)
        books.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (sql.replace(old, new, 1), name))
    return change


def row(type, name, table, sql, root=0):
    return lambda books: books.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", (type, name, table, root, sql))


def many(books):
    books.executemany("INSERT INTO sqlite_schema VALUES ('view', ?, ?, 0, ?)", ((f"v{n}", f"v{n}", f"CREATE VIEW v{n} AS SELECT {n}") for n in range(100000)))


ENDLESS = "WITH RECURSIVE c (x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM c) "
NOT_A_LEDGER = []


def not_a_ledger(sql):
    NOT_A_LEDGER.append(sql)
    return sql


ATTACKS = {
    "another number in a view": edit("money", "b.amount", "b.amount / 2 AS amount"),
    "a view with the name of a table": "ALTER TABLE balance RENAME TO b2; CREATE VIEW balance AS SELECT year, account_id, amount * 2 AS amount FROM b2",
    "an endless view": edit("recipient", "SELECT", ENDLESS + "SELECT x AS payout_id, 2024 AS year, 1 AS batch_id, 1 AS sequence, '' AS reference, 1 AS amount, 1 AS applicant_id FROM c UNION ALL SELECT"),
    "an endless table": "ALTER TABLE journal RENAME TO j2; CREATE VIEW journal AS " + ENDLESS + "SELECT x AS position, 'entry ' || x AS text, x'00' AS leaf FROM c",
    "a view more": "CREATE VIEW more AS SELECT 1",
    "a view less": "DROP VIEW recipient",
    "a trigger that changes accounts": "CREATE TRIGGER t AFTER INSERT ON journal BEGIN UPDATE applicant SET no_rekening = '666'; END",
    "a trigger named as SQLite's own indexes": row("trigger", "sqlite_autoindex_balance_9", "journal",
                                                   "CREATE TRIGGER sqlite_autoindex_balance_9 AFTER INSERT ON journal BEGIN UPDATE applicant SET no_rekening = '666'; END"),
    "a trigger that stops everything": "CREATE TRIGGER t BEFORE INSERT ON journal BEGIN SELECT raise(IGNORE); END",
    "a trigger that loads a library": "CREATE TRIGGER t AFTER INSERT ON journal BEGIN SELECT load_extension('/tmp/canary.so'); END",
    "a view that loads a library": edit("decision_now", "SELECT", "SELECT load_extension('/tmp/canary.so'), "),
    "a view that writes a file": edit("line_batch", "SELECT", "SELECT writefile('canary.txt', 'x'), "),
    "a view over a new database": edit("given_back", "FROM deposit", "FROM (SELECT * FROM pragma_wal_checkpoint) , deposit"),
    "a trigger of which one word changed": edit("journal_no_update", "ABORT", "IGNORE"),
    "a trigger less": "DROP TRIGGER journal_no_delete",
    "an index less": "DROP INDEX payout_one_live",
    "an index over a part": edit("amendment_erased", "WHERE", "WHERE 0 AND"),
    "an index that is no longer unique": edit("payout_one_live", "UNIQUE ", ""),
    "a line break that becomes a blank": edit("issue", "without folders\n", "without folders "),
    "a text that ends earlier for SQLite": edit("journal_no_update", "BEGIN", "WHEN 0 BEGIN SELECT 1; END;\0 BEGIN"),
    "a CHECK less": edit("issue", " CHECK (bytes > 0)", ""),
    "a table that is no longer strict": edit("balance", " STRICT", ""),
    "a table without row ids": edit("issue", ") STRICT", ") STRICT, WITHOUT ROWID"),
    "a generated column": edit("issue", "day INTEGER NOT NULL", "day INTEGER AS (position) NOT NULL"),
    "a column more": "ALTER TABLE approval ADD COLUMN more TEXT DEFAULT 'x'",
    "a table more": "CREATE TABLE more (x)",
    "a full-text table": "CREATE VIRTUAL TABLE search USING fts5(x)",
    "a table that is a virtual one": "ALTER TABLE region RENAME TO r2; CREATE VIRTUAL TABLE region USING fts5(code, name)",
    "a module that nobody has": row("table", "nobody", "nobody", "CREATE VIRTUAL TABLE nobody USING no_such_module(x)"),
    "the table that is the program's own": row("table", "taken", "taken", "CREATE VIRTUAL TABLE taken USING given(x)"),
    "statistics": "ANALYZE",
    "poisoned statistics": "ANALYZE; INSERT INTO sqlite_stat1 VALUES ('payout', 'payout_one_live', '9223372036854775807 0 -1 unordered sz=0'), (NULL, NULL, x'00FF'), ('journal', NULL, '1 1 1 1 1 1 1 1 1 1')",
    "a hundred thousand views": many,
    "a view a thousand deep": "CREATE VIEW d0 AS SELECT 1 AS x; " + "; ".join(f"CREATE VIEW d{n + 1} AS SELECT x FROM d{n} UNION ALL SELECT x FROM d{n}" for n in range(400)),
    "a text of a million brackets": row("view", "brackets", "brackets", "CREATE VIEW brackets AS SELECT " + "(" * 900000 + "1" + ")" * 900000),
    "a default that calls a function": edit("issue", "bytes INTEGER NOT NULL", "bytes INTEGER NOT NULL DEFAULT (load_extension('x'))"),
    "no text": "UPDATE sqlite_schema SET sql = NULL WHERE name = 'money'",
    "a number for a text": "UPDATE sqlite_schema SET sql = 17 WHERE name = 'money'",
    "no name": "UPDATE sqlite_schema SET name = NULL WHERE name = 'money'",
    "a name that clears the screen": 'CREATE VIEW "\x1b[2J\x1b]0;x\x07" AS SELECT 1',
    "a name of a megabyte": f'CREATE VIEW "{"x" * 1000000}" AS SELECT 1',
    "another page for a table": "UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'balance'",
    "a page that is not there": "UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'journal'",
    "a page below zero": "UPDATE sqlite_schema SET rootpage = -5 WHERE name = 'journal'",
    "the schema twice": "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema",
    "no schema": "DELETE FROM sqlite_schema",
    "an older format": "PRAGMA user_version = 16",
    "the first format": "PRAGMA user_version = 1",
    "no format": "PRAGMA user_version = 0",
    "a format below zero": "PRAGMA user_version = -1",
    "a newer format": not_a_ledger("PRAGMA user_version = 2147483647"),
    "another program's": not_a_ledger("PRAGMA application_id = 1"),
    "nobody's": not_a_ledger("PRAGMA application_id = 0"),
}


def plant(path, change):
    books = sqlite3.connect(path, isolation_level=None)
    books.execute("PRAGMA writable_schema = ON")
    books.execute("BEGIN")
    if callable(change):
        change(books)
    else:
        for statement in change.split("; " if "TRIGGER" not in change else ";; "):
            books.execute(statement)
    books.execute("COMMIT")
    version = books.execute("PRAGMA schema_version").fetchone()[0]
    books.execute(f"PRAGMA schema_version = {version + 1}")
    books.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    books.close()


def is_ledger(path):
    """By its header: what may be told as "no ledger" (status 1) is not one for SQLite either, or of another program or a newer one."""
    with open(path, "rb") as file:
        header = file.read(100)
    version, application = struct.unpack(">i", header[60:64])[0], struct.unpack(">i", header[68:72])[0]
    return application == 0x44554D49 and version < 1000


def journal_that_names(path, victim):
    """A rollback journal without a page that names a file as the one that ties several databases together; SQLite deletes that file."""
    with open(path, "rb") as file:
        pages = len(file.read()) // 8192
    name, magic = victim.encode(), bytes.fromhex("d9d505f920a163d7")
    header = magic + struct.pack(">IIIII", 0, 0, pages, 512, 8192)
    with open(path + "-journal", "wb") as file:
        file.write(header + bytes(512 - len(header)) + struct.pack(">I", 0x40000000 // 8192 + 1) + name + struct.pack(">II", len(name), sum(name)) + magic)
