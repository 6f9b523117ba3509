#include "importer/exclusion_list.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/person_list.h"
#include "programme/erased_lines.h"
#include "programme/exclusion.h"
#include "programme/person_name.h"

void exclusion_result_free(struct exclusion_result *result)
{
    findings_free(&result->findings);
    *result = (struct exclusion_result){ 0 };
}

/* A name that is another one than the applicant's: the list may mean somebody else. */
static const struct error *compare_name(struct exclusion_intake *intake, struct person_list *list, const struct exclusion *row)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    bool found;
    if (row->nik == 0 || row->nama.length == 0) {
        return NULL;
    }
    TRY(exclusion_applicant(intake, row->nik, &name, &found));
    if (found && !person_names_agree(row->nama, buffer_text(&name))) {
        person_list_fault(list, X_NAME, FIELD_NAMA, buffer_text(&name));
    }
    return NULL;
}

static const struct error *take_row(struct exclusion_intake *intake, const struct erased_lines *erased, struct person_list *list, const struct applicant *cells,
                                    struct exclusion_result *result)
{
    struct exclusion row = {
        .line = cells->line,
        .nik = applicant_nik(cells).number,
        .no_kk = applicant_family_card(cells).number,
        .nama = cells->fields[FIELD_NAMA].text,
        .keterangan = cells->fields[FIELD_KETERANGAN].text,
    };
    bool stored;
    result->rows += 1;
    if (list->cells.faults.errors == 0 && row.nik == 0 && row.no_kk == 0) {
        person_list_fault(list, X_KEY, list->columns.of_field[FIELD_NIK] != 0 ? FIELD_NIK : FIELD_NO_KK, TEXT_EMPTY);
    }
    if (list->cells.faults.errors == 0 && erased_lines_has(erased, row.line)) {
        person_list_fault(list, X_ERASED, row.nik != 0 ? FIELD_NIK : FIELD_NO_KK, TEXT_EMPTY);
    }
    if (list->cells.faults.errors > 0) {
        (void)person_list_sound(list);
        result->rejected += 1;
        return NULL;
    }
    TRY(exclusion_add(intake, &row, &stored));
    if (stored) {
        TRY(compare_name(intake, list, &row));
        (void)person_list_sound(list);
    }
    return NULL;
}

static const struct error *take_rows(struct exclusion_intake *intake, const struct erased_lines *erased, struct person_list *list, struct exclusion_result *result)
{
    static const enum field nik[] = { FIELD_NIK, FIELD_COUNT };
    struct applicant cells;
    bool more;
    if (list->columns.of_field[FIELD_NO_KK] == 0) {
        TRY(person_list_require(list, nik));
    }
    for (;;) {
        TRY(person_list_next(list, &cells, &more));
        if (!more) {
            return result->rows > 0 ? NULL : error_new(ERROR_FAILED, _("the file has a header and no rows"));
        }
        TRY(take_row(intake, erased, list, &cells, result));
    }
}

/* The rows that must not come back are known by the file's digest. */
static const struct error *know_file(struct store *store, int year, const char *path, struct erased_lines *erased, struct digest *ahead, bool *any_out)
{
    TRY(erased_lines_any(store, any_out));
    if (!*any_out) {
        return NULL;
    }
    TRY(digest_of_file(path, ahead));
    return erased_lines_load_list(store, year, ahead, erased);
}

static const struct error *take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                   struct text name, struct exclusion_result *result)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NO_KK, FIELD_NAMA, FIELD_KETERANGAN, FIELD_COUNT };
    struct person_list list SCOPED_PERSON_LIST = { 0 };
    struct exclusion_intake intake SCOPED_EXCLUSION_INTAKE = { 0 };
    struct erased_lines erased __attribute__((cleanup(erased_lines_free))) = { 0 };
    struct digest ahead;
    bool looked;
    const char *slash = strrchr(path, '/');
    TRY(person_list_open(path, wish, programme, journal->event.day, fields, &result->findings, &list));
    TRY(exclusion_open(journal, programme->year, name, &intake));
    TRY(know_file(journal->store, programme->year, path, &erased, &ahead, &looked));
    const struct error *error = take_rows(&intake, &erased, &list, result);
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    hasher_finish(list.hasher, &result->sha256);
    if (looked && !digest_equal(&ahead, &result->sha256)) {
        return error_new(ERROR_FAILED, _("%s: the file was changed while it was read; try again"), path);
    }
    struct exclusion_source source = { slash == NULL ? path : slash + 1, result->sha256, result->rejected };
    result->accepted = intake.accepted;
    result->unchanged = intake.unchanged;
    TRY(exclusion_finish(&intake, &source, &result->recorded));
    return exclusion_count(&intake, &result->applicants, &result->committed);
}

const struct error *exclusion_list_take_in(struct journal *journal, const struct programme *programme, const char *path, const struct table_wish *wish,
                                           struct text name, struct exclusion_result *out)
{
    struct exclusion_result result = { 0 };
    findings_init(&result.findings);
    const struct error *error = take_in(journal, programme, path, wish, name, &result);
    if (error == NULL) {
        MEMORY_GIVE(out, result);
    } else {
        exclusion_result_free(&result);
    }
    return error;
}
