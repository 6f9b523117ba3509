#include "register_row.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/amendment.h"
#include "store/query.h"

const struct error *register_missing(struct store *store, int year, struct nik nik)
{
    struct nik successor;
    TRY(amendment_successor(store, year, nik, &successor));
    return successor.number == 0 ? error_new(ERROR_FAILED, _("there is no applicant with that NIK in programme year %d; another year is named with --year"), year)
                                 : error_new(ERROR_FAILED, _("the NIK of this applicant of %d was corrected; it is now %lld"), year, (long long)successor.number);
}

const struct error *register_find(struct store *store, int year, struct nik nik, struct register_row *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT a.id, a.commitment, coalesce(p.account_id, 0), coalesce(p.batch_id, 0) FROM applicant AS a "
                   "LEFT JOIN payout AS p ON p.applicant_id = a.id AND p.account_id > 1 WHERE a.year = ?1 AND a.nik = ?2 "
                   "ORDER BY p.account_id <= 2, p.id DESC LIMIT 1",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, nik.number);
    TRY(query_step(query, &row));
    if (!row) {
        return register_missing(store, year, nik);
    }
    out->id = query_integer(query, 0);
    out->account = (enum account)query_integer(query, 2);
    out->batch = query_integer(query, 3);
    if (!digest_from(query_bytes(query, 1), &out->commitment)) {
        return error_new(ERROR_UNVERIFIED, _("table applicant, row %lld is damaged; run `dumisake verify`"), (long long)out->id);
    }
    return NULL;
}

bool register_was_sent(const struct register_row *row)
{
    return row->account > ACCOUNT_KOMITMEN;
}

static void commit(struct text text, struct text salt, struct digest *out)
{
    struct buffer canonical SCOPED_BUFFER = { 0 };
    buffer_add(&canonical, TEXT("reason "));
    buffer_add(&canonical, text);
    buffer_add_byte(&canonical, '\n');
    digest_of(salt, buffer_text(&canonical), out);
}

const struct error *reason_make(struct text typed, struct reason *out)
{
    return text_trim(typed).length == 0 ? error_new(ERROR_USAGE, _("say why: --reason TEXT")) : reason_make_optional(typed, out);
}

const struct error *reason_make_optional(struct text typed, struct reason *out)
{
    struct reason reason SCOPED_REASON = { 0 };
    typed = text_trim(typed);
    if (typed.length > REASON_MAX) {
        return error_new(ERROR_USAGE, _("--reason: at most %u bytes"), REASON_MAX);
    }
    buffer_add_printable(&reason.text, typed, REASON_MAX);
    random_fill(reason.salt, SALT_BYTES);
    commit(buffer_text(&reason.text), (struct text){ (const char *)reason.salt, SALT_BYTES }, &reason.commitment);
    MEMORY_GIVE(out, reason);
    return NULL;
}

void reason_free(struct reason *reason)
{
    buffer_free(&reason->text);
}

bool reason_fits(struct text text, struct text salt, struct text commitment)
{
    struct digest expected;
    commit(text, salt, &expected);
    return text_control(text) == text.length && text_equal(commitment, digest_text(&expected));
}
