#include "importer/import.h"

#include "base/language.h"
#include "base/resource.h"
#include "base/memory.h"
#include "base/progress.h"
#include "headerless.h"
#include "importer/fuse.h"
#include "importer/pipeline.h"
#include "importer/rejects.h"

extern const struct resource importer_resources[];

/* A file on its way into the register. */
struct importing {
    const struct import_options *options;
    const struct programme *programme;
    struct table_wish wish;
    struct table *table;
    struct hasher *hasher;
    struct text *names; /* of the columns of a table without a header */
    struct csv_record nameless;
    struct columns columns;
    struct cells cells;
    struct pipeline *pipeline;
    struct intake intake;
    struct rejects rejects;
    struct progress progress;
    struct buffer raw; /* of a row that is set aside, and its findings */
    struct buffer findings;
    /* Years that tanggal_pengajuan names, over all rows that have one; 0 = none yet. */
    int first_year;
    int last_year;
    bool year_fits;
    struct covered covered;
    int64_t measured; /* bytes of the rows so far */
    struct digest ahead; /* of the file, when it was looked at before */
    bool looked_ahead;
    struct import_result result;
};

void import_result_free(struct import_result *result)
{
    memory_free(result->file);
    findings_free(&result->findings);
    *result = (struct import_result){ 0 };
}

static void importing_free(struct importing *importing)
{
    progress_end(&importing->progress);
    pipeline_close(importing->pipeline);
    table_close(importing->table);
    hasher_free(importing->hasher);
    memory_free(importing->names);
    cells_free(&importing->cells);
    intake_close(&importing->intake);
    rejects_drop(&importing->rejects);
    buffer_free(&importing->raw);
    buffer_free(&importing->findings);
    import_result_free(&importing->result);
}

static const char *name_without_folders(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void collect_findings(struct importing *importing, const struct pipeline_row *row)
{
    const struct faults *faults = row->faults;
    const struct csv_record *record = &row->record;
    if (faults->count == 0) {
        return;
    }
    struct text nik = row_nik(&importing->columns, record);
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        findings_add(&importing->result.findings, finding_of(fault->name), record->line, fault->column, nik, fault->value,
                     fault_expected(faults, fault));
    }
}

static const struct error *set_aside(struct importing *importing, bool conflicting, const struct pipeline_row *row)
{
    const struct csv_record *record = &row->record;
    buffer_clear(&importing->raw);
    buffer_clear(&importing->findings);
    text_repair(record->raw, &importing->raw);
    faults_print(row->faults, &importing->findings);
    rejects_add(&importing->rejects, record, row->faults);
    return intake_set_aside(&importing->intake, conflicting, record->line, buffer_text(&importing->raw), buffer_text(&importing->findings));
}

static void add_match(struct importing *importing, enum finding_name name, enum field field, const struct pipeline_row *row,
                      const struct intake_match *match)
{
    struct buffer place SCOPED_BUFFER = { 0 };
    int column = importing->columns.of_field[field];
    if (match->file[0] == '\0') {
        faults_add(row->faults, name, column, text_trim(row->record.fields[column - 1]), TEXT_EMPTY);
        return;
    }
    buffer_format(&place, "%s:%lld%s%s", match->file, (long long)match->line, match->fields[0] == '\0' ? "" : ": ", match->fields);
    faults_add(row->faults, name, column, text_trim(row->record.fields[column - 1]), buffer_text(&place));
}

static void note_year(struct importing *importing, const struct applicant *applicant)
{
    int year;
    int month;
    int date;
    struct day day = applicant_day(applicant, FIELD_TANGGAL_PENGAJUAN);
    if (importing->year_fits || day_is_none(day)) {
        return;
    }
    day_split(day, &year, &month, &date);
    importing->year_fits = year == importing->programme->year;
    importing->first_year = importing->first_year == 0 || year < importing->first_year ? year : importing->first_year;
    importing->last_year = year > importing->last_year ? year : importing->last_year;
}

static const struct error *take_row(struct importing *importing, const struct pipeline_row *row)
{
    struct import_result *result = &importing->result;
    enum intake_outcome outcome;
    struct intake_matches matches;
    result->rows += 1;
    note_year(importing, &row->applicant);
    if (!row->sound) {
        result->rejected += 1;
        collect_findings(importing, row);
        return set_aside(importing, false, row);
    }
    TRY(intake_add_sealed(&importing->intake, &row->applicant, &row->seal, row->account, &outcome, &matches));
    if (outcome != INTAKE_CONFLICTING && outcome != INTAKE_ERASED) {
        covered_add(&importing->covered, programme_amount(importing->programme, &row->applicant));
    }
    switch (outcome) {
    case INTAKE_ACCEPTED:
        result->accepted += 1;
        if (matches.card.file[0] != '\0') {
            add_match(importing, W_KK_GANDA, FIELD_NO_KK, row, &matches.card);
        }
        if (matches.account.file[0] != '\0') {
            add_match(importing, W_ACCOUNT_SHARED, FIELD_NO_REKENING, row, &matches.account);
        }
        break;
    case INTAKE_UNCHANGED:
        result->unchanged += 1;
        return NULL; /* what is odd about it was said when it was taken in */
    case INTAKE_CONFLICTING:
        result->conflicting += 1;
        add_match(importing, E_NIK_CONFLICT, FIELD_NIK, row, &matches.nik);
        break;
    case INTAKE_ERASED:
        result->rejected += 1;
        add_match(importing, E_ERASED, FIELD_NIK, row, &matches.nik);
        break;
    }
    collect_findings(importing, row);
    return outcome == INTAKE_CONFLICTING ? set_aside(importing, true, row) : NULL;
}

/* The file's title and dates, and the number of rows somebody counted, against what is being done with it. */
static const struct error *check_whole(const struct importing *importing)
{
    const struct import_result *result = &importing->result;
    int year = importing->programme->year;
    if (result->rows == 0) {
        return error_new(ERROR_FAILED, _("the file has a header and no rows"));
    }
    TRY(covering_letter_check(&importing->options->letter, result->rows, &importing->covered));
    if (importing->first_year == 0 || importing->year_fits) {
        return NULL;
    }
    return importing->first_year == importing->last_year
               ? error_new(ERROR_REFUSED, _("every tanggal_pengajuan is of %d, and this is the programme year %d; for the other year say --year %d"),
                           importing->first_year, year, importing->first_year)
               : error_new(ERROR_REFUSED, _("every tanggal_pengajuan lies in %d to %d, and this is the programme year %d; choose the year with --year"),
                           importing->first_year, importing->last_year, year);
}

enum { ROWS_MEASURED = 1024 };

/* Room for the people of the file, by the size of its first rows. */
static void expect_rows(struct importing *importing, const struct pipeline_row *row)
{
    importing->measured += (int64_t)row->record.raw.length + 1;
    if (importing->result.rows == ROWS_MEASURED) {
        holders_expect(&importing->intake.holders, table_size(importing->table) * ROWS_MEASURED / importing->measured);
    }
}

static const struct error *take_rows(struct importing *importing)
{
    struct pipeline_row *row;
    progress_start(&importing->progress, importing->options->show_progress, _("import"), table_size(importing->table));
    struct pipeline_input input = { importing->table,   importing->options->path, &importing->wish, &importing->cells, &importing->columns,
                                    importing->options->category };
    pipeline_open(&input, &importing->pipeline);
    for (;;) {
        TRY(pipeline_next(importing->pipeline, &row));
        if (row == NULL) {
            break;
        }
        if (row->following != NULL) {
            const struct applicant *next = &row->following->applicant;
            holders_prepare(&importing->intake.holders, applicant_nik(next), applicant_family_card(next), row->following->account);
        }
        TRY(take_row(importing, row));
        expect_rows(importing, row);
        if ((importing->result.rows & 1023) == 0) {
            progress_step(&importing->progress, row->bytes, importing->result.rows);
        }
    }
    progress_end(&importing->progress);
    struct pipeline_passed passed = pipeline_passed(importing->pipeline);
    importing->result.skipped_lines = table_skipped(importing->table) + passed.empty.rows + passed.aside.rows;
    hasher_finish(importing->hasher, &importing->result.sha256);
    if (importing->looked_ahead && !digest_equal(&importing->ahead, &importing->result.sha256)) {
        return error_new(ERROR_FAILED, _("the file was changed while it was read; try again"));
    }
    return check_whole(importing);
}

static void report_lines(struct importing *importing, enum finding_name name, int64_t line, int64_t count)
{
    struct buffer lines SCOPED_BUFFER = { 0 };
    if (count > 0) {
        buffer_add_integer(&lines, count);
        findings_add(&importing->result.findings, finding_of(name), line, 0, TEXT_EMPTY, buffer_text(&lines), "");
    }
}

/* Lines that were taken for no rows are named: whoever sent the file knows whether they are. */
static void report_left_out(struct importing *importing)
{
    struct table_facts facts;
    table_facts(importing->table, &facts);
    struct pipeline_passed passed = pipeline_passed(importing->pipeline);
    report_lines(importing, N_ROWS_EMPTY, passed.empty.line, passed.empty.rows);
    report_lines(importing, N_ROWS_ASIDE, passed.aside.line, passed.aside.rows);
    report_lines(importing, N_LINES_BELOW, facts.footer_line, facts.footer_lines);
}

static const struct csv_record *header_of(const struct importing *importing)
{
    return importing->names == NULL ? table_header(importing->table) : &importing->nameless;
}

/* What is only seen when all rows are there. The set-aside rows are given back also when the file is refused. */
static const struct error *judge_whole(struct importing *importing)
{
    const struct nik_column *niks = &importing->cells.niks;
    struct intake *intake = &importing->intake;
    const struct csv_record *header = header_of(importing);
    struct findings *findings = &importing->result.findings;
    struct buffer forced SCOPED_BUFFER = { 0 };
    bool corrections = importing->columns.count < importing->columns.width;
    struct fuse fuse = { &importing->result, niks, corrections, importing->options->force, table_titles(importing->table), importing->programme->year };
    bool stores = intake->accepted > 0 || intake->set_aside_kept;
    const struct error *error = stores ? fuse_check(&fuse, &forced) : NULL;
    if (error != NULL) {
        TRY(rejects_keep(&importing->rejects));
        return error;
    }
    intake_force(intake, buffer_text(&forced));
    importing->result.forced = forced.length > 0;
    report_left_out(importing);
    if (importing->cells.unnamed != 0) {
        findings_add(findings, finding_of(N_COLUMN_IGNORED), header->line, importing->cells.unnamed, TEXT_EMPTY, TEXT_EMPTY, "");
    }
    day_orders_report(&importing->cells.orders, &importing->columns, header, findings);
    nik_column_report(niks, header->line, importing->columns.of_field[FIELD_NIK], findings);
    return NULL;
}

/* Every column has its number, so the file may have no header: what stands above its rows may be a person. */
static const struct error *refuse_doubtful(const struct importing *importing)
{
    const struct table_wish *wish = &importing->wish;
    const struct records *titles = table_titles(importing->table);
    const struct csv_record *header = table_header(importing->table);
    if (wish->header_needed || wish->headers > 0) {
        return NULL;
    }
    if (header->count > 0) {
        return header_refuse_doubtful(header);
    }
    for (size_t i = 0; i < titles->count && wish->skip < 0; i++) {
        const struct csv_record *title = &titles->items[i].record;
        if (!header_is_title(title)) {
            return error_new(ERROR_FAILED, _("line %lld: stands above the rows and may be one; fill in its cells, or say --skip %lld when it is none"),
                             (long long)title->line, (long long)(title->line + title->lines - 1));
        }
    }
    return NULL;
}

/* Columns and the file for rejects: all that is needed before the first row. */
static const struct error *read_header(struct importing *importing)
{
    const struct import_options *options = importing->options;
    struct table_facts facts;
    table_facts(importing->table, &facts);
    if (facts.width == 0) {
        return error_new(ERROR_FAILED, _("the file is empty"));
    }
    if (facts.headers == 0) {
        importing->names = memory_new((facts.width + 1) * sizeof(*importing->names));
        importing->nameless = (struct csv_record){ .fields = importing->names, .count = facts.width, .line = facts.first_line };
    }
    const struct csv_record *header = header_of(importing);
    TRY(columns_map(header, options->maps, options->category != 0, &importing->result.findings, &importing->columns));
    TRY(refuse_doubtful(importing));
    importing->columns.usual = facts.width;
    for (int field = 0; field < FIELD_COUNT && importing->names != NULL; field++) {
        int column = importing->columns.of_field[field];
        if (column > 0) {
            importing->names[column - 1] = text_of(field_spec((enum field)field)->name); /* the rejects have a header */
        }
    }
    return rejects_open(options->rejects_path, options->path, &facts, &importing->columns, header, &importing->rejects);
}

/* Somebody was erased: which rows must not come back is known by the file's digest before its first row is read. */
static const struct error *know_file(struct importing *importing)
{
    bool any;
    TRY(erased_lines_any(importing->intake.journal->store, &any));
    if (!any) {
        return NULL;
    }
    importing->looked_ahead = true;
    TRY(digest_of_file(importing->options->path, &importing->ahead));
    return intake_know_file(&importing->intake, &importing->ahead);
}

static const struct error *run(struct journal *journal, struct importing *importing)
{
    const char *path = importing->options->path;
    size_t size = strlen(path) + 1;
    importing->result.file = memory_new(size);
    memcpy(importing->result.file, path, size);
    importing->hasher = hasher_new();
    importing->wish = TABLE_WISH_NONE;
    if (importing->options->wish != NULL) {
        importing->wish = *importing->options->wish;
    }
    importing->wish.header_needed = !columns_numbered(importing->options->maps, importing->options->category != 0);
    TRY(table_open(path, &importing->wish, importing->hasher, &importing->table));
    const struct error *error = read_header(importing);
    if (error == NULL) {
        TRY(intake_open(journal, importing->programme->year, name_without_folders(path), &importing->intake));
        error = know_file(importing);
        error = error == NULL ? take_rows(importing) : error;
    }
    if (error == NULL) {
        error = judge_whole(importing);
    }
    if (error != NULL) {
        error_context("%s", path);
        return error;
    }
    struct intake_source source = { importing->result.sha256, table_bytes(importing->table) };
    TRY(intake_finish(&importing->intake, &source, &importing->result.recorded));
    return rejects_keep(&importing->rejects);
}

const struct error *import_applicants(struct journal *journal, const struct programme *programme, const struct import_options *options,
                                      struct import_result *out)
{
    struct importing *importing = memory_new(sizeof(*importing));
    importing->options = options;
    importing->programme = programme;
    findings_init(&importing->result.findings);
    cells_init(&importing->cells, programme, journal->event.day);
    const struct error *error = run(journal, importing);
    if (error == NULL) {
        *out = importing->result;
        importing->result = (struct import_result){ 0 };
    }
    importing_free(importing);
    memory_free(importing);
    return error;
}

struct text import_template(void)
{
    struct text form;
    CHECK(resource_find(importer_resources, "applicants.csv", &form));
    return form;
}
