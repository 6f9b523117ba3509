"""Journals that somebody wrote anew who knows all of docs/ledger.md: the hashes, the roots inside entries and the tree heads fit each time."""
import hashlib, re, sqlite3


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def frontier(leaves):
    roots = []
    for number, leaf in enumerate(leaves):
        while number & 1:
            leaf, number = sha256(b"\1", roots.pop(), leaf), number >> 1
        roots.append(leaf)
    return roots


def root(leaves):
    roots = frontier(leaves)
    if not roots:
        return sha256()
    top = roots.pop()
    while roots:
        top = sha256(b"\1", roots.pop(), top)
    return top


def rewrite(path, change, tables=(), moved=None):
    """`change` gets the list of the entries' texts; then all is numbered, hashed and rooted again. `tables` are statements that make other tables
    agree; `moved` is the first position behind which the heads lie so much further (a number of entries, negative when some are gone)."""
    books = sqlite3.connect(path)
    triggers = books.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        books.execute(f"DROP TRIGGER {name}")
    texts = [text for text, in books.execute("SELECT text FROM journal ORDER BY position")]
    sizes = [size for size, in books.execute("SELECT size FROM tree_head ORDER BY size")]
    change(texts)
    leaves = []
    for position, text in enumerate(texts):
        text = re.sub(r"\Aentry \d+", f"entry {position}", text)
        text = re.sub(r"^previous-root .*$", f"previous-root {root(leaves).hex()}", text, flags=re.M)
        texts[position] = text
        leaves.append(sha256(b"\0", text.encode()))
    books.execute("DELETE FROM journal")
    books.executemany("INSERT INTO journal VALUES (?, ?, ?)", ((position, text, leaves[position]) for position, text in enumerate(texts)))
    first, by = moved or (0, 0)
    books.execute("DELETE FROM tree_head")
    for size in sorted({size + (by if size > first else 0) for size in sizes}):
        if 0 < size <= len(leaves):
            books.execute("INSERT INTO tree_head VALUES (?, ?, ?)", (size, root(leaves[:size]), b"".join(frontier(leaves[:size]))))
    for statement in tables:
        books.execute(statement)
    for _, sql in triggers:
        books.execute(sql)
    books.commit()
    books.close()


def find(texts, type, number=0):
    return [position for position, text in enumerate(texts) if text.split("\n")[1] == f"type {type}"][number]


def replaced(type, old, new, *tables):
    """A word of an entry, with the table behind it: nothing in the file tells."""
    def change(texts):
        position = next(position for position, text in enumerate(texts) if f"\ntype {type}\n" in text and old in text)
        texts[position] = texts[position].replace(old, new)
    return lambda path: rewrite(path, change, tables)


def removed(type):
    def attack(path):
        gone = []

        def change(texts):
            gone.append(find(texts, type))
            del texts[gone[0]]
        rewrite(path, change, moved=(0, 0))
    return attack


def inserted(path):
    def change(texts):
        texts.insert(find(texts, "settlement"), texts[find(texts, "settlement")])
    rewrite(path, change, moved=(0, 1))


def exchanged(path):
    def change(texts):
        one, other = find(texts, "settlement"), find(texts, "settlement", 1)
        texts[one], texts[other] = texts[other], texts[one]
    rewrite(path, change)


def cut(path):
    """The last transaction, with its tables: as if it had never been."""
    books = sqlite3.connect(path)
    size = books.execute("SELECT size FROM tree_head ORDER BY size DESC LIMIT 1 OFFSET 1").fetchone()[0]
    books.close()

    def change(texts):
        assert all("type issue" in text for text in texts[size:]), texts[size:]
        del texts[size:]
    rewrite(path, change, [f"DELETE FROM issue WHERE position >= {size}"])


def older_day(path):
    rewrite(path, lambda texts: texts.__setitem__(-1, re.sub(r"\nat \d{4}", "\nat 2025", texts[-1])))


def another_key(path):
    """The key that signs checkpoints, replaced in the journal and in its table by one that the forger has."""
    key = "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    def change(texts):
        position = find(texts, "key")
        texts[position] = re.sub(r"(verifier .*\+[0-9a-f]{8}\+).*", lambda match: match[1] + key, texts[position])
    rewrite(path, change)


ATTACKS = {
    "an entry taken out of the middle": removed("refund"),
    "the last entry but one taken out": removed("review"),
    "an entry put in twice": inserted,
    "two entries exchanged": exchanged,
    "an amount, with a root that fits": replaced("refund", "amount 2000000", "amount 1000000"),
    "the last transaction cut off, with its tables": cut,
    "the clock of the last entry": older_day,
    "the slip of a deposit, with its table": replaced("deposit", "sts STS-1\n", "sts STS-7\n", "UPDATE deposit SET sts_number = 'STS-7' WHERE sts_number = 'STS-1'"),
    "the bank's reason, with its table": replaced("settlement", "reason rekening tutup", "reason rekening tutuq", "UPDATE settlement SET reason = 'rekening tutuq' WHERE reason = 'rekening tutup'"),
    "the key of the checkpoints": another_key,
}


def lines_exchanged(path, type, line, tables):
    """A line of two entries of one type, the one's in the other."""
    def change(texts):
        one, other = find(texts, type), find(texts, type, 1)
        there = [re.search(rf"^{line} .*$", texts[position], flags=re.M)[0] for position in (one, other)]
        texts[one], texts[other] = texts[one].replace(there[0], there[1]), texts[other].replace(there[1], there[0])
    rewrite(path, change, tables)


def signatures_exchanged(path):
    lines_exchanged(path, "approval", "approval-signature", ["CREATE TEMP TABLE t AS SELECT batch_id, signature FROM approval",
                                                             "UPDATE approval SET signature = (SELECT t.signature FROM t WHERE t.batch_id = 3 - approval.batch_id)"])


def signatures_of_transactions_exchanged(path):
    lines_exchanged(path, "signature", "signature", [])


def officer_key_exchanged(path):
    """The keys of two officers, the one's under the other's name."""
    lines_exchanged(path, "officer", "key", ["CREATE TEMP TABLE k AS SELECT name, key FROM officer ORDER BY position LIMIT 2",
                                             "UPDATE officer SET key = key || '-' WHERE name IN (SELECT name FROM k)",
                                             "UPDATE officer SET key = (SELECT k.key FROM k WHERE k.name <> officer.name) WHERE name IN (SELECT name FROM k)"])


def unsigned(path):
    """The last transaction without its signature."""
    rewrite(path, lambda texts: texts.pop(), moved=(find_sizes(path)[-2], -1))


def find_sizes(path):
    books = sqlite3.connect(path)
    sizes = [size for size, in books.execute("SELECT size FROM tree_head ORDER BY size")]
    books.close()
    return sizes


# Of a ledger with officers, whom no forger can sign for: the file itself tells each time.
OFFICERS_ATTACKS = {
    "the signatures of two approvals exchanged": signatures_exchanged,
    "the signatures of two transactions exchanged": signatures_of_transactions_exchanged,
    "the keys of two officers exchanged": officer_key_exchanged,
    "the last transaction without its signature": unsigned,
    "the clock of the last entry": older_day,
    "the decree of an approval, with its table": replaced("approval", "sk 1/2024\n", "sk 7/2024\n", "UPDATE approval SET sk_number = '7/2024' WHERE sk_number = '1/2024'"),
}
