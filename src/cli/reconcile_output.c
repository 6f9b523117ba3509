#include "reconcile_output.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/reconciliation.h"
#include "programme/status.h"

/* --- one object --- */

static json_t *text_or_null(const struct buffer *text)
{
    return text->length == 0 ? json_null() : json_text(buffer_text(text));
}

static json_t *total_json(const struct reconciliation_total *total)
{
    json_t *object = json_pack("{s:o, s:b}", "name", json_text(buffer_text(&total->name)), "tested", total->tested);
    const struct { const char *name; int64_t value; } members[] = {
        { "left", total->left }, { "difference", total->difference }, { "explained", total->explained }, { "unexplained", total->unexplained }, { "lines", total->lines },
    };
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        (void)json_object_set_new(object, members[i].name, total->tested ? json_integer(members[i].value) : json_null());
    }
    (void)json_object_set_new(object, "right", json_integer(total->right));
    (void)json_object_set_new(object, "untested", json_pack("{s:I, s:I}", "people", (json_int_t)total->untested_people, "amount", (json_int_t)total->untested));
    return object;
}

/* Those whose rows in an annex, if there are any, cannot be told from others. */
static int64_t erased_people(const struct reconciliation *reconciliation, int64_t *amount_out)
{
    int64_t people = 0;
    *amount_out = 0;
    for (size_t i = 0; i < reconciliation->line_count; i++) {
        if (text_equal(buffer_text(&reconciliation->lines[i].matter), TEXT("dihapus"))) {
            people += 1;
            *amount_out += reconciliation->lines[i].right;
        }
    }
    return people;
}

static json_t *line_json(const struct reconciliation *reconciliation, const struct reconciliation_line *line)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    nik_print((struct nik){ line->nik }, &nik);
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:b}", "section", json_text(buffer_text(&reconciliation->totals[line->section - 1].name)), "matter",
                     json_text(buffer_text(&line->matter)), "nik", line->nik == 0 ? json_null() : json_string(buffer_string(&nik)), "name", text_or_null(&line->name), "batch",
                     line->batch == 0 ? json_null() : json_integer(line->batch), "reference", text_or_null(&line->reference), "document", text_or_null(&line->document),
                     "left", (json_int_t)line->left, "right", (json_int_t)line->right, "difference", (json_int_t)line->difference, "explained", line->explained);
}

static json_t *year_json(const struct reconciliation *reconciliation)
{
    json_t *sections = json_array();
    json_t *budget = json_array();
    json_t *sendings = json_array();
    json_t *lines = json_array();
    for (int i = 0; i < RECONCILIATION_SECTIONS; i++) {
        (void)json_array_append_new(sections, total_json(&reconciliation->totals[i]));
    }
    for (size_t i = 0; i < reconciliation->step_count; i++) {
        const struct budget_step *step = &reconciliation->steps[i];
        (void)json_array_append_new(budget, json_pack("{s:I, s:s, s:o, s:I, s:I}", "entry", (json_int_t)step->entry, "day", shown_day(step->day), "dpa", text_or_null(&step->dpa),
                                                      "change", (json_int_t)step->change, "budget", (json_int_t)step->budget));
    }
    for (size_t i = 0; i < reconciliation->sending_count; i++) {
        const struct sending_answers *sending = &reconciliation->sendings[i];
        (void)json_array_append_new(sendings, json_pack("{s:I, s:s, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:I}", "batch", (json_int_t)sending->batch, "day", shown_day(sending->day), "sp2d",
                                                        text_or_null(&sending->sp2d), "template", text_or_null(&sending->layout), "template_sha256",
                                                        text_or_null(&sending->layout_sha256), "people", (json_int_t)sending->people, "sent", (json_int_t)sending->sent, "paid",
                                                        (json_int_t)sending->paid, "returned", (json_int_t)sending->returned, "unanswered_people",
                                                        (json_int_t)sending->unanswered_people, "unanswered", (json_int_t)sending->unanswered));
    }
    for (size_t i = 0; i < reconciliation->line_count; i++) {
        (void)json_array_append_new(lines, line_json(reconciliation, &reconciliation->lines[i]));
    }
    int64_t amount;
    int64_t people = erased_people(reconciliation, &amount);
    return json_pack("{s:i, s:I, s:o, s:o, s:o, s:o, s:{s:I, s:I}}", "year", reconciliation->year, "open_lines", (json_int_t)reconciliation_open_lines(reconciliation), "sections",
                     sections, "budget", budget, "sendings", sendings, "lines", lines, "erased", "people", (json_int_t)people, "amount", (json_int_t)amount);
}

/* --- a page --- */

/* Rupiah with a sign. */
static const char *shown_difference(int64_t rupiah)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    struct money amount;
    if (!money_of(rupiah < 0 ? -rupiah : rupiah, &amount)) {
        amount = (struct money){ MONEY_MAX };
    }
    buffer_format(&shown, "%s%s", rupiah < 0 ? "-" : "", shown_money(amount));
    return shown_text(buffer_text(&shown));
}

static const char *section_title(int section)
{
    static const char *const titles[] = {
        N_("budget documents (DPA) = all states of the money"), N_("annexes of decrees = batches"), N_("batches = sent (SP2D)"), N_("sent (SP2D) = answers of the bank"),
        N_("the bank paid = tersalur"), N_("the bank bounced = retur"),
    };
    return _(titles[section - 1]);
}

static const char *matter_title(const struct reconciliation_line *line)
{
    static const struct { const char *code; const char *title; } titles[] = {
        { "hanya-sk", N_("only in the annex of the decree") }, { "hanya-batch", N_("only in the batch") }, { "dihapus", N_("erased before the annex was read") }, { "jumlah-lain", N_("another amount") },
        { "rekening-lain", N_("another account in the annex of the decree") }, { "nama-lain", N_("another name in the annex of the decree") },
        { "tanggal-lain", N_("the annex's decree has another date than the approval's") },
        { "sk-lain", N_("in the annex of another decree") }, { "dibatalkan", N_("cancelled before it was sent") }, { "belum-dikirim", N_("not sent yet") },
        { "belum-dijawab", N_("not answered by the bank") }, { "dikembalikan", N_("given back by the recipient") }, { "disetor", N_("bounced, in the treasury again") },
        { "ulang-dibatalkan", N_("bounced, the repayment was cancelled: the money is in anggaran, without a deposit slip") },
        { "dibayar-ulang", N_("bounced, paid once more") }, { "jawaban-berubah", N_("the bank said bounced, then paid") },
    };
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
        if (text_equal(buffer_text(&line->matter), text_of(titles[i].code))) {
            return _(titles[i].title);
        }
    }
    return _("without an explanation");
}

static void print_total(const struct invocation *invocation, int section, const struct reconciliation_total *total)
{
    const char *title = section_title(section);
    if (!total->tested) {
        say(invocation, _("  %-52s cannot be tested: no annex of a decree was read (`dumisake sk FILE`); batches: %s"), title, shown_difference(total->right));
        return;
    }
    int64_t open = total->difference - total->explained;
    say(invocation, _("  %-52s %s and %s: difference %s, explained %s, not explained %s in %s lines"), title, shown_difference(total->left), shown_difference(total->right),
        shown_difference(total->difference), shown_difference(total->explained), shown_difference(open), shown_count(total->lines));
    if (total->unexplained != (open < 0 ? -open : open)) {
        say(invocation, _("    these lines without their signs: %s"), shown_difference(total->unexplained));
    }
    if (total->untested_people > 0) {
        say(invocation, _("    cannot be tested: %s people, %s, whose decree's annex was not read"), shown_count(total->untested_people), shown_difference(total->untested));
    }
}

static void print_line(const struct invocation *invocation, const struct reconciliation_line *line)
{
    struct buffer who SCOPED_BUFFER = { 0 };
    struct buffer more SCOPED_BUFFER = { 0 };
    if (line->nik != 0) {
        nik_print((struct nik){ line->nik }, &who);
        buffer_format(&who, " %.*s: ", TEXT_ARG(buffer_text(&line->name)));
    }
    if (line->batch != 0) {
        buffer_format(&more, _(", batch %lld"), (long long)line->batch);
    }
    if (line->reference.length > 0) {
        buffer_format(&more, ", %.*s", TEXT_ARG(buffer_text(&line->reference)));
    }
    if (line->document.length > 0) {
        buffer_format(&more, ", %.*s", TEXT_ARG(buffer_text(&line->document)));
    }
    say(invocation, _("  %s%s, %s and %s, difference %s%s%s"), shown_text(buffer_text(&who)), matter_title(line), shown_difference(line->left), shown_difference(line->right),
        shown_difference(line->difference), shown_text(buffer_text(&more)), line->explained ? _(" (explained)") : "");
    shown_free();
}

static void print_year(const struct invocation *invocation, const struct reconciliation *reconciliation)
{
    say(invocation, _("Reconciliation of programme year %d"), reconciliation->year);
    for (int i = 1; i <= RECONCILIATION_SECTIONS; i++) {
        print_total(invocation, i, &reconciliation->totals[i - 1]);
    }
    int64_t amount;
    int64_t people = erased_people(reconciliation, &amount);
    if (people > 0) {
        say(invocation, _("    %s people of the batches, %s, were erased before an annex was read: as many rows that are only in the annex may be theirs. No NIK of them is kept, "
                          "so nothing can match the two sides but the paper."), shown_count(people), shown_difference(amount));
    }
    for (size_t i = 0; i < reconciliation->step_count; i++) {
        const struct budget_step *step = &reconciliation->steps[i];
        say(invocation, _("  Budget, %s, DPA %s: %s, now %s"), shown_day(step->day), step->dpa.length == 0 ? "-" : shown_text(buffer_text(&step->dpa)),
            shown_difference(step->change), shown_difference(step->budget));
    }
    for (size_t i = 0; i < reconciliation->sending_count; i++) {
        const struct sending_answers *sending = &reconciliation->sendings[i];
        say(invocation, _("  Sent on %s, batch %lld, SP2D %s, layout %s: %s; paid %s, bounced %s, not answered %s (%s people)"), shown_day(sending->day), (long long)sending->batch,
            sending->sp2d.length == 0 ? "-" : shown_text(buffer_text(&sending->sp2d)),
            sending->layout.length == 0 ? "-" : shown_text(buffer_text(&sending->layout)), shown_difference(sending->sent), shown_difference(sending->paid),
            shown_difference(sending->returned), shown_difference(sending->unanswered), shown_count(sending->unanswered_people));
    }
    for (size_t i = 0; i < reconciliation->line_count; i++) {
        print_line(invocation, &reconciliation->lines[i]);
    }
    if (reconciliation_open_lines(reconciliation) == 0) {
        say(invocation, "%s", _("  Every difference that can be tested is explained."));
    }
}

const struct error *reconcile_show(const struct invocation *invocation, struct store *store, int year, int *status_out)
{
    int *years SCOPED_MEMORY = NULL;
    json_t *list = json_array();
    const struct error *error = NULL;
    size_t count = 0;
    size_t shown = 0;
    *status_out = STATUS_DONE;
    error = status_years(store, &years, &count);
    for (size_t i = 0; error == NULL && i < count; i++) {
        struct reconciliation reconciliation SCOPED_RECONCILIATION = { 0 };
        if (year != 0 && year != years[i]) {
            continue;
        }
        error = reconciliation_load(store, years[i], &reconciliation);
        if (error != NULL) {
            break;
        }
        shown += 1;
        *status_out = reconciliation_open_lines(&reconciliation) > 0 ? STATUS_NEEDS_EYE : *status_out;
        if (invocation->globals->json) {
            (void)json_array_append_new(list, year_json(&reconciliation));
        } else {
            print_year(invocation, &reconciliation);
        }
    }
    if (error == NULL && shown == 0) {
        error = error_new(ERROR_REFUSED, _("programme year %d is not in this ledger; see `dumisake program list`"), year);
    }
    if (error != NULL || !invocation->globals->json) {
        json_decref(list);
        return error;
    }
    json_t *object = json_begin(invocation);
    (void)json_object_set_new(object, "years", list);
    json_print(object);
    return NULL;
}
