#include "programme/issue.h"

#include "base/language.h"
#include "ledger/moment.h"
#include "store/query.h"

static const struct error *insert_row(struct journal *journal, const struct issue *issue, int64_t position)
{
    struct query *insert SCOPED_QUERY = NULL;
    TRY(query_open(journal->store,
                   "INSERT INTO issue (position, day, entries, year, masked, as_of, template, version, file_name, bytes, sha256) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                   &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, journal->event.day.number);
    query_bind_integer(insert, 3, issue->entries);
    if (issue->year == 0) {
        query_bind_null(insert, 4);
    } else {
        query_bind_integer(insert, 4, issue->year);
    }
    query_bind_integer(insert, 5, issue->masked);
    if (day_is_none(issue->as_of)) {
        query_bind_null(insert, 6);
    } else {
        query_bind_integer(insert, 6, issue->as_of.number);
    }
    query_bind_bytes(insert, 7, issue->template.bytes, DIGEST_BYTES);
    query_bind_text(insert, 8, text_of(issue->version));
    query_bind_text(insert, 9, text_of(issue->file_name));
    query_bind_integer(insert, 10, issue->bytes);
    query_bind_bytes(insert, 11, issue->sha256.bytes, DIGEST_BYTES);
    return query_run(insert);
}

static void add_sample(struct journal *journal, const struct issue_sample *sample)
{
    if (sample->size == 0) {
        return;
    }
    entry_add_integer(journal, "sample", sample->size);
    entry_add(journal, "sample-method", text_of(sample_method_name(sample->method)));
    entry_add(journal, "sample-of", text_of(account_name(sample->of)));
    entry_add(journal, "sample-seed", text_of(sample->seed));
}

const struct error *issue_record(struct journal *journal, const struct issue *issue, int64_t *position_out)
{
    struct buffer year SCOPED_BUFFER = { 0 };
    int64_t position;
    CHECK(issue->file_name[0] != '\0' && issue->version[0] != '\0' && issue->bytes > 0);
    TRY(moment_check(journal->store, issue->entries));
    if (issue->year == 0) {
        buffer_add_byte(&year, '-');
    } else {
        buffer_add_integer(&year, issue->year);
    }
    entry_begin(journal, "issue");
    entry_add_integer(journal, "entries", issue->entries);
    entry_add(journal, "year", buffer_text(&year));
    entry_add_integer(journal, "masked", issue->masked);
    entry_add_day(journal, "as-of", issue->as_of);
    entry_add_digest(journal, "template", &issue->template);
    entry_add(journal, "version", text_of(issue->version));
    entry_add(journal, "file", text_of(issue->file_name));
    entry_add_integer(journal, "bytes", issue->bytes);
    entry_add_digest(journal, "sha256", &issue->sha256);
    add_sample(journal, &issue->sample);
    TRY(journal_append(journal, &position));
    TRY(insert_row(journal, issue, position));
    *position_out = position;
    return NULL;
}

static void copy_text(char *to, size_t size, struct text from)
{
    struct text cut = text_cut(from, size - 1);
    memcpy(to, cut.bytes == NULL ? "" : cut.bytes, cut.length);
    to[cut.length] = '\0';
}

bool issue_sample_parse(int64_t size, struct text method, struct text of, struct text seed, struct issue_sample *out)
{
    struct issue_sample sample = { .size = size };
    if (size < 1 || size > SAMPLE_SIZE_MAX || !sample_method_parse(method, &sample.method) || !account_parse(of, &sample.of) || !sample_may_be_of(sample.of) || seed.length == 0 ||
        seed.length > SAMPLE_SEED_MAX) {
        return false;
    }
    copy_text(sample.seed, sizeof(sample.seed), seed);
    *out = sample;
    return true;
}

struct sample_request issue_sample_request(const struct issue_sample *sample)
{
    return (struct sample_request){ .method = sample->method, .size = sample->size, .seed = text_of(sample->seed), .of = sample->of };
}

/* All four lines or none. */
static bool take_sample(struct text entry, struct issue_sample *out)
{
    struct text method;
    struct text of;
    struct text seed;
    int64_t size;
    bool has_size = entry_get_integer(entry, "sample", &size);
    bool has_method = entry_get(entry, "sample-method", &method);
    bool has_of = entry_get(entry, "sample-of", &of);
    bool has_seed = entry_get(entry, "sample-seed", &seed);
    *out = (struct issue_sample){ .size = 0 };
    if (has_size && has_method && has_of && has_seed) {
        return issue_sample_parse(size, method, of, seed, out);
    }
    return !has_size && !has_method && !has_of && !has_seed;
}

static bool take_row(struct query *row, struct issued *out)
{
    struct issue *issue = &out->issue;
    struct text value;
    out->position = query_integer(row, 0);
    out->day = (struct day){ (int32_t)query_integer(row, 1) };
    issue->entries = query_integer(row, 2);
    issue->year = (int)query_integer(row, 3);
    issue->masked = query_integer(row, 4) != 0;
    issue->as_of = query_is_null(row, 5) ? DAY_NONE : (struct day){ (int32_t)query_integer(row, 5) };
    copy_text(issue->version, sizeof(issue->version), query_text(row, 7));
    copy_text(issue->file_name, sizeof(issue->file_name), query_text(row, 8));
    issue->bytes = query_integer(row, 9);
    out->times = query_integer(row, 10);
    if (!digest_from(query_bytes(row, 6), &issue->template) || !take_sample(query_text(row, 11), &issue->sample) || !entry_get(query_text(row, 11), "at", &value)) {
        return false;
    }
    copy_text(out->at, sizeof(out->at), value);
    if (!entry_get(query_text(row, 11), "officer", &value)) {
        return false;
    }
    copy_text(out->officer, sizeof(out->officer), value);
    return true;
}

const struct error *issue_find(struct store *store, const struct digest *sha256, struct issued *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct issued){ .issue.sha256 = *sha256 };
    TRY(query_open(store,
                   "SELECT i.position, i.day, i.entries, coalesce(i.year, 0), i.masked, i.as_of, i.template, i.version, i.file_name, i.bytes, "
                   "(SELECT count(*) FROM main.issue WHERE sha256 = ?1), j.text FROM main.issue AS i JOIN main.journal AS j ON j.position = i.position "
                   "WHERE i.sha256 = ?1 ORDER BY i.position LIMIT 1",
                   &query));
    query_bind_bytes(query, 1, sha256->bytes, DIGEST_BYTES);
    TRY(query_step(query, &row));
    return !row || take_row(query, out) ? NULL : error_new(ERROR_UNVERIFIED, _("entry %lld cannot be read; run `dumisake verify`"), (long long)out->position);
}

const struct error *issue_verify(struct store *store, int64_t position, struct text entry)
{
    struct issue_sample sample;
    int64_t entries;
    if (!take_sample(entry, &sample)) {
        return error_new(ERROR_UNVERIFIED, _("journal entry %lld issues a workbook with a sample that cannot be drawn"), (long long)position);
    }
    bool sound = entry_get_integer(entry, "entries", &entries) && entries <= position && moment_check(store, entries) == NULL;
    return sound ? NULL : error_new(ERROR_UNVERIFIED, _("journal entry %lld issues a workbook of a ledger that there never was"), (long long)position);
}
