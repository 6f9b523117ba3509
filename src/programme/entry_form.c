#include "programme/entry_form.h"

#include "base/language.h"
#include "ledger/account.h"

#define MOVES_MAX 2

/* A line is its key and a sign for what its value is:
 *     #  a whole number        %  a SHA-256         @  a day        !  a moment in UTC        none: a text
 *     ~  a dash stands for none        ?  the line may be missing
 * MONEY stands for the four lines of a transfer; the moves say from where to where. A type of which there were several forms has a row each:
 * an entry has one of them. To add a line that older ledgers do not have, mark it with ?. */
#define MONEY " year# from to amount#"

struct move {
    enum account from;
    enum account to;
};

struct form {
    const char *type;
    const char *lines;
    struct move moves[MOVES_MAX];
    size_t move_count; /* 0 exactly when there is no MONEY */
};

static const char header[] = "entry# type at! day@ officer previous-root%?";

static const struct form forms[] = {
    { "payout", "payout# batch# sequence# reference applicant# commitment% category tier? region#" MONEY, { { ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN } }, 1 },
    { "sent", "payout# sending#" MONEY, { { ACCOUNT_KOMITMEN, ACCOUNT_DALAM_PROSES } }, 1 },
    { "settlement", "payout# answer# bank-day@~ reason" MONEY,
      { { ACCOUNT_DALAM_PROSES, ACCOUNT_TERSALUR }, { ACCOUNT_DALAM_PROSES, ACCOUNT_RETUR } }, 2 },
    { "cancelled", "payout# cancellation#" MONEY, { { ACCOUNT_KOMITMEN, ACCOUNT_ANGGARAN } }, 1 },
    { "repayment", "payout# successor# batch#" MONEY, { { ACCOUNT_RETUR, ACCOUNT_ANGGARAN } }, 1 },
    { "deposit", "payout# sts sts-day@~" MONEY, { { ACCOUNT_RETUR, ACCOUNT_SETOR_KEMBALI } }, 1 },
    { "refund", "payout# sts sts-day@~" MONEY, { { ACCOUNT_TERSALUR, ACCOUNT_SETOR_KEMBALI } }, 1 },
    { "budget", "dpa" MONEY, { { ACCOUNT_APBD, ACCOUNT_ANGGARAN }, { ACCOUNT_ANGGARAN, ACCOUNT_APBD } }, 2 },
    { "budget", "dpa year#", { { 0 } }, 0 }, /* a document that changes no amount */
    { "ledger", "id", { { 0 } }, 0 },
    { "key", "verifier", { { 0 } }, 0 },
    { "programme", "version# year# name sha256% valid-from@~ valid-to@~", { { 0 } }, 0 },
    { "import", "import# year# file sha256% bytes# rows# accepted# unchanged# conflicting# rejected# applicants-digest% set-aside-digest% forced?", { { 0 } }, 0 },
    { "accounts", "year# file sha256% rows# accepted# unchanged# conflicting# rejected#", { { 0 } }, 0 },
    { "amendment", "amendment# year# applicant# fields accounts#~ old-commitment% new-commitment% reason-commitment%", { { 0 } }, 0 },
    { "withdrawal", "year# applicant# commitment% reason-commitment%", { { 0 } }, 0 },
    { "reviews", "year# file sha256% rows# accepted# unchanged# conflicting# rejected#", { { 0 } }, 0 },
    { "review", "year# applicant# commitment% verdict reason-commitment% reviews#~", { { 0 } }, 0 },
    { "exclusion", "exclusion# year# list file sha256% rows# accepted# unchanged# rejected# exclusions-digest%", { { 0 } }, 0 },
    { "evaluation", "evaluation# year# version# rules% applicants# eligible# needs-review# ineligible# changed# decisions-digest% input-digest%?", { { 0 } }, 0 },
    { "lottery", "year# tickets# tickets-digest%", { { 0 } }, 0 },
    { "lottery-draw", "lottery# year# seed source", { { 0 } }, 0 },
    { "erasure", "year# applicant#~ rows# rows-digest% kin# kin-digest% reason-commitment%", { { 0 } }, 0 },
    { "batch", "batch# year# evaluation# rules% order draw#? first-in-line#? recipients# total# waiting# waiting-digest%", { { 0 } }, 0 },
    { "batch", "batch# year# evaluation# rules% order recipients# total#", { { 0 } }, 0 }, /* of before there were lists, and a repayment's */
    { "approval", "batch# mode sk sk-day@~", { { 0 } }, 0 },
    { "approval", "batch# mode sk sk-day@~ batch-digest% approval-signature", { { 0 } }, 0 }, /* an officer's */
    { "officer", "name key roles region#~ standing confirmation-rule#?", { { 0 } }, 0 },
    { "officer-revocation", "name standing reason confirmation-rule#?", { { 0 } }, 0 },
    { "officer-confirmation", "name proposal#", { { 0 } }, 0 },
    { "refusal", "name command cause", { { 0 } }, 0 },
    { "signature", "signature", { { 0 } }, 0 },
    { "cancellation", "batch# payouts# total# reason-commitment%", { { 0 } }, 0 },
    { "decree", "decree# year# number file sha256% rows# total# rows-digest%", { { 0 } }, 0 },
    { "lpj-file", "year# file sha256% rows# accepted# unchanged# rejected#", { { 0 } }, 0 },
    { "lpj", "payout# received@ used# document-sha256%~ text-commitment% lpj-file#~", { { 0 } }, 0 },
    { "sending", "batch# sp2d sp2d-day@~ payouts# total# hash-total# file-sha256% template? template-sha256%? approvals-needed#?", { { 0 } }, 0 },
    { "bank-answer", "file sha256% rows# paid# returned# rejected#", { { 0 } }, 0 },
    { "second-answer", "payout# reference answer# line# says amount# bank-day@ reason-commitment%", { { 0 } }, 0 },
    { "issue", "entries# year#~ masked# as-of@~ template% version file bytes# sha256% sample#? sample-method? sample-of? sample-seed?", { { 0 } }, 0 },
};

enum { FORM_COUNT = sizeof(forms) / sizeof(forms[0]) };

bool entry_form_at(size_t index, const char **type_out, const char **lines_out)
{
    if (index >= FORM_COUNT) {
        return false;
    }
    *type_out = forms[index].type;
    *lines_out = forms[index].lines;
    return true;
}

/* As the program writes it: no sign, no leading zero. */
static bool is_number(struct text value)
{
    int64_t number;
    return text_to_integer(value, &number) && (value.length == 1 || value.bytes[0] != '0');
}

static bool is_day(struct text value)
{
    struct day day;
    return value.length == 10 && day_parse_iso(value, &day);
}

static bool is_moment(struct text value)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
    bool is = value.length == sizeof(shape) - 1;
    for (size_t i = 0; is && i < value.length; i++) {
        is = shape[i] == 'd' ? value.bytes[i] >= '0' && value.bytes[i] <= '9' : value.bytes[i] == shape[i];
    }
    return is;
}

static bool is_digest(struct text value)
{
    bool is = value.length == 64;
    for (size_t i = 0; is && i < value.length; i++) {
        is = (value.bytes[i] >= '0' && value.bytes[i] <= '9') || (value.bytes[i] >= 'a' && value.bytes[i] <= 'f');
    }
    return is;
}

static bool value_fits(const char *signs, struct text value)
{
    char kind = 0;
    for (; *signs != '\0' && *signs != ' '; signs++) {
        if (*signs == '~' && text_equal(value, TEXT("-"))) {
            return true;
        }
        kind = *signs == '~' || *signs == '?' ? kind : *signs;
    }
    switch (kind) {
    case '#':
        return is_number(value);
    case '%':
        return is_digest(value);
    case '@':
        return is_day(value);
    case '!':
        return is_moment(value);
    default:
        return text_control(value) == value.length;
    }
}

static bool is_sign(char c)
{
    return c == ' ' || c == '\0' || c == '#' || c == '%' || c == '@' || c == '!' || c == '~' || c == '?';
}

/* The line has the key at `form`; *signs_out is what follows it there, in any case. */
static bool has_key(struct text line, const char *form, const char **signs_out)
{
    size_t length = 0;
    bool same = true;
    for (; !is_sign(form[length]); length++) {
        same = same && length < line.length && line.bytes[length] == form[length];
    }
    *signs_out = form + length;
    return same && length < line.length && line.bytes[length] == ' ';
}

/* Takes the lines of the form off the entry and adds them to `lines`; *wrong_out is the first that does not fit. */
static bool take_lines(struct text *entry, const char *form, struct entry_lines *lines, struct text *wrong_out)
{
    struct text rest = *entry;
    struct text line = text_split(&rest, '\n');
    while (*form != '\0') {
        const char *signs;
        const char *next;
        bool here = has_key(line, form, &signs);
        bool optional = false;
        for (next = signs; *next != '\0' && *next != ' '; next++) {
            optional = optional || *next == '?';
        }
        size_t key = (size_t)(signs - form);
        *wrong_out = line;
        const struct text value = here ? (struct text){ line.bytes + key + 1, line.length - key - 1 } : TEXT_EMPTY;
        if (here ? rest.bytes == NULL || !value_fits(signs, value) : !optional) {
            return false;
        }
        if (here) {
            CHECK(lines->count < ENTRY_LINES_MAX); /* no form has as many */
            lines->keys[lines->count] = (struct text){ form, key };
            lines->values[lines->count++] = value;
            *entry = rest;
            line = text_split(&rest, '\n');
        }
        form = next + (*next == ' ' ? 1 : 0);
    }
    return true;
}

static bool fits(struct text body, const struct form *form, struct entry_lines *lines, struct text *wrong_out)
{
    if (!take_lines(&body, form->lines, lines, wrong_out)) {
        return false;
    }
    struct text rest = body;
    *wrong_out = text_split(&rest, '\n');
    return body.length == 0;
}

bool entry_lines_get(const struct entry_lines *lines, const char *key, struct text *out)
{
    const struct text name = text_of(key);
    for (size_t i = 0; i < lines->count; i++) {
        if (text_equal(lines->keys[i], name)) {
            *out = lines->values[i];
            return true;
        }
    }
    return false;
}

bool entry_lines_integer(const struct entry_lines *lines, const char *key, int64_t *out)
{
    struct text value;
    return entry_lines_get(lines, key, &value) && text_to_integer(value, out);
}

bool entry_lines_day(const struct entry_lines *lines, const char *key, struct day *out)
{
    struct text value;
    if (!entry_lines_get(lines, key, &value)) {
        return false;
    }
    if (text_equal(value, TEXT("-"))) {
        *out = DAY_NONE;
        return true;
    }
    return day_parse_iso(value, out);
}

bool entry_lines_digest(const struct entry_lines *lines, const char *key, struct digest *out)
{
    struct text value;
    return entry_lines_get(lines, key, &value) && text_to_bytes(value, out->bytes, DIGEST_BYTES);
}

/* A transfer's lines are the last four: year, from, to, amount. */
static const struct error *check_move(int64_t position, const struct form *form, const struct entry_lines *lines)
{
    for (size_t i = 0; i < form->move_count; i++) {
        if (text_equal(lines->values[lines->count - 3], text_of(account_name(form->moves[i].from))) &&
            text_equal(lines->values[lines->count - 2], text_of(account_name(form->moves[i].to)))) {
            return NULL;
        }
    }
    return error_new(ERROR_UNVERIFIED, _("journal entry %lld: an entry of the type %s does not move money in this way"), (long long)position, form->type);
}

const struct error *entry_form_check(int64_t position, struct text entry, struct entry_lines *out)
{
    struct text wrong = TEXT_EMPTY;
    struct text body = entry;
    struct text type = TEXT_EMPTY;
    bool known = false;
    out->count = 0;
    if (take_lines(&body, header, out, &wrong)) {
        type = out->values[1];
        size_t own = out->count;
        for (size_t i = 0; i < FORM_COUNT; i++) {
            bool here = text_equal(type, text_of(forms[i].type));
            known = known || here;
            out->count = own;
            if (here && fits(body, &forms[i], out, &wrong)) {
                if (text_equal(type, TEXT("ledger")) != (position == 0)) {
                    return error_new(ERROR_UNVERIFIED, _("journal entry %lld: a ledger begins once, with its first entry"), (long long)position);
                }
                return forms[i].move_count == 0 ? NULL : check_move(position, &forms[i], out);
            }
        }
        if (!known) {
            return error_new(ERROR_UNVERIFIED, _("journal entry %lld is of a type that there is not: %.*s"), (long long)position, TEXT_ARG(type));
        }
    }
    struct buffer shown SCOPED_BUFFER = { 0 };
    buffer_add_printable(&shown, wrong, 100);
    return error_new(ERROR_UNVERIFIED, _("journal entry %lld does not have the form of an entry of the type %.*s, at the line \"%s\""), (long long)position,
                     TEXT_ARG(type), buffer_string(&shown));
}
