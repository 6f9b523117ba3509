#include <stdio.h>

#include "base/language.h"
#include "command.h"
#include "exporter/bank_file.h"
#include "programme/approval.h"

static struct {
    char *sp2d;
    char *sp2d_date;
    char *template;
    int templates;
    int again;
    char *sending;
} typed;

static struct poptOption options[] = {
    { "sp2d", '\0', POPT_ARG_STRING, &typed.sp2d, 0, N_("number of the payment order (SP2D)"), "N" },
    { "sp2d-date", '\0', POPT_ARG_STRING, &typed.sp2d_date, 0, N_("its date"), "YYYY-MM-DD" },
    { "template", '\0', POPT_ARG_STRING, &typed.template, 0, N_("the bank's layout: a built-in name, or a file that ends in .yaml"), "NAME" },
    { "again", '\0', POPT_ARG_NONE, &typed.again, 0, N_("write the file of a sending again, the same bytes; nothing is recorded, the exit status is 3"), NULL },
    { "sending", '\0', POPT_ARG_STRING, &typed.sending, 0, N_("with --again, of a batch that was sent several times: the sending's journal entry"), "N" },
    { "templates", '\0', POPT_ARG_NONE, &typed.templates, 0, N_("list the built-in layouts and do nothing else"), NULL },
    POPT_TABLEEND,
};

static json_t *files_json(const struct bank_files *files)
{
    json_t *array = json_array();
    for (size_t i = 0; i < files->count; i++) {
        const struct bank_file *file = &files->items[i];
        struct buffer hex SCOPED_BUFFER = { 0 };
        digest_print(&file->sha256, &hex);
        (void)json_array_append_new(array, json_pack("{s:o, s:s, s:I, s:I, s:I}", "file", json_text(text_of(file->path)), "sha256", hex.bytes, "payouts",
                                                     (json_int_t)file->total.count, "amount", (json_int_t)file->total.amount.rupiah, "hash_total",
                                                     (json_int_t)file->total.hash_total));
    }
    return array;
}

static void print_json(const struct invocation *invocation, const struct sending *sending, const struct bank_files *files, bool again, bool written)
{
    json_t *object = json_begin(invocation);
    json_t *held = json_array();
    struct buffer hex SCOPED_BUFFER = { 0 };
    struct buffer layout SCOPED_BUFFER = { 0 };
    digest_print(&files->sha256, &hex);
    digest_print(&sending->template_sha256, &layout);
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            struct buffer nik SCOPED_BUFFER = { 0 };
            nik_print((struct nik){ order->nik }, &nik);
            (void)json_array_append_new(held, json_pack("{s:s, s:s, s:s}", "reference", order->reference, "nik", nik.bytes, "reason", order->held_back));
        }
    }
    (void)json_object_update_new(object, json_pack("{s:i, s:I, s:o, s:s, s:I, s:I, s:I, s:o, s:o, s:o, s:s, s:b, s:b}", "year", sending->year, "batch",
                                                   (json_int_t)sending->batch_id, "file", json_text(text_of(invocation->arguments[1])), "sha256", hex.bytes, "payouts",
                                                   (json_int_t)sending->payable, "amount", (json_int_t)sending->amount.rupiah, "hash_total",
                                                   (json_int_t)sending->hash_total, "held_back", held, "files", files_json(files), "template",
                                                   json_text(text_of(sending->template_name)), "template_sha256", layout.bytes, "again", again, "written", written));
    json_print(object);
}

static void print_totals(const struct invocation *invocation, const struct sending *sending, const struct bank_files *files)
{
    for (size_t i = 0; i < files->count && files->count > 1; i++) {
        const struct bank_file *file = &files->items[i];
        say(invocation, ngettext("%s: %s transfer, %s, hash total %lld",
                                 "%s: %s transfers, %s, hash total %lld", (unsigned long)file->total.count),
            shown_text(text_of(file->path)), shown_count((int64_t)file->total.count),
            shown_money(file->total.amount), (long long)file->total.hash_total);
    }
    say(invocation, ngettext("%s: %s transfer, %s, hash total %lld. The money of batch %lld is in process at the bank.",
                             "%s: %s transfers, %s, hash total %lld. The money of batch %lld is in process at the bank.", (unsigned long)sending->payable),
        files->count > 1 ? _("Together") : shown_text(text_of(invocation->arguments[1])),
        shown_count((int64_t)sending->payable), shown_money(sending->amount), (long long)sending->hash_total, (long long)sending->batch_id);
}

static void print_held(const struct invocation *invocation, const struct sending *sending)
{
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            say(invocation, _("Held back: %s, NIK %lld: %s"), order->reference, (long long)order->nik, order->held_back);
        }
    }
}

static void print_text(const struct invocation *invocation, const struct sending *sending, const struct bank_files *files)
{
    print_held(invocation, sending);
    print_totals(invocation, sending, files);
    if (sending->payable < sending->count) {
        say(invocation, ngettext("%s payout was held back and stays committed.",
                                 "%s payouts were held back and stay committed.", (unsigned long)(sending->count - sending->payable)),
            shown_count((int64_t)(sending->count - sending->payable)));
    }
    if (typed.template != NULL) {
        say_next(invocation, 0, "settle %s --template %s", _("ANSWER.csv"), shown_word(typed.template));
    } else {
        say_next(invocation, 0, "settle %s", _("ANSWER.csv"));
    }
}

static const struct error *list_templates(const struct invocation *invocation)
{
    json_t *object = json_begin(invocation);
    json_t *array = json_array();
    for (const struct resource *one = bank_templates; one->name != NULL; one++) {
        struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
        struct buffer name SCOPED_BUFFER = { 0 };
        buffer_add(&name, (struct text){ one->name, strlen(one->name) - strlen(".yaml") });
        const struct error *error = bank_template_load(buffer_string(&name), &template);
        CHECK(error == NULL);
        say(invocation, "  %-14s %s", name.bytes, template.title);
        (void)json_array_append_new(array, json_pack("{s:s, s:s}", "name", name.bytes, "title", template.title));
    }
    (void)json_object_set_new(object, "templates", array);
    if (invocation->globals->json) {
        json_print(object);
    } else {
        json_decref(object);
    }
    return NULL;
}

static const struct error *write_files(const struct invocation *invocation, const struct sending *sending, const struct bank_template *template, struct day day,
                                       struct bank_files *out)
{
    TRY(bank_files_write(sending, template, day, invocation->arguments[1], out));
    for (size_t i = 0; i < out->count; i++) {
        TRY(output_path_check(invocation->globals, out->items[i].path));
    }
    return NULL;
}

static bool all_existed(const struct bank_files *files)
{
    bool existed = true;
    for (size_t i = 0; i < files->count; i++) {
        existed = existed && files->items[i].existed;
    }
    return existed;
}

/* The files of a sending in this layout; *fits_out: they are what was sent, byte by byte. Temporary files until they are kept. */
static const struct error *make_again(const struct invocation *invocation, struct sending_before *before, const struct bank_template *template, struct bank_files *files, bool *fits_out)
{
    struct sending *sending = &before->sending;
    bank_template_fit(template, sending);
    if (sending->payable == sending->count) {
        TRY(write_files(invocation, sending, template, before->day, files));
    }
    *fits_out = files->count > 0 && digest_equal(&files->sha256, &before->file_sha256);
    return NULL;
}

static const struct error *keep_again(const struct invocation *invocation, const struct sending_before *before, struct bank_files *files)
{
    bool was_there = all_existed(files);
    TRY(bank_files_finish(files));
    TRY(bank_files_keep(files));
    if (invocation->globals->json) {
        print_json(invocation, &before->sending, files, true, true);
        return NULL;
    }
    print_totals(invocation, &before->sending, files);
    say_aside(invocation, was_there ? _("It was there already, byte by byte as recorded on %s (journal entry %lld). Make sure that the bank gets it once only.")
                                    : _("Written again, byte by byte as recorded on %s (journal entry %lld); nothing new was recorded. Make sure that the bank gets it once only."),
              shown_day(before->day), (long long)before->position);
    return NULL;
}

/* Of several that the bank has not answered the user says which. */
static const struct error *choose(const struct sendings_before *before, int64_t batch, int64_t wanted, struct sending_before **out)
{
    struct buffer open SCOPED_BUFFER = { 0 };
    size_t count = 0;
    bool answered = false;
    for (size_t i = 0; i < before->count; i++) {
        struct sending_before *item = &before->items[i];
        bool meant = wanted == 0 || item->position == wanted;
        answered = answered || (meant && item->answered);
        if (meant && !item->answered) {
            *out = item;
            buffer_format(&open, "%s%lld", count == 0 ? "" : ", ", (long long)item->position);
            count += 1;
        }
    }
    if (count > 1) {
        return error_new(ERROR_REFUSED, _("batch %lld was sent several times (journal entries %s); name the one with --sending"), (long long)batch, buffer_string(&open));
    }
    if (count == 0 && answered) {
        return error_new(ERROR_REFUSED, _("the bank has answered transfers of this sending of batch %lld, so it has the file; it is not written again"), (long long)batch);
    }
    return count == 1 ? NULL : error_new(ERROR_REFUSED, _("batch %lld has no such sending; leave --again out to send it"), (long long)batch);
}

static const struct error *write_again(const struct invocation *invocation, const struct work *work, int64_t batch, const struct bank_template *template)
{
    struct sendings_before before SCOPED_SENDINGS_BEFORE = { .count = 0 };
    struct bank_files files SCOPED_BANK_FILES = { 0 };
    struct sending_before *chosen = NULL;
    int64_t wanted = 0;
    bool fits;
    TRY(typed.sending == NULL ? NULL : parse_count_option("--sending", typed.sending, &wanted));
    TRY(sendings_find(work->store, batch, &before));
    TRY(choose(&before, batch, wanted, &chosen));
    TRY(make_again(invocation, chosen, template, &files, &fits));
    if (!fits) {
        return error_new(ERROR_REFUSED, _("in this layout the file would not be the one that was recorded on %s (journal entry %lld); name its layout with --template"),
                         shown_day(chosen->day), (long long)chosen->position);
    }
    return keep_again(invocation, chosen, &files);
}

/* A `send` to this path was stopped when its sending was recorded and its files had no names: it is completed before anything else is sent. */
static const struct error *complete(const struct invocation *invocation, const struct work *work, int64_t batch, const struct bank_template *template,
                                    const struct bank_remains *remains, bool *done_out)
{
    struct sendings_before before SCOPED_SENDINGS_BEFORE = { .count = 0 };
    *done_out = false;
    if (remains->count == 0) {
        return NULL;
    }
    TRY(sendings_find(work->store, batch, &before));
    for (size_t i = before.count; i > 0 && !*done_out; i--) {
        struct sending_before *item = &before.items[i - 1];
        struct bank_files files SCOPED_BANK_FILES = { 0 };
        bool fits = false;
        bool other = item->answered || (item->has_template && !digest_equal(&item->template_sha256, &template->sha256)); /* made, it would tidy the remains away */
        TRY(other ? NULL : make_again(invocation, item, template, &files, &fits));
        if (fits && bank_remains_are_of(remains, &files)) {
            *done_out = true;
            TRY(keep_again(invocation, item, &files));
        }
    }
    return NULL;
}

static const struct error *refuse_empty(const struct invocation *invocation, int64_t batch, const struct sending *sending)
{
    if (sending->count == 0) {
        return error_new(ERROR_REFUSED, _("batch %lld has nothing left to send; it was sent before. When its file is lost, `dumisake send %lld FILE --again` writes it again"),
                         (long long)batch, (long long)batch);
    }
    if (sending->count == 1) {
        return error_new(ERROR_REFUSED, _("batch %lld: its payout %s cannot be sent (%s); nothing was changed"), (long long)batch, sending->orders[0].reference,
                         sending->orders[0].held_back);
    }
    print_held(invocation, sending);
    return error_new(ERROR_REFUSED, _("batch %lld: none of its %zu payouts can be sent (%s: %s); nothing was changed"), (long long)batch, sending->count,
                     sending->orders[0].reference, sending->orders[0].held_back);
}

/* The ledger first: a machine that stops between the two leaves no file of which the ledger does not know, to be handed to the bank while the batch
 * is cancelled; and the same command writes the file. */
static const struct error *record(struct work *work, const struct sending *sending, struct day sp2d_day, struct bank_files *files,
                                  bool *has_files_out)
{
    TRY(sending_record(&work->journal, sending, text_of(typed.sp2d), sp2d_day, &files->sha256));
    TRY(bank_files_finish(files));
    const struct error *error = work_commit(work);
    if (error != NULL && error->kind == ERROR_UNKNOWN) {
        return error_new(ERROR_UNKNOWN, _("%s; the transfer file was not written, and if the sending is recorded, `dumisake send %lld FILE --again` writes it"), error->message,
                         (long long)sending->batch_id);
    }
    TRY(error);
    error = bank_files_keep(files);
    if (error != NULL) { /* whatever --quiet and --json say: without it somebody waits for a file that will not come */
        (void)fprintf(stderr, _("dumisake: the sending is recorded, but its file is not there: %s. `dumisake send %lld FILE --again` writes it.\n"), error->message,
                      (long long)sending->batch_id);
    }
    *has_files_out = error == NULL;
    return NULL;
}

static const struct error *send(const struct invocation *invocation, struct work *work, int64_t batch, struct day sp2d_day, const struct bank_remains *remains, int *status_out)
{
    struct bank_template template SCOPED_BANK_TEMPLATE = { 0 };
    struct sending sending SCOPED_SENDING = { 0 };
    struct bank_files files SCOPED_BANK_FILES = { 0 };
    bool completed;
    bool has_files;
    TRY(bank_template_load(typed.template, &template));
    *status_out = STATUS_NEEDS_EYE;
    if (typed.again != 0) {
        return write_again(invocation, work, batch, &template);
    }
    TRY(complete(invocation, work, batch, &template, remains, &completed));
    if (completed) {
        return NULL;
    }
    TRY(sending_prepare(work->store, batch, &work->event, &sending));
    bank_template_fit(&template, &sending);
    TRY(sending.payable == 0 ? refuse_empty(invocation, batch, &sending) : NULL);
    TRY(write_files(invocation, &sending, &template, work->event.day, &files));
    TRY(record(work, &sending, sp2d_day, &files, &has_files));
    bool is_signed = work_checkpoint(work);
    if (invocation->globals->json) {
        print_json(invocation, &sending, &files, false, has_files);
    } else {
        print_text(invocation, &sending, &files);
    }
    *status_out = sending.payable < sending.count || !is_signed || !has_files ? STATUS_NEEDS_EYE : STATUS_DONE;
    return NULL;
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct bank_remains remains SCOPED_BANK_REMAINS = { .count = 0 };
    struct day sp2d_day;
    int64_t batch;
    if (typed.templates != 0 && invocation->count == 0) {
        *status_out = STATUS_DONE;
        return list_templates(invocation);
    }
    if (invocation->count != 2 || typed.templates != 0) {
        return error_new(ERROR_USAGE, _("expected: dumisake %s%s%s"), "send", " ", "BATCH FILE | --templates");
    }
    if (typed.again == 0 && typed.sending != NULL) {
        return error_new(ERROR_USAGE, "%s", _("--sending goes with --again"));
    }
    if (typed.again != 0 && (typed.sp2d != NULL || typed.sp2d_date != NULL)) {
        return error_new(ERROR_USAGE, "%s", _("--again records nothing: --sp2d and --sp2d-date do not go with it"));
    }
    TRY(parse_batch(invocation->arguments[0], &batch));
    TRY(parse_day_option("--sp2d-date", typed.sp2d_date, &sp2d_day));
    TRY(output_path_check(invocation->globals, invocation->arguments[1]));
    bank_remains_find(invocation->arguments[1], &remains); /* before anything tidies there */
    TRY(work_begin(invocation, STORE_WRITE, &work));
    TRY(work_day_past(&work, "--sp2d-date", sp2d_day));
    bool own = false;
    TRY(work.session.key == NULL ? NULL : approval_was_given_by(work.store, batch, text_of(work.session.name), &own));
    if (own) {
        return work_refuse(invocation, &work, REFUSAL_FOUR_EYES,
                           error_new(ERROR_REFUSED, _("%s approved batch %lld; another officer must send it"), work.session.name, (long long)batch));
    }
    return send(invocation, &work, batch, sp2d_day, &remains, status_out);
}

const struct command command_send = {
    .name = "send",
    .arguments = "BATCH FILE | --templates",
    .summary = N_("write the bank's transfer file; the money goes in process"),
    .help = N_("Writes the transfer file of a batch, with a trailer of count, sum and hash total, and moves its money from komitmen to dalam-proses.\n"
               "A payout without a usable account is held back: it stays in komitmen, the others go. So is one whose account is in another\n"
               "person's name, or is also that of somebody who has a grant, is withdrawn or on an exclusion list; and so is the payout of a person who\n"
               "is not eligible any more: on a list or rejected since, an acceptance that lapsed. Nor does money go to whom the bank calls paid now by an\n"
               "earlier payout that bounced. Each reason says what to do.\n"
               "--template chooses the layout of another bank; what its files cannot carry of a payout holds that payout back. More transfers than a\n"
               "file may have make FILE-1, FILE-2 and so on. The file appears when the sending is recorded; a `send` that was stopped in between is completed by\n"
               "the same command. --again writes the file of a sending again, the same bytes, as long as the bank has answered none of it: for a file that\n"
               "is lost. Hand the bank one copy only."),
    .examples = "dumisake send 1 transfer.csv\ndumisake send 1 transfer.csv --sp2d 00123/SP2D/2023 --sp2d-date 2023-08-01\n"
                "dumisake send 1 transfer.csv --template titik-koma\ndumisake send 1 transfer.csv --template bank_kami.yaml\ndumisake send 1 transfer.csv --again\n"
                "dumisake send --templates",
    .options = options,
    .least = 0,
    .most = 2,
    .writes = true,
    .duty = "sending",
    .run = run,
};
