#include "importer/fuse.h"

#include "base/language.h"
#include "importer/catalogue.h"
#include "importer/title_year.h"

enum { NAMED = 3 };

/* "E114 date (812), E101 nik-length (20)": the errors that were found most often. */
static void name_the_most_frequent(const struct findings *findings, struct buffer *out)
{
    int64_t counts[FINDING_NAMES] = { 0 };
    const struct finding_kind *first = finding_of((enum finding_name)0);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding_kind *kind = findings->items[i].kind;
        counts[kind - first] += kind->severity == FINDING_ERROR ? 1 : 0;
    }
    for (int named = 0; named < NAMED; named++) {
        size_t most = 0;
        for (size_t i = 1; i < FINDING_NAMES; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        if (counts[most] == 0) {
            return;
        }
        buffer_format(out, "%s%s %s (%lld)", named == 0 ? "" : ", ", first[most].code, first[most].name, (long long)counts[most]);
        counts[most] = 0;
    }
}

static void overrule(struct buffer *forced, const char *word)
{
    buffer_add_string(forced, forced->length == 0 ? "" : " ");
    buffer_add_string(forced, word);
}

static const struct error *check_titles(const struct fuse *fuse, struct buffer *forced)
{
    struct title_year other = title_year_other(fuse->titles, fuse->year);
    if (other.year == 0) {
        return NULL;
    }
    if (fuse->force) {
        overrule(forced, "title-year");
        return NULL;
    }
    return error_new(ERROR_REFUSED,
                     _("line %lld: the title says %d, and this is the programme year %d; nothing was stored. For the other year say --year %d; "
                       "take it in for this one with --force"),
                     (long long)other.line, other.year, fuse->year, other.year);
}

static const struct error *check_niks(const struct fuse *fuse, struct buffer *forced)
{
    const struct nik_column *niks = fuse->niks;
    if (!nik_column_lost_sixteenth(niks)) {
        return NULL;
    }
    if (fuse->force) {
        overrule(forced, "nik-zeros");
        return NULL;
    }
    return error_new(ERROR_REFUSED,
                     _("%lld of %lld NIK end in 0, where one in ten is usual: a spreadsheet kept 15 digits and cut off the last, so these are "
                       "other people's numbers; nothing was stored. Export the file again with the NIK column as text (`dumisake explain W213` "
                       "says how), or take it in as it is with --force"),
                     (long long)niks->zeros, (long long)niks->count);
}

static const struct error *check_rows(const struct fuse *fuse, struct buffer *forced)
{
    const struct import_result *result = fuse->result;
    int64_t set_aside = result->rejected + result->conflicting;
    struct buffer names SCOPED_BUFFER = { 0 };
    if (fuse->corrections || result->rows < FUSE_ROWS || set_aside * 2 <= result->rows) {
        return NULL;
    }
    bool conflicting = result->conflicting * 2 > result->rows;
    if (fuse->force) {
        overrule(forced, conflicting ? "conflicting" : "set-aside");
        return NULL;
    }
    name_the_most_frequent(&result->findings, &names);
    return conflicting ? error_new(ERROR_REFUSED,
                                   _("%lld of %lld rows are people who are in the register already with other content (%s); nothing was stored. "
                                     "Is it another state of the same list? Correct people with `amend`, import what is new in a file of its own, or take in the other rows with --force"),
                                   (long long)result->conflicting, (long long)result->rows, buffer_string(&names))
                       : error_new(ERROR_REFUSED,
                                   _("%lld of %lld rows would be set aside, more than half (%s); nothing was stored. Correct the file "
                                     "(--rejects OUT.csv gives these rows with the reason), or store the other rows with --force"),
                                   (long long)set_aside, (long long)result->rows, buffer_string(&names));
}

const struct error *fuse_check(const struct fuse *fuse, struct buffer *forced)
{
    TRY(check_titles(fuse, forced));
    TRY(check_niks(fuse, forced));
    return check_rows(fuse, forced);
}
