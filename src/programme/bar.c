#include "programme/bar.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

static const struct {
    const char *code;
    const char *title;
    const char *help;
    char letter; /* in decision.outcomes */
} bars_all[BAR_COUNT] = {
    [BAR_WITHDRAWN] = { "ditarik", "Permohonan ditarik",
                        N_("The applicant was taken out of the running with `withdraw`; `explain NIK` tells when and why."), 'w' },
    [BAR_LISTED] = { "daftar-pengecualian", "Masuk daftar pengecualian",
                     N_("The applicant's NIK or family card is on a list taken in with `exclude`; `explain NIK` names the list, its file and line. A "
                        "payment that is committed is held back by `send`."), 'x' },
};

const char *bar_code(enum bar bar)
{
    return bars_all[bar].code;
}

const char *bar_title(enum bar bar)
{
    return bars_all[bar].title;
}

const char *bar_help(enum bar bar)
{
    return bars_all[bar].help;
}

static const struct error *load_withdrawn(struct store *store, int year, int64_t before, struct bars *bars)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    /* CROSS: the few first, not everybody of the year. */
    TRY(query_open(store, "SELECT w.applicant_id FROM withdrawal AS w CROSS JOIN applicant AS a ON a.id = w.applicant_id WHERE a.year = ?1 AND w.position < ?2", &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (query_integer(query, 0) != 0) {
            (void)number_set_add(&bars->withdrawn, query_integer(query, 0), 1);
        }
    }
}

/* The bit of a list's name, a new one when it is new. */
static uint32_t claim_bit(struct bars *bars, struct text name)
{
    uint32_t bit = bars_list_bit(bars, name);
    if (bit != 0) {
        return bit;
    }
    if (bars->name_count == LISTS_MAX) {
        return UINT32_C(1) << LISTS_MAX;
    }
    char *copy = memory_new(name.length + 1);
    memcpy(copy, name.length == 0 ? "" : name.bytes, name.length);
    bars->names[bars->name_count++] = copy;
    return UINT32_C(1) << (bars->name_count - 1);
}

static const struct error *load_lists(struct store *store, int year, int64_t before, struct bars *bars)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT l.name, coalesce(x.nik, 0), coalesce(x.no_kk, 0) FROM exclusion_list AS l JOIN exclusion AS x ON x.list_id = l.id "
                   "WHERE l.year = ?1 AND l.position < ?2",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        int64_t nik = query_integer(query, 1);
        int64_t card = query_integer(query, 2);
        uint32_t bit = claim_bit(bars, query_text(query, 0));
        if (nik != 0) {
            number_set_merge(&bars->niks, nik, bit);
        } else if (card != 0) {
            number_set_merge(&bars->cards, card, bit);
        }
    }
}

const struct error *bars_load(struct store *store, int year, int64_t before, struct bars *out)
{
    struct bars bars SCOPED_BARS = { 0 };
    TRY(load_withdrawn(store, year, before, &bars));
    TRY(load_lists(store, year, before, &bars));
    MEMORY_GIVE(out, bars);
    return NULL;
}

void bars_free(struct bars *bars)
{
    number_set_free(&bars->withdrawn);
    number_set_free(&bars->niks);
    number_set_free(&bars->cards);
    for (size_t i = 0; i < bars->name_count; i++) {
        memory_free(bars->names[i]);
    }
    bars->name_count = 0;
}

uint32_t bars_lists(const struct bars *bars, const struct applicant *applicant)
{
    return number_set_get(&bars->niks, applicant_nik(applicant).number) | number_set_get(&bars->cards, applicant_family_card(applicant).number);
}

uint32_t bars_list_bit(const struct bars *bars, struct text name)
{
    for (size_t i = 0; i < bars->name_count; i++) {
        if (text_equal_nocase(text_of(bars->names[i]), name)) {
            return UINT32_C(1) << i;
        }
    }
    return 0;
}

bool bars_find(const struct bars *bars, const struct applicant *applicant, bool found[BAR_COUNT])
{
    found[BAR_WITHDRAWN] = number_set_get(&bars->withdrawn, applicant->id) != 0;
    int64_t category = applicant->fields[FIELD_KATEGORI].integer;
    CHECK(category >= 0 && category <= CATEGORY_COUNT);
    found[BAR_LISTED] = (bars_lists(bars, applicant) & ~bars->judged[category]) != 0;
    return found[BAR_WITHDRAWN] || found[BAR_LISTED];
}

void bars_mark(const bool found[BAR_COUNT], char *outcomes)
{
    size_t length = strlen(outcomes);
    for (int i = 0; i < BAR_COUNT; i++) {
        if (found[i]) {
            outcomes[length++] = bars_all[i].letter;
        }
    }
    outcomes[length] = '\0';
}

static const struct error *describe_withdrawal(struct store *store, const struct applicant *applicant, int64_t before, struct buffer *value, struct buffer *source,
                                               int64_t *entry_out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT day, reason, position FROM withdrawal WHERE applicant_id = ?1 AND position < ?2", &query));
    query_bind_integer(query, 1, applicant->id);
    query_bind_integer(query, 2, before);
    TRY(query_step(query, &row));
    if (row) {
        day_print((struct day){ (int32_t)query_integer(query, 0) }, value);
        buffer_add_string(value, ": ");
        buffer_add(value, query_text(query, 1));
        *entry_out = query_integer(query, 2);
        buffer_format(source, _("journal entry %lld"), (long long)*entry_out);
    }
    return NULL;
}

static const struct error *describe_lists(struct store *store, const struct applicant *applicant, int64_t before, struct buffer *value, struct buffer *source)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT l.name, coalesce(x.keterangan, ''), l.file_name, x.line FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id "
                   "WHERE l.year = ?1 AND (x.nik = ?2 OR (x.nik IS NULL AND x.no_kk = ?3)) AND l.position < ?4 ORDER BY x.id",
                   &query));
    query_bind_integer(query, 1, applicant->year);
    query_bind_integer(query, 2, applicant_nik(applicant).number);
    query_bind_integer(query, 3, applicant_family_card(applicant).number);
    query_bind_integer(query, 4, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct text remark = query_text(query, 1);
        buffer_format(value, "%s%.*s%s%.*s%s", value->length == 0 ? "" : ", ", TEXT_ARG(query_text(query, 0)), remark.length == 0 ? "" : " (",
                      TEXT_ARG(remark), remark.length == 0 ? "" : ")");
        buffer_format(source, "%s%.*s:%lld", source->length == 0 ? "" : ", ", TEXT_ARG(query_text(query, 2)), (long long)query_integer(query, 3));
    }
}

const struct error *bar_describe(struct store *store, enum bar bar, const struct applicant *applicant, int64_t before, struct buffer *value,
                                 struct buffer *source, int64_t *entry_out)
{
    *entry_out = 0;
    return bar == BAR_WITHDRAWN ? describe_withdrawal(store, applicant, before, value, source, entry_out)
                                : describe_lists(store, applicant, before, value, source);
}
