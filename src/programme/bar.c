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

static const struct error *load(struct store *store, const char *sql, int year, struct number_set *set)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        if (query_integer(query, 0) != 0) {
            (void)number_set_add(set, query_integer(query, 0), 1);
        }
    }
}

const struct error *bars_load(struct store *store, int year, struct bars *out)
{
    struct bars bars SCOPED_BARS = { 0 };
    TRY(load(store, "SELECT w.applicant_id FROM withdrawal AS w JOIN applicant AS a ON a.id = w.applicant_id WHERE a.year = ?1", year, &bars.withdrawn));
    TRY(load(store, "SELECT x.nik FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id WHERE l.year = ?1 AND x.nik IS NOT NULL", year,
             &bars.niks));
    TRY(load(store, "SELECT x.no_kk FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id WHERE l.year = ?1 AND x.nik IS NULL", year,
             &bars.cards));
    MEMORY_GIVE(out, bars);
    return NULL;
}

void bars_free(struct bars *bars)
{
    number_set_free(&bars->withdrawn);
    number_set_free(&bars->niks);
    number_set_free(&bars->cards);
}

bool bars_find(const struct bars *bars, const struct applicant *applicant, bool found[BAR_COUNT])
{
    int64_t card = applicant_family_card(applicant).number;
    found[BAR_WITHDRAWN] = number_set_get(&bars->withdrawn, applicant->id) != 0;
    found[BAR_LISTED] = number_set_get(&bars->niks, applicant_nik(applicant).number) != 0 || (card != 0 && number_set_get(&bars->cards, card) != 0);
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

static const struct error *describe_withdrawal(struct store *store, const struct applicant *applicant, struct buffer *value, struct buffer *source)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT day, reason, position FROM withdrawal WHERE applicant_id = ?1", &query));
    query_bind_integer(query, 1, applicant->id);
    TRY(query_step(query, &row));
    if (row) {
        day_print((struct day){ (int32_t)query_integer(query, 0) }, value);
        buffer_add_string(value, ": ");
        buffer_add(value, query_text(query, 1));
        buffer_format(source, _("journal entry %lld"), (long long)query_integer(query, 2));
    }
    return NULL;
}

static const struct error *describe_lists(struct store *store, const struct applicant *applicant, struct buffer *value, struct buffer *source)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT l.name, coalesce(x.keterangan, ''), l.file_name, x.line FROM exclusion AS x JOIN exclusion_list AS l ON l.id = x.list_id "
                   "WHERE l.year = ?1 AND (x.nik = ?2 OR (x.nik IS NULL AND x.no_kk = ?3)) ORDER BY x.id",
                   &query));
    query_bind_integer(query, 1, applicant->year);
    query_bind_integer(query, 2, applicant_nik(applicant).number);
    query_bind_integer(query, 3, applicant_family_card(applicant).number);
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

const struct error *bar_describe(struct store *store, enum bar bar, const struct applicant *applicant, struct buffer *value, struct buffer *source)
{
    return bar == BAR_WITHDRAWN ? describe_withdrawal(store, applicant, value, source) : describe_lists(store, applicant, value, source);
}
