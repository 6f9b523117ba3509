#include "programme/review.h"

#include "base/language.h"
#include "base/memory.h"
#include "register_row.h"
#include "store/query.h"

_Static_assert(REVIEW_REASON_MAX == REASON_MAX, "a file gives a reason of the same length");

void review_free(struct review *review)
{
    buffer_free(&review->reason);
    *review = (struct review){ 0 };
}

const struct error *review_standing(struct store *store, int64_t applicant_id, struct review *out)
{
    struct review review SCOPED_REVIEW = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT position, verdict, day, reason FROM review_now WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, &row));
    if (row) {
        review.position = query_integer(query, 0);
        review.verdict = (enum review_verdict)query_integer(query, 1);
        review.day = (struct day){ (int32_t)query_integer(query, 2) };
        buffer_add(&review.reason, query_text(query, 3));
    }
    MEMORY_GIVE(out, review);
    return NULL;
}

/* What was typed, as it would be stored. */
static bool says_the_same(const struct review *standing, const struct review_order *order)
{
    struct buffer reason SCOPED_BUFFER = { 0 };
    buffer_add_printable(&reason, text_trim(order->reason), REASON_MAX);
    return standing->verdict == order->verdict && text_equal(buffer_text(&reason), buffer_text(&standing->reason));
}

static enum review_result weigh(const struct review *standing, const struct standing_applicant *applicant, const struct review_order *order)
{
    if (says_the_same(standing, order)) {
        return REVIEW_UNCHANGED;
    }
    return order->verdict != REVIEW_ACCEPTED && applicant->account > ACCOUNT_KOMITMEN ? REVIEW_SENT : REVIEW_NEW;
}

const struct error *review_weigh(struct store *store, const struct standing_applicant *applicant, const struct review_order *order,
                                 enum review_result *out)
{
    struct review standing SCOPED_REVIEW = { 0 };
    TRY(review_standing(store, applicant->applicant.id, &standing));
    *out = weigh(&standing, applicant, order);
    return NULL;
}

static const struct error *refuse(const struct standing_applicant *applicant)
{
    return error_new(ERROR_REFUSED, _("the person's money was sent with batch %lld (now: %s); who was sent money is only accepted"), (long long)applicant->batch,
                     account_name(applicant->account));
}

static const struct error *record(struct journal *journal, const struct standing_applicant *applicant, const struct review_order *order,
                                  const struct reason *reason, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    entry_begin(journal, "review");
    entry_add_integer(journal, "year", applicant->applicant.year);
    entry_add_integer(journal, "applicant", applicant->applicant.id);
    entry_add_digest(journal, "commitment", &applicant->commitment);
    entry_add(journal, "verdict", text_of(verdict_name(order->verdict)));
    entry_add_digest(journal, "reason-commitment", &reason->commitment);
    if (order->file == 0) {
        entry_add(journal, "reviews", TEXT("-"));
    } else {
        entry_add_integer(journal, "reviews", order->file);
    }
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store,
                   "INSERT INTO review (position, applicant_id, day, verdict, reason, salt, commitment, review_file) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   &insert));
    query_bind_integer(insert, 1, *position_out);
    query_bind_integer(insert, 2, applicant->applicant.id);
    query_bind_integer(insert, 3, journal->event.day.number);
    query_bind_integer(insert, 4, order->verdict);
    query_bind_text(insert, 5, buffer_text(&reason->text));
    query_bind_bytes(insert, 6, reason->salt, SALT_BYTES);
    query_bind_bytes(insert, 7, reason->commitment.bytes, DIGEST_BYTES);
    if (order->file == 0) {
        query_bind_null(insert, 8);
    } else {
        query_bind_integer(insert, 8, order->file);
    }
    return query_run(insert);
}

const struct error *review_record(struct journal *journal, const struct standing_applicant *applicant, const struct review_order *order,
                                  struct review *out)
{
    struct review review SCOPED_REVIEW = { 0 };
    struct reason reason SCOPED_REASON = { 0 };
    CHECK(order->verdict >= REVIEW_ACCEPTED && order->verdict <= REVIEW_APPEALED);
    TRY(review_needs_reason(order->verdict) ? reason_make(order->reason, &reason) : reason_make_optional(order->reason, &reason));
    TRY(review_standing(journal->store, applicant->applicant.id, &review));
    switch (weigh(&review, applicant, order)) {
    case REVIEW_SENT:
        return refuse(applicant);
    case REVIEW_UNCHANGED:
        break;
    case REVIEW_NEW:
        review.recorded = true;
        review.verdict = order->verdict;
        review.day = journal->event.day;
        buffer_clear(&review.reason);
        buffer_add(&review.reason, buffer_text(&reason.text));
        TRY(record(journal, applicant, order, &reason, &review.position));
        break;
    }
    MEMORY_GIVE(out, review);
    return NULL;
}

const struct error *review_file_record(struct journal *journal, int year, const struct review_file *file, int64_t *position_out)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer name SCOPED_BUFFER = { 0 };
    int64_t rows = file->accepted + file->unchanged + file->conflicting + file->rejected;
    buffer_add_printable(&name, text_of(file->file_name), 250);
    entry_begin(journal, "reviews");
    entry_add_integer(journal, "year", year);
    entry_add(journal, "file", buffer_text(&name));
    entry_add_digest(journal, "sha256", &file->sha256);
    entry_add_integer(journal, "rows", rows);
    entry_add_integer(journal, "accepted", file->accepted);
    entry_add_integer(journal, "unchanged", file->unchanged);
    entry_add_integer(journal, "conflicting", file->conflicting);
    entry_add_integer(journal, "rejected", file->rejected);
    TRY(journal_append(journal, position_out));
    TRY(query_open(journal->store,
                   "INSERT INTO review_file (position, year, day, row_count, accepted, unchanged, conflicting, rejected, file_name, file_sha256) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   &insert));
    int64_t integers[] = { *position_out, year, journal->event.day.number, rows, file->accepted, file->unchanged, file->conflicting, file->rejected };
    for (int i = 0; i < 8; i++) {
        query_bind_integer(insert, i + 1, integers[i]);
    }
    query_bind_text(insert, 9, buffer_text(&name));
    query_bind_bytes(insert, 10, file->sha256.bytes, DIGEST_BYTES);
    return query_run(insert);
}

const struct error *review_reading_find(struct store *store, int year, const struct digest *sha256, struct review_reading *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    *out = (struct review_reading){ .day = DAY_NONE };
    TRY(query_open(store, "SELECT position, day FROM review_file WHERE year = ?1 AND file_sha256 = ?2 ORDER BY position DESC LIMIT 1", &query));
    query_bind_integer(query, 1, year);
    query_bind_bytes(query, 2, sha256->bytes, DIGEST_BYTES);
    TRY(query_step(query, &row));
    if (row) {
        out->position = query_integer(query, 0);
        out->day = (struct day){ (int32_t)query_integer(query, 1) };
    }
    return NULL;
}

const struct error *review_reading_knew(struct store *store, const struct review_reading *reading, int64_t applicant_id, bool *out)
{
    struct query *query SCOPED_QUERY = NULL;
    TRY(query_open(store, "SELECT 1 FROM applicant AS a JOIN import AS i ON i.id = a.import_id WHERE a.id = ?1 AND i.position < ?2", &query));
    query_bind_integer(query, 1, applicant_id);
    query_bind_integer(query, 2, reading->position);
    return query_step(query, out);
}
