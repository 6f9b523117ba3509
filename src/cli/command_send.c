#include <unistd.h>

#include "base/language.h"
#include "command.h"
#include "exporter/bank_file.h"
#include "programme/approval.h"

enum { TRANSFER_BYTES_MAX = 1 << 28 };

static struct {
    char *sp2d;
    char *sp2d_date;
} typed;

static struct poptOption options[] = {
    { "sp2d", '\0', POPT_ARG_STRING, &typed.sp2d, 0, N_("number of the payment order (SP2D)"), "N" },
    { "sp2d-date", '\0', POPT_ARG_STRING, &typed.sp2d_date, 0, N_("its date"), "YYYY-MM-DD" },
    POPT_TABLEEND,
};

static void print_json(const struct invocation *invocation, const struct sending *sending, const char *path, const struct digest *sha256)
{
    json_t *object = json_begin(invocation);
    json_t *held = json_array();
    struct buffer hex SCOPED_BUFFER = { 0 };
    digest_print(sha256, &hex);
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            struct buffer nik SCOPED_BUFFER = { 0 };
            nik_print((struct nik){ order->nik }, &nik);
            (void)json_array_append_new(held, json_pack("{s:s, s:s, s:s}", "reference", order->reference, "nik", nik.bytes, "reason", order->held_back));
        }
    }
    (void)json_object_update_new(object, json_pack("{s:i, s:I, s:o, s:s, s:I, s:I, s:I, s:o}", "year", sending->year, "batch",
                                                   (json_int_t)sending->batch_id, "file", json_text(text_of(path)), "sha256", hex.bytes, "payouts",
                                                   (json_int_t)sending->payable, "amount", (json_int_t)sending->amount.rupiah, "hash_total",
                                                   (json_int_t)sending->hash_total, "held_back", held));
    json_print(object);
}

static void print_text(const struct invocation *invocation, const struct sending *sending, const char *path)
{
    for (size_t i = 0; i < sending->count; i++) {
        const struct transfer_order *order = &sending->orders[i];
        if (order->held_back != NULL) {
            say(invocation, _("Held back: %s, NIK %lld: %s"), order->reference, (long long)order->nik, order->held_back);
        }
    }
    say(invocation, _("%s: %s transfers, %s, hash total %lld. The money of batch %lld is in process at the bank."), shown_text(text_of(path)),
        shown_count((int64_t)sending->payable), shown_money(sending->amount), (long long)sending->hash_total, (long long)sending->batch_id);
    if (sending->payable < sending->count) {
        say(invocation, _("%s payouts were held back and stay committed."), shown_count((int64_t)(sending->count - sending->payable)));
    }
    say_next(invocation, 0, "settle %s", _("ANSWER.csv"));
}

/* A file of that name is replaced only by the same bytes: what a stopped `send` left behind. */
static const struct error *check_existing(const char *path, const struct digest *sha256, bool *existed_out)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct digest existing;
    *existed_out = access(path, F_OK) == 0;
    if (!*existed_out) {
        return NULL;
    }
    if (file_read_all(path, TRANSFER_BYTES_MAX, &bytes) == NULL) {
        digest_of(buffer_text(&bytes), TEXT_EMPTY, &existing);
        if (digest_equal(&existing, sha256)) {
            return NULL;
        }
    }
    return error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), path);
}

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    struct sending sending SCOPED_SENDING = { 0 };
    struct output output SCOPED_OUTPUT = { 0 };
    struct digest sha256;
    struct day sp2d_day;
    int64_t batch;
    bool existed;
    const char *path = invocation->arguments[1];
    TRY(parse_batch(invocation->arguments[0], &batch));
    TRY(parse_day_option("--sp2d-date", typed.sp2d_date, &sp2d_day));
    TRY(output_path_check(invocation->globals, path));
    TRY(work_begin(invocation, STORE_WRITE, &work));
    bool own = false;
    TRY(work.session.key == NULL ? NULL : approval_was_given_by(work.store, batch, text_of(work.session.name), &own));
    if (own) {
        return work_refuse(invocation, &work, REFUSAL_FOUR_EYES,
                           error_new(ERROR_REFUSED, _("%s approved batch %lld; another officer must send it"), work.session.name, (long long)batch));
    }
    TRY(sending_prepare(work.store, batch, &work.event, &sending));
    if (sending.payable == 0) {
        return error_new(ERROR_REFUSED, _("batch %lld: none of its %zu payouts can be sent (%s); nothing was changed"), (long long)batch, sending.count,
                         sending.orders[0].held_back);
    }
    TRY(output_open(path, &output));
    TRY(bank_file_write(&sending, &output, &sha256));
    TRY(check_existing(path, &sha256, &existed));
    TRY(sending_record(&work.journal, &sending, text_of(typed.sp2d), sp2d_day, &sha256));
    /* The file first: should the machine stop between the two, the same command writes the same file again. The other way
     * round the ledger would speak of a file that nobody has. */
    TRY(output_keep(&output));
    const struct error *error = work_commit(&work);
    if (error != NULL && !existed) {
        (void)unlink(path);
    }
    TRY(error);
    bool is_signed = work_checkpoint(&work);
    if (invocation->globals->json) {
        print_json(invocation, &sending, path, &sha256);
    } else {
        print_text(invocation, &sending, path);
    }
    *status_out = sending.payable < sending.count || !is_signed ? STATUS_NEEDS_EYE : STATUS_DONE;
    return NULL;
}

const struct command command_send = {
    .name = "send",
    .arguments = "BATCH FILE",
    .summary = N_("write the bank's transfer file; the money goes in process"),
    .help = N_("Writes the transfer file of a batch, with a trailer of count, sum and hash total, and moves its money from komitmen to dalam-proses.\n"
               "A payout without a usable account is held back: it stays in komitmen, the others go. So is one whose account is in another\n"
               "person's name, or is also that of somebody who has a grant, is withdrawn or on an exclusion list; and so is the payout of a person who\n"
               "is not eligible any more: on a list or rejected since, an acceptance that lapsed. Each reason says what to do."),
    .examples = "dumisake send 1 transfer.csv\ndumisake send 1 transfer.csv --sp2d 00123/SP2D/2023 --sp2d-date 2023-08-01",
    .options = options,
    .least = 2,
    .most = 2,
    .writes = true,
    .duty = "sending",
    .run = run,
};
