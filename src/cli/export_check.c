#include "export_check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/leftover.h"
#include "exporter/workbook.h"
#include "exporter/workbook_compare.h"
#include "exporter/workbook_reader.h"
#include "ledger/moment.h"
#include "ledger/past.h"
#include "programme/issue.h"

/* What is told of a whole sheet or workbook. */
static const char *const feature_titles[] = {
    [DIFFERENT_HIDDEN] = N_("hidden"),       [DIFFERENT_NAME] = N_("name"),   [DIFFERENT_PROTECTION] = N_("protection"), [DIFFERENT_CONDITION] = N_("format by condition"),
    [DIFFERENT_MERGE] = N_("merged cells"), [DIFFERENT_PAGE] = N_("header or footer"), [DIFFERENT_PART] = N_("part of the file"),
};

/* What the properties of a workbook may take, unpacked. */
#define PROPERTIES_BUDGET (INT64_C(16) << 20)

struct check {
    const char *path;
    const char *template;
    struct issued issued;
    struct issued original;  /* it was not issued, but what the ledger makes in its place was; times 0 otherwise */
    struct issue issue;      /* what it was made from, by the journal or by itself */
    bool other_version;      /* made by another version of the program */
    bool other_root;         /* the file names a root that the ledger never had */
    bool made;               /* the ledger made it again */
    bool same_bytes;         /* and it was the same file */
    int64_t erasures_until;  /* its warnings name those before this entry */
    int64_t erasures;        /* others since, that reach into it */
    struct workbook_differences differences;
};

/* A folder of our own for the workbook that is made again: it has people in it, and nobody else may look. */
struct made_again {
    struct buffer folder;
    struct buffer path;
    int lock; /* while there is a path */
};
#define SCOPED_MADE_AGAIN __attribute__((cleanup(made_again_remove)))

static void made_again_remove(struct made_again *made)
{
    if (made->path.length > 0) {
        (void)unlink(made->path.bytes);
        (void)rmdir(made->folder.bytes);
        (void)close(made->lock);
    }
    buffer_free(&made->path);
    buffer_free(&made->folder);
}

static const struct error *made_again_prepare(struct made_again *made)
{
    const char *parent = getenv("TMPDIR");
    buffer_format(&made->folder, "%s/check", parent == NULL || parent[0] == '\0' ? "/tmp" : parent);
    made->lock = leftover_make_folder(&made->folder);
    if (made->lock < 0) {
        return error_errno(_("%s: cannot be created in that folder"), made->folder.bytes);
    }
    buffer_format(&made->path, "%s/made.xlsx", made->folder.bytes);
    return NULL;
}

/* What a file that the journal does not know says of itself. */
static const struct error *ask_the_file(struct work *work, struct check *check)
{
    struct workbook_reader *reader SCOPED_WORKBOOK_READER = NULL;
    struct buffer ledger SCOPED_BUFFER = { 0 };
    struct buffer root SCOPED_BUFFER = { 0 };
    struct origin origin;
    struct digest stored;
    int64_t newest;
    TRY(workbook_reader_open(check->path, PROPERTIES_BUDGET, &reader));
    TRY(workbook_reader_origin(reader, &origin));
    TRY(journal_ledger_id(work->store, &ledger));
    if (!origin.known) {
        return error_new(ERROR_FAILED, _("%s: this ledger did not issue it, and it does not say of which ledger it is: no workbook of this program, or its properties were changed"),
                         shown_text(text_of(check->path)));
    }
    if (!text_equal(text_of(origin.ledger), buffer_text(&ledger))) {
        return error_new(ERROR_FAILED, _("%s: is of another ledger (%s)"), shown_text(text_of(check->path)), origin.ledger);
    }
    TRY(moment_newest(work->store, &newest));
    if (origin.entries > newest) {
        return error_new(ERROR_FAILED, _("%s: says that it stands on %lld entries, but this ledger has %lld: the file is made up, or the ledger is an older copy"),
                         shown_text(text_of(check->path)), (long long)origin.entries, (long long)newest);
    }
    TRY(moment_check(work->store, origin.entries));
    TRY(past_root(work->store, (uint64_t)origin.entries, &stored));
    digest_print(&stored, &root);
    check->other_root = strcmp(root.bytes, origin.root) != 0;
    check->issue = (struct issue){ .entries = origin.entries, .year = origin.year, .masked = origin.masked, .as_of = origin.as_of, .template = origin.template, .sample = origin.sample };
    check->erasures_until = origin.erasures_until + 1;
    memcpy(check->issue.version, origin.version, sizeof(origin.version));
    return NULL;
}

static const struct error *make_again(struct work *work, struct check *check, struct made_again *made)
{
    const struct sample_request sample = issue_sample_request(&check->issue.sample);
    struct workbook_options options = { .path = made->path.bytes, .year = check->issue.year, .as_of = day_is_none(check->issue.as_of) ? NULL : &check->issue.as_of,
                                        .program_version = check->issue.version, .template = check->template, .only_layout = &check->issue.template,
                                        .erasures_until = check->erasures_until, .masked = check->issue.masked, .sample = sample.size == 0 ? NULL : &sample };
    struct workbook_made facts;
    struct digest sha256;
    TRY(moment_show(work->store, check->issue.entries));
    TRY(workbook_write(work->store, &options, &facts));
    check->erasures = facts.erasures;
    check->made = digest_equal(&facts.template, &check->issue.template);
    if (!check->made) { /* cells of another layout are other cells */
        return NULL;
    }
    TRY(digest_of_file(made->path.bytes, &sha256));
    check->same_bytes = digest_equal(&sha256, &check->issued.issue.sha256);
    if (check->issued.times == 0 && !check->same_bytes) {
        TRY(issue_find(work->store, &sha256, &check->original));
    }
    return check->same_bytes ? NULL : workbook_compare(check->path, made->path.bytes, &check->differences);
}

static void print_issued(const struct invocation *invocation, const struct check *check)
{
    const struct issued *issued = &check->issued;
    if (issued->times == 0) {
        say(invocation, _("%s: was not issued by this ledger. By its own word it shows this ledger at %lld entries."), shown_text(text_of(check->path)), (long long)check->issue.entries);
        return;
    }
    say(invocation, _("%s: was issued by this ledger: journal entry %lld of %s (%s), officer %s, on %lld entries, by program version %s."), shown_text(text_of(check->path)),
        (long long)issued->position, shown_day(issued->day), shown_text(text_of(issued->at)), shown_text(text_of(issued->officer)), (long long)issued->issue.entries,
        shown_text(text_of(issued->issue.version)));
    if (issued->times > 1) {
        say(invocation, _("It was issued %lld times; this is the first."), (long long)issued->times);
    }
}

static void print_sample(const struct invocation *invocation, const struct issue_sample *sample)
{
    if (sample->size > 0) {
        say(invocation, _("It has a sample of %s (%s of %s, seed \"%s\")."), shown_count(sample->size), sample_method_name(sample->method), account_name(sample->of),
            shown_text(text_of(sample->seed)));
    }
}

static void print_difference(const struct invocation *invocation, const struct workbook_difference *item)
{
    const char *in_file = item->in_file == NULL ? "" : item->in_file;
    const char *by_ledger = item->by_ledger == NULL ? "" : item->by_ledger;
    if (item->kind == DIFFERENT_SHEET) {
        say(invocation, item->in_file == NULL ? _("  sheet %s: not in the file") : _("  sheet %s: only in the file"), item->sheet);
    } else if (item->kind == DIFFERENT_ORDER) {
        say(invocation, _("  order of the sheets: in the file %s; by the ledger %s"), in_file, by_ledger);
    } else if (item->kind == DIFFERENT_ROW) {
        say(invocation, item->in_file == NULL ? _("  %s %s: a row that the file does not have: %s") : _("  %s %s: a row that only the file has: %s"), item->sheet, item->place,
            item->in_file == NULL ? by_ledger : in_file);
    } else if (item->place[0] == '\0') {
        say(invocation, _("  %s%s%s: in the file \"%s\", by the ledger \"%s\""), item->sheet, item->sheet[0] == '\0' ? "" : " ", _(feature_titles[item->kind]), in_file, by_ledger);
    } else {
        say(invocation, _("  %s %s: in the file \"%s\", by the ledger \"%s\""), item->sheet, item->place, in_file, by_ledger);
    }
}

static void print_compared(const struct invocation *invocation, const struct workbook_differences *differences)
{
    if (differences->count > 0) {
        say(invocation, _("%s things are not what the ledger makes:"), shown_count(differences->count));
    } else if (differences->marks == 0) {
        say(invocation, "%s", _("Its bytes are others, its contents are the same: another program saved it again."));
    } else {
        say(invocation, "%s", _("Its contents are the same, but for what was filled in."));
    }
    for (size_t i = 0; i < differences->kept; i++) {
        print_difference(invocation, &differences->items[i]);
    }
    if (differences->count > (int64_t)differences->kept) {
        say(invocation, _("  and %s more"), shown_count(differences->count - (int64_t)differences->kept));
    }
    if (differences->marks > 0) {
        say(invocation, _("%s marks of the auditor in cells for filling in; %s formulas come to something else because of them."), shown_count(differences->marks),
            shown_count(differences->recalculated));
    }
    if (differences->uncalculated > 0) {
        say(invocation, _("%s formulas were saved without what they come to; they were compared as formulas."), shown_count(differences->uncalculated));
    }
    say(invocation, "%s",
        _("Compared: sheets and their order; of every cell value, type, formula and number format; hidden sheets, rows and columns; names; protection; formats by condition; merged\n"
          "cells; headers and footers; macros, pictures, text boxes and links to other files. Not compared: anything else, such as fonts, colours, widths, charts, comments and hyperlinks."));
}

/* By its own word it is of this ledger; what it was compared with may have been issued. */
static void print_original(const struct invocation *invocation, const struct check *check)
{
    const struct issued *original = &check->original;
    if (original->times > 0) {
        say(invocation, _("The workbook that it was compared with was issued: journal entry %lld of %s (%s), officer %s."), (long long)original->position, shown_day(original->day),
            shown_text(text_of(original->at)), shown_text(text_of(original->officer)));
    }
}

static void print_text(const struct invocation *invocation, const struct check *check)
{
    print_issued(invocation, check);
    print_sample(invocation, &check->issue.sample);
    if (check->other_root) {
        say(invocation, "%s", _("The root that the file names is not the root of that many entries."));
    }
    if (!check->made) {
        say(invocation, "%s", _("It was made with another layout than this one: name that layout with --template to compare the cells."));
    } else if (check->same_bytes) {
        say(invocation, "%s", _("The ledger still makes it, byte for byte."));
    } else {
        if (check->other_version) {
            say(invocation, _("It was made by program version %s, this is %s."), shown_text(text_of(check->issue.version)), DUMISAKE_VERSION);
        }
        if (check->erasures > 0) {
            say(invocation, _("Since then %s erasures removed data that it showed (UU 27/2022); what they emptied differs."), shown_count(check->erasures));
        }
        print_original(invocation, check);
        print_compared(invocation, &check->differences);
    }
}

static json_t *nullable(const char *value)
{
    return value == NULL ? json_null() : json_text(text_of(value));
}

static void print_json(const struct invocation *invocation, const struct check *check)
{
    const struct issued *issued = &check->issued;
    json_t *object = json_begin(invocation);
    json_t *cells = json_array();
    for (size_t i = 0; i < check->differences.kept; i++) {
        const struct workbook_difference *cell = &check->differences.items[i];
        (void)json_array_append_new(cells, json_pack("{s:s, s:o, s:o, s:o, s:o}", "kind", difference_kind_name(cell->kind), "sheet", nullable(cell->sheet[0] == '\0' ? NULL : cell->sheet), "cell", nullable(cell->place[0] == '\0' ? NULL : cell->place),
                                                     "in_file", nullable(cell->in_file), "by_ledger", nullable(cell->by_ledger)));
    }
    (void)json_object_update_new(object, json_pack("{s:o, s:b, s:I, s:o, s:b, s:o}", "file", json_text(text_of(check->path)), "issued", issued->times > 0, "entries",
                                                   (json_int_t)check->issue.entries, "year", check->issue.year == 0 ? json_string("all") : json_integer(check->issue.year), "masked",
                                                   check->issue.masked, "version", json_text(text_of(check->issue.version))));
    if (issued->times > 0) {
        (void)json_object_update_new(object, json_pack("{s:I, s:s, s:o, s:o, s:I}", "entry", (json_int_t)issued->position, "day", shown_day(issued->day), "at",
                                                       json_text(text_of(issued->at)), "officer", json_text(text_of(issued->officer)), "times", (json_int_t)issued->times));
    }
    const struct issue_sample *sample = &check->issue.sample;
    (void)json_object_set_new(object, "sample", sample->size == 0 ? json_null()
                                                                  : json_pack("{s:I, s:s, s:o, s:s}", "size", (json_int_t)sample->size, "method", sample_method_name(sample->method),
                                                                              "seed", json_text(text_of(sample->seed)), "of", account_name(sample->of)));
    (void)json_object_update_new(object, json_pack("{s:o, s:I, s:I, s:I}", "original", check->original.times > 0 ? json_integer(check->original.position) : json_null(), "marks",
                                                   (json_int_t)check->differences.marks, "recalculated", (json_int_t)check->differences.recalculated, "uncalculated",
                                                   (json_int_t)check->differences.uncalculated));
    (void)json_object_update_new(object, json_pack("{s:b, s:o, s:b, s:I, s:I, s:o}", "root_agrees", !check->other_root, "reproduced",
                                                   check->made ? json_boolean(check->same_bytes) : json_null(), "made", check->made, "erasures", (json_int_t)check->erasures,
                                                   "differing", (json_int_t)check->differences.count, "differences", cells));
    json_print(object);
}

static const struct error *run_check(const struct invocation *invocation, struct check *check)
{
    struct work work SCOPED_WORK = { 0 };
    struct made_again made SCOPED_MADE_AGAIN = { .path = { 0 } };
    struct digest sha256;
    TRY(work_read(invocation->globals, &work));
    TRY(digest_of_file(check->path, &sha256));
    TRY(issue_find(work.store, &sha256, &check->issued));
    check->issue = check->issued.issue;
    check->erasures_until = check->issued.position;
    TRY(check->issued.times == 0 ? ask_the_file(&work, check) : NULL);
    check->other_version = strcmp(check->issue.version, DUMISAKE_VERSION) != 0;
    TRY(made_again_prepare(&made));
    return make_again(&work, check, &made);
}

const struct error *export_check(const struct invocation *invocation, const char *path, const char *template, int *status_out)
{
    struct check check = { .path = path, .template = template };
    const struct error *error = run_check(invocation, &check);
    if (error == NULL && invocation->globals->json) {
        print_json(invocation, &check);
    } else if (error == NULL) {
        print_text(invocation, &check);
    }
    /* A file that was issued is genuine whatever the ledger makes now; what differs in it is for a person to look at. */
    bool genuine = check.issued.times > 0 && (!check.made || check.same_bytes);
    *status_out = genuine ? STATUS_DONE : STATUS_NEEDS_EYE;
    workbook_differences_free(&check.differences);
    return error;
}
