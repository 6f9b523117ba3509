#include "input_digest.h"

#include "base/language.h"
#include "grants_then.h"
#include "programme/bar.h"
#include "store/query.h"

void input_digest_begin(struct input_digest *input)
{
    *input = (struct input_digest){ .rows = hasher_new() };
}

void input_digest_free(struct input_digest *input)
{
    hasher_free(input->rows);
    input->rows = NULL;
}

static void flush(struct input_digest *input)
{
    hasher_add(input->rows, (struct text){ (const char *)input->waiting, input->count * DIGEST_BYTES });
    input->count = 0;
}

const struct error *input_digest_row(struct input_digest *input, struct text commitment)
{
    if (commitment.length != DIGEST_BYTES) {
        return error_new(ERROR_UNVERIFIED, _("table applicant: a row has no commitment; run `dumisake verify`"));
    }
    memcpy(input->waiting + input->count * DIGEST_BYTES, commitment.bytes, DIGEST_BYTES);
    input->applicants += 1;
    input->count += 1;
    if (input->count == INPUT_ROWS_AT_ONCE) {
        flush(input);
    }
    return NULL;
}

static void add_hex(struct buffer *line, struct text bytes)
{
    buffer_add_byte(line, ' ');
    buffer_add_hex(line, (const uint8_t *)bytes.bytes, bytes.length);
}

/* CROSS JOIN: the few are asked first, not everybody of the year. A kind of line: integers from the first columns of the statement, then what the last one has. */
struct part {
    const char *sql; /* ?1 year, ?2 before */
    const char *word;
    int integers;
    bool digest; /* the column behind them, in hexadecimal digits */
    bool text;   /* the last column, as it is */
};

static const struct error *add_part(struct store *store, const struct part *part, int year, int64_t before, struct hasher *hasher)
{
    struct query *query SCOPED_QUERY = NULL;
    struct buffer line SCOPED_BUFFER = { 0 };
    bool row;
    TRY(query_open(store, part->sql, &query));
    query_bind_integer(query, 1, year);
    if (query_parameters(query) > 1) {
        query_bind_integer(query, 2, before);
    }
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        buffer_clear(&line);
        buffer_add_string(&line, part->word);
        for (int i = 0; i < part->integers; i++) {
            buffer_format(&line, " %lld", (long long)query_integer(query, i));
        }
        if (part->digest) {
            add_hex(&line, query_bytes(query, part->integers));
        }
        if (part->text) {
            buffer_add_byte(&line, ' ');
            buffer_add(&line, query_text(query, part->integers + (part->digest ? 1 : 0)));
        }
        buffer_add_byte(&line, '\n');
        hasher_add(hasher, buffer_text(&line));
    }
}

/* Payouts of earlier years, with the version of the applicant that stood then. The first looks at what is, which is
 * faster when it is asked about now. */
static const struct part grants_now = { "SELECT p.id, p.amount, a.commitment FROM payout AS p CROSS JOIN applicant AS a ON a.id = p.applicant_id "
                                        "WHERE p.year < ?1 AND p.account_id IN (2, 3, 4) ORDER BY p.id",
                                        "grant", 2, true, false };
static const struct part grants_then = {
    "SELECT p.id, p.amount, " VERSION_THEN("commitment") " FROM " GRANTS_THEN " ORDER BY p.id",
    "grant", 2, true, false
};
static const struct part others[] = {
    { "SELECT position, digest, name FROM exclusion_list WHERE year = ?1 AND position < ?2 ORDER BY position", "list", 1, true, true },
    { "SELECT w.position, w.applicant_id FROM withdrawal AS w CROSS JOIN applicant AS a ON a.id = w.applicant_id WHERE a.year = ?1 AND w.position < ?2 ORDER BY w.position",
      "withdrawal", 2, false, false },
    /* Those that stand, as in reviews_load. */
    { "SELECT v.position, v.applicant_id, v.verdict FROM review AS v CROSS JOIN applicant AS a ON a.id = v.applicant_id WHERE a.year = ?1 AND v.position = "
      "(SELECT max(l.position) FROM review AS l WHERE l.applicant_id = v.applicant_id AND l.position < ?2) "
      "AND (v.verdict <> 1 OR NOT EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = v.applicant_id AND m.position > v.position "
      "AND m.position < ?2 AND m.account_file IS NULL)) ORDER BY v.position",
      "review", 3, false, false },
    /* Relatives of people who were erased: whose grants count for a family without their names. */
    { "SELECT position, kin_digest FROM erasure WHERE year <= ?1 AND kin > 0 AND position < ?2 ORDER BY position", "erasure", 1, true, false },
};

const struct error *input_digest_finish(struct input_digest *input, struct store *store, const struct programme *programme, int64_t before, struct digest *out)
{
    struct hasher *hasher SCOPED_HASHER = hasher_new();
    struct buffer head SCOPED_BUFFER = { 0 };
    struct digest rows;
    flush(input);
    hasher_finish(input->rows, &rows);
    buffer_format(&head, "year %d\nrules", programme->year);
    add_hex(&head, digest_text(&programme->sha256));
    buffer_format(&head, "\napplicants %lld", (long long)input->applicants);
    add_hex(&head, digest_text(&rows));
    buffer_add_byte(&head, '\n');
    hasher_add(hasher, buffer_text(&head));
    TRY(add_part(store, before == LEDGER_NOW ? &grants_now : &grants_then, programme->year, before, hasher));
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        TRY(add_part(store, &others[i], programme->year, before, hasher));
    }
    hasher_finish(hasher, out);
    return NULL;
}

bool input_digest_of_entry(struct text entry, struct digest *out)
{
    return entry_get_digest(entry, INPUT_DIGEST_KEY, out);
}
