/* What `explain NIK` shows. */
#include "explained.h"

#include <stdio.h>

#include "base/language.h"

static const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASS:
        return "pass";
    case OUTCOME_FAIL:
        return "fail";
    case OUTCOME_UNKNOWN_REVIEW:
    case OUTCOME_UNKNOWN_REJECTS:
    case OUTCOME_UNKNOWN_PASSES:
        return "unknown";
    case OUTCOME_NOT_APPLICABLE:
        break;
    }
    return "not-applicable";
}

static void add_amendments(const struct past_amendments *past, json_t *object)
{
    json_t *array = json_array();
    for (size_t i = 0; i < past->count; i++) {
        const struct past_amendment *item = &past->items[i];
        (void)json_array_append_new(array, json_pack("{s:s, s:I, s:o, s:o, s:o, s:o}", "day", shown_day(item->day), "entry", (json_int_t)item->position, "officer",
                                                     item->officer.length == 0 ? json_null() : json_text(buffer_text(&item->officer)), "reason",
                                                     json_text(buffer_text(&item->reason)), "file", item->file.length == 0 ? json_null() : json_text(buffer_text(&item->file)),
                                                     "changes", json_changes(&item->changes)));
    }
    (void)json_object_set_new(object, "amendments", array);
}

static void add_reviews(const struct past_reviews *past, json_t *object)
{
    json_t *array = json_array();
    for (size_t i = 0; i < past->count; i++) {
        const struct past_review *item = &past->items[i];
        (void)json_array_append_new(array, json_pack("{s:s, s:I, s:o, s:s, s:o, s:o, s:b}", "day", shown_day(item->day), "entry", (json_int_t)item->position,
                                                     "officer", item->officer.length == 0 ? json_null() : json_text(buffer_text(&item->officer)), "verdict",
                                                     verdict_name(item->verdict), "reason", json_text(buffer_text(&item->reason)), "file",
                                                     item->file.length == 0 ? json_null() : json_text(buffer_text(&item->file)), "stands", item->stands));
    }
    (void)json_object_set_new(object, "reviews", array);
}

static void add_standing(const struct explained *explained, json_t *object)
{
    const struct waiting_place *line = &explained->explanation.waiting;
    const struct lottery_place *lottery = &explained->lottery;
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer salt SCOPED_BUFFER = { 0 };
    struct buffer ticket SCOPED_BUFFER = { 0 };
    nik_print(lottery->nik, &nik);
    buffer_add_hex(&salt, lottery->salt, SALT_BYTES);
    digest_print(&lottery->ticket, &ticket);
    (void)json_object_set_new(object, "waiting", line->batch == 0 ? json_null()
                                                                  : json_pack("{s:I, s:I, s:o}", "batch", (json_int_t)line->batch, "position",
                                                                              (json_int_t)line->position, "limit", json_text(buffer_text(&line->limit))));
    (void)json_object_set_new(object, "lottery", lottery->lottery == 0 ? json_null()
                                                                       : json_pack("{s:I, s:s, s:s, s:s, s:o, s:I}", "entry", (json_int_t)lottery->lottery,
                                                                                   "nik", buffer_string(&nik), "salt", buffer_string(&salt), "ticket",
                                                                                   buffer_string(&ticket), "place",
                                                                                   lottery->place == 0 ? json_null() : json_integer(lottery->place), "tickets",
                                                                                   (json_int_t)lottery->tickets));
}

static void print_standing(const struct invocation *invocation, const struct explained *explained)
{
    const struct lottery_place *lottery = &explained->lottery;
    const struct waiting_place *line = &explained->explanation.waiting;
    struct buffer nik SCOPED_BUFFER = { 0 };
    struct buffer salt SCOPED_BUFFER = { 0 };
    struct buffer ticket SCOPED_BUFFER = { 0 };
    if (line->batch != 0) {
        say(invocation, _("Waiting list of batch %lld: place %s; limit: %s"), (long long)line->batch, shown_count(line->position),
            shown_text(buffer_text(&line->limit)));
    }
    if (lottery->lottery == 0) {
        return;
    }
    nik_print(lottery->nik, &nik);
    buffer_add_hex(&salt, lottery->salt, SALT_BYTES);
    digest_print(&lottery->ticket, &ticket);
    say(invocation, _("Lottery (journal entry %lld): ticket %s = SHA-256(salt %s || \"nik %s\")"), (long long)lottery->lottery, buffer_string(&ticket),
        buffer_string(&salt), buffer_string(&nik));
    if (lottery->place > 0) {
        say(invocation, _("Place in the lottery: %s of %s"), shown_count(lottery->place), shown_count(lottery->tickets));
    }
}

/* What an outcome does to the decision. */
static const char *effect_name(enum decision_status effect)
{
    static const char *const names[] = { [DECISION_ELIGIBLE] = "none", [DECISION_NEEDS_REVIEW] = "review", [DECISION_INELIGIBLE] = "reject" };
    return names[effect];
}

static json_t *json_bar(const struct bar_view *view)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:s, s:o, s:s, s:b, s:s, s:s, s:o}", "code", view->code, "outcome", outcome_name(view->outcome), "effect",
                     effect_name(view->outcome == OUTCOME_FAIL ? DECISION_INELIGIBLE : DECISION_NEEDS_REVIEW), "value", json_text(buffer_text(&view->value)),
                     "threshold", "", "source", json_text(buffer_text(&view->source)), "title", view->title, "assumed", 0,
                     "severity", view->outcome == OUTCOME_FAIL ? "reject" : "review", "flip", "", "from", json_text(buffer_text(&view->source)));
}

static json_t *json_rule(const struct rule_view *view)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:b, s:s, s:o, s:o}", "code", view->rule->code, "outcome", outcome_name(view->outcome), "effect",
                     effect_name(view->effect), "value",
                     json_text(buffer_text(&view->value)), "threshold", json_text(buffer_text(&view->threshold)), "source", view->rule->source, "title",
                     view->rule->title, "assumed", view->rule->assumed, "severity", severity_name(view->rule->severity), "flip", json_text(buffer_text(&view->flip)),
                     "from", json_text(buffer_text(&view->from)));
}

static void append(json_t *array, const char *code)
{
    (void)json_array_append_new(array, json_string(code));
}

/* What keeps an eligible person from being paid by the next batch, or by the one asked about. */
static void append_fate(const struct explained *explained, json_t *array)
{
    const struct explanation *explanation = &explained->explanation;
    static const char *const codes[] = { [FATE_PAYOUT] = "dalam-batch", [FATE_FAMILY] = "kk-ganda", [FATE_PAID_LATER] = "sudah-menerima", [FATE_LOTTERY] = "undian",
                                         [FATE_UNKNOWN] = "tidak-tercantum" };
    if (explanation->payable || explanation->fate.kind == FATE_NONE) {
        return;
    }
    if (explanation->fate.kind == FATE_WAITING) {
        (void)json_array_append_new(array, json_text(buffer_text(&explanation->fate.limit)));
    } else {
        append(array, codes[explanation->fate.kind]);
    }
}

/* Why `eligible` is false, in codes. */
static json_t *json_reasons(const struct explained *explained)
{
    const struct explanation *explanation = &explained->explanation;
    json_t *array = json_array();
    bool open = explanation->status != DECISION_ELIGIBLE;
    if (open && !programme_helps(&explained->programme, explanation->category)) {
        append(array, "kategori-tidak-dibantu");
    }
    for (size_t i = 0; open && i < explanation->bar_count; i++) {
        append(array, explanation->bars[i].code);
    }
    for (size_t i = 0; open && i < explanation->rule_count; i++) {
        if (explanation->rules[i].effect != DECISION_ELIGIBLE) {
            append(array, explanation->rules[i].rule->code);
        }
    }
    append_fate(explained, array);
    return array;
}

/* The batch that was asked about, and those that the person is in. */
static void add_batches(const struct explained *explained, json_t *object)
{
    const struct explanation *explanation = &explained->explanation;
    const struct explanation_moment *moment = &explained->moment;
    json_t *array = json_array();
    for (size_t i = 0; i < explanation->batch_count; i++) {
        const struct batch_place *place = &explanation->batches[i];
        (void)json_array_append_new(array, json_pack("{s:I, s:s, s:I, s:o, s:I}", "batch", (json_int_t)place->batch, "day", shown_day(place->day), "sequence",
                                                     (json_int_t)place->sequence, "reference", json_text(buffer_text(&place->reference)), "version",
                                                     (json_int_t)place->version));
    }
    (void)json_object_set_new(object, "batches", array);
    if (moment->batch != 0) {
        const struct fate *fate = &explanation->fate;
        bool paid = fate->kind == FATE_PAYOUT && fate->batch == moment->batch;
        (void)json_object_set_new(object, "as_of", json_pack("{s:I, s:s, s:I, s:I, s:o, s:o}", "batch", (json_int_t)moment->batch, "day", shown_day(moment->day), "evaluation",
                                                             (json_int_t)moment->evaluation, "version", (json_int_t)moment->version, "sequence",
                                                             paid ? json_integer(fate->sequence) : json_null(), "reference",
                                                             paid ? json_text(buffer_text(&fate->reference)) : json_null()));
    }
}

static void add_input(const struct explanation *explanation, json_t *object)
{
    const struct explained_input *input = &explanation->input;
    struct buffer digest SCOPED_BUFFER = { 0 };
    struct buffer commitment SCOPED_BUFFER = { 0 };
    digest_print(&input->digest, &digest);
    digest_print(&explanation->commitment, &commitment);
    (void)json_object_set_new(object, "input", input->evaluation == 0 ? json_null()
                                                                      : json_pack("{s:I, s:I, s:s}", "evaluation", (json_int_t)input->evaluation, "entry",
                                                                                  (json_int_t)input->position, "digest", buffer_string(&digest)));
    (void)json_object_set_new(object, "commitment", json_string(buffer_string(&commitment)));
}

static void print_input(const struct invocation *invocation, const struct explanation *explanation)
{
    const struct explained_input *input = &explanation->input;
    struct buffer digest SCOPED_BUFFER = { 0 };
    struct buffer commitment SCOPED_BUFFER = { 0 };
    digest_print(&input->digest, &digest);
    digest_print(&explanation->commitment, &commitment);
    say(invocation, _("\nThe row's commitment: %s"), buffer_string(&commitment));
    if (input->evaluation != 0) {
        say(invocation, _("Input of evaluation %lld (journal entry %lld): %s"), (long long)input->evaluation, (long long)input->position, buffer_string(&digest));
    }
}

static void print_json(const struct invocation *invocation, const struct explained *explained)
{
    const struct explanation *explanation = &explained->explanation;
    json_t *object = json_begin(invocation);
    json_t *rules = json_array();
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(explained->nik, &number);
    for (size_t i = 0; i < explanation->bar_count; i++) {
        (void)json_array_append_new(rules, json_bar(&explanation->bars[i]));
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        (void)json_array_append_new(rules, json_rule(&explanation->rules[i]));
    }
    (void)json_object_update_new(object, json_pack("{s:s, s:i, s:b, s:o, s:o, s:s, s:o, s:s, s:I, s:o}", "nik", number.bytes, "year", explained->programme.year,
                                                   "eligible", explanation->payable, "reasons", json_reasons(explained), "decision", json_text(buffer_text(&explanation->decision)),
                                                   "category", category_name(explanation->category), "name", json_text(buffer_text(&explanation->name)),
                                                   "file", explanation->file, "line", (json_int_t)explanation->line, "rules", rules));
    (void)json_object_set_new(object, "amount", json_integer(explanation->amount.rupiah));
    (void)json_object_set_new(object, "tier", explanation->tier == NULL ? json_null() : json_string(explanation->tier->code));
    (void)json_object_set_new(object, "contradiction", explanation->fate.contradicted == 0 ? json_null() : json_integer(explanation->fate.contradicted));
    add_batches(explained, object);
    add_standing(explained, object);
    add_input(explanation, object);
    add_amendments(&explanation->past, object);
    add_reviews(&explanation->reviews, object);
    if (explained->letter.length > 0) {
        (void)json_object_set_new(object, "letter", json_stringn(explained->letter.bytes, explained->letter.length));
    }
    if (explained->letter_file != NULL) {
        (void)json_object_set_new(object, "letter_file", json_text(text_of(explained->letter_file)));
    }
    json_print(object);
}

/* Which of the category's amounts, and why. */
static void print_tier(const struct invocation *invocation, const struct explanation *explanation)
{
    struct buffer when SCOPED_BUFFER = { 0 };
    const struct tier *tier = explanation->tier;
    if (tier == NULL) {
        return;
    }
    if (tier->when.count == 0) {
        buffer_add_string(&when, _("everybody whom no tier before it takes"));
    } else {
        expression_show_text(&tier->when, &when);
    }
    say(invocation, _("Amount by the rules: %s (tier %s: %s)"), shown_money(explanation->amount), tier->code, shown_text(buffer_text(&when)));
}

static void print_amendments(const struct invocation *invocation, const struct past_amendments *past)
{
    for (size_t i = 0; i < past->count; i++) {
        const struct past_amendment *item = &past->items[i];
        say(invocation, _("\nAmended on %s%s%s (journal entry %lld): %s"), shown_day(item->day), item->officer.length == 0 ? "" : _(" by "),
            item->officer.length == 0 ? "" : shown_text(buffer_text(&item->officer)), (long long)item->position, shown_text(buffer_text(&item->reason)));
        say_changes(invocation, &item->changes);
    }
}

static void print_reviews(const struct invocation *invocation, const struct past_reviews *past)
{
    for (size_t i = 0; i < past->count; i++) {
        const struct past_review *item = &past->items[i];
        say(invocation, _("\nReviewed on %s%s%s (journal entry %lld): %s%s%s%s"), shown_day(item->day), item->officer.length == 0 ? "" : _(" by "),
            item->officer.length == 0 ? "" : shown_text(buffer_text(&item->officer)), (long long)item->position, shown_verdict(item->verdict),
            item->reason.length == 0 ? "" : ": ", shown_text(buffer_text(&item->reason)), item->stands ? "" : _(" (no longer stands)"));
    }
}

static const char *outcome_word(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASS:
        return _("pass");
    case OUTCOME_FAIL:
        return _("FAIL");
    case OUTCOME_UNKNOWN_REVIEW:
        return _("unknown: needs review");
    case OUTCOME_UNKNOWN_REJECTS:
        return _("unknown: REJECTS");
    case OUTCOME_UNKNOWN_PASSES:
        return _("unknown: counts as pass");
    case OUTCOME_NOT_APPLICABLE:
        break;
    }
    return "";
}

static void print_rule(const struct invocation *invocation, const struct rule_view *view)
{
    say(invocation, "\n  %s: %s", view->rule->code, outcome_word(view->outcome));
    say(invocation, "    %s", view->rule->title);
    say(invocation, _("    seen: %s; expected: %s"), view->value.length == 0 ? _("nothing") : shown_text(buffer_text(&view->value)),
        shown_text(buffer_text(&view->threshold)));
    say(invocation, _("    from: %s"), shown_text(buffer_text(&view->from)));
    if (view->flip.length > 0) {
        say(invocation, view->outcome == OUTCOME_PASS || view->outcome == OUTCOME_UNKNOWN_PASSES ? _("    it would fail if: %s") : _("    it would pass if: %s"), shown_text(buffer_text(&view->flip)));
    }
    say(invocation, _("    source: %s%s"), view->rule->source, view->rule->assumed ? _(" (assumed)") : "");
}

static void print_batches(const struct invocation *invocation, const struct explanation *explanation)
{
    for (size_t i = 0; i < explanation->batch_count; i++) {
        const struct batch_place *place = &explanation->batches[i];
        say(invocation, _("Batch %lld of %s, place %s, reference %s: decided by rules version %lld; --batch %lld shows the decision as it was then."),
            (long long)place->batch, shown_day(place->day), shown_count(place->sequence), shown_text(buffer_text(&place->reference)), (long long)place->version,
            (long long)place->batch);
    }
}

static void print_text(const struct invocation *invocation, const struct explained *explained)
{
    const struct explanation *explanation = &explained->explanation;
    const struct explanation_moment *moment = &explained->moment;
    struct buffer number SCOPED_BUFFER = { 0 };
    nik_print(explained->nik, &number);
    say(invocation, _("Programme year %d (%s)"), explained->programme.year, explained->programme.name);
    if (moment->batch != 0) {
        say(invocation, _("As it was for batch %lld of %s: rules version %lld, evaluation %lld"), (long long)moment->batch, shown_day(moment->day),
            (long long)moment->version, (long long)moment->evaluation);
    }
    say(invocation, _("NIK %s, %s, %s; from %s, line %lld"), number.bytes, shown_text(buffer_text(&explanation->name)),
        category_title(explanation->category), explanation->file, (long long)explanation->line);
    say(invocation, _("Decision: %s"), shown_text(buffer_text(&explanation->decision)));
    print_tier(invocation, explanation);
    print_batches(invocation, explanation);
    print_standing(invocation, explained);
    for (size_t i = 0; i < explanation->bar_count; i++) {
        const struct bar_view *view = &explanation->bars[i];
        say(invocation, "\n  %s: %s", view->code, outcome_word(view->outcome));
        say(invocation, "    %s", view->title);
        if (view->value.length > 0) {
            say(invocation, _("    seen: %s; expected: %s"), shown_text(buffer_text(&view->value)), _("nothing"));
            say(invocation, _("    source: %s%s"), shown_text(buffer_text(&view->source)), "");
        }
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        print_rule(invocation, &explanation->rules[i]);
    }
    print_amendments(invocation, &explanation->past);
    print_reviews(invocation, &explanation->reviews);
    print_input(invocation, explanation);
}

void explained_free(struct explained *explained)
{
    buffer_free(&explained->letter);
    explanation_free(&explained->explanation);
    programme_free(&explained->programme);
}

void explained_show(const struct invocation *invocation, const struct explained *explained)
{
    if (invocation->globals->json) {
        print_json(invocation, explained);
    } else if (explained->letter_file != NULL) {
        say(invocation, _("%s: the letter to %s."), shown_text(text_of(explained->letter_file)), shown_text(buffer_text(&explained->explanation.name)));
    } else if (explained->letter.length > 0) {
        (void)fwrite(explained->letter.bytes, 1, explained->letter.length, stdout); /* main looks at stdout at the end */
    } else {
        print_text(invocation, explained);
    }
}
