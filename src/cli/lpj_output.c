#include "lpj_output.h"

#include "base/language.h"

static bool has_deadline(const struct lpj_overview *overview)
{
    return overview->deadline.months > 0 || !day_is_none(overview->deadline.day);
}

static json_t *day_or_null(struct day day)
{
    return day_is_none(day) ? json_null() : json_string(shown_day(day));
}

static json_t *sum_json(const struct lpj_sum *sum)
{
    return json_pack("{s:I, s:I}", "people", (json_int_t)sum->people, "amount", (json_int_t)sum->amount.rupiah);
}

static json_t *deadline_json(const struct lpj_overview *overview)
{
    if (!has_deadline(overview)) {
        return json_null();
    }
    return json_pack("{s:o, s:o, s:b}", "months", overview->deadline.months > 0 ? json_integer(overview->deadline.months) : json_null(), "day",
                     day_or_null(overview->deadline.day), "assumed", overview->assumed);
}

static json_t *year_json(const struct lpj_overview *overview)
{
    json_t *buckets = json_object();
    json_t *list = json_array();
    struct lpj_sum missing = { 0 };
    for (int age = 0; age < LPJ_AGES; age++) {
        (void)json_object_set_new(buckets, lpj_age_name((enum lpj_age)age), sum_json(&overview->missing[age]));
        missing.people += overview->missing[age].people;
        CHECK(money_add(missing.amount, overview->missing[age].amount, &missing.amount));
    }
    for (size_t i = 0; i < overview->count; i++) {
        const struct lpj_missing *item = &overview->items[i];
        struct buffer nik SCOPED_BUFFER = { 0 };
        nik_print((struct nik){ item->nik }, &nik);
        (void)json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:I, s:s, s:o, s:o}", "nik", item->nik == 0 ? json_null() : json_string(buffer_string(&nik)), "name", json_text(buffer_text(&item->name)),
                                                    "kabupaten", json_text(buffer_text(&item->kabupaten)), "amount", (json_int_t)item->amount.rupiah, "received",
                                                    shown_day(item->receipt), "due", day_or_null(item->due), "age",
                                                    day_is_none(item->due) ? json_null() : json_integer(item->age)));
    }
    return json_pack("{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "year", overview->year, "deadline", deadline_json(overview), "owed", sum_json(&overview->owed),
                     "reported", sum_json(&overview->received), "rest", sum_json(&overview->rest), "missing", sum_json(&missing), "ages", buckets, "people", list);
}

static void print_deadline(const struct invocation *invocation, const struct lpj_overview *overview)
{
    const char *assumed = overview->assumed ? _(" (assumed)") : "";
    if (!has_deadline(overview)) {
        say(invocation, _("  The rules of %d state no deadline (`lpj:`), so nobody can be late. `dumisake program add FILE` states one."), overview->year);
    } else if (overview->deadline.months > 0) {
        say(invocation, _("  Due %d months after the money came%s"), overview->deadline.months, assumed);
    } else {
        say(invocation, _("  Due on %s%s"), shown_day(overview->deadline.day), assumed);
    }
}

static const char *age_title(enum lpj_age age)
{
    static const char *const titles[LPJ_AGES] = {
        N_("missing, not due yet"), N_("1 to 30 days overdue"), N_("31 to 60 days overdue"), N_("61 to 90 days overdue"), N_("more than 90 days overdue"), N_("missing, no deadline"),
    };
    return _(titles[age]);
}

static void print_sum(const struct invocation *invocation, const char *title, const struct lpj_sum *sum)
{
    say(invocation, "    %-38s %10s %24s", title, shown_count(sum->people), shown_money(sum->amount));
}

static void print_person(const struct invocation *invocation, const struct lpj_missing *item)
{
    struct buffer nik SCOPED_BUFFER = { 0 };
    if (item->nik == 0) {
        buffer_add_string(&nik, "-"); /* erased */
    } else {
        nik_print((struct nik){ item->nik }, &nik);
    }
    const char *name = shown_text(buffer_text(&item->name));
    const char *kabupaten = shown_text(buffer_text(&item->kabupaten));
    if (day_is_none(item->due)) {
        say(invocation, _("  %s %s, %s: %s, received %s"), buffer_string(&nik), name, kabupaten, shown_money(item->amount), shown_day(item->receipt));
    } else if (item->age > 0) {
        say(invocation, _("  %s %s, %s: %s, received %s, due %s, %lld days overdue"), buffer_string(&nik), name, kabupaten, shown_money(item->amount),
            shown_day(item->receipt), shown_day(item->due), (long long)item->age);
    } else {
        say(invocation, _("  %s %s, %s: %s, received %s, due %s"), buffer_string(&nik), name, kabupaten, shown_money(item->amount), shown_day(item->receipt),
            shown_day(item->due));
    }
}

static void print_year(const struct invocation *invocation, const struct lpj_overview *overview)
{
    say(invocation, _("Reports of use (LPJ) of programme year %d, as of %s"), overview->year, shown_day(overview->day));
    print_deadline(invocation, overview);
    print_sum(invocation, _("paid, not given back"), &overview->owed);
    print_sum(invocation, _("reported; accounted for"), &overview->received);
    if (overview->rest.people > 0) {
        print_sum(invocation, _("of these in part; the rest is missing"), &overview->rest);
    }
    for (int age = 0; age < LPJ_AGES; age++) {
        if (has_deadline(overview) == (age != LPJ_NO_DEADLINE)) {
            print_sum(invocation, age_title((enum lpj_age)age), &overview->missing[age]);
        }
    }
    for (size_t i = 0; i < overview->count; i++) {
        print_person(invocation, &overview->items[i]);
        shown_free();
    }
}

void lpj_overdue_show(const struct invocation *invocation, const struct lpj_overview *overviews, size_t count)
{
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        json_t *years = json_array();
        for (size_t i = 0; i < count; i++) {
            (void)json_array_append_new(years, year_json(&overviews[i]));
        }
        (void)json_object_set_new(object, "as_of", json_string(shown_day(overviews[0].day)));
        (void)json_object_set_new(object, "years", years);
        json_print(object);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        print_year(invocation, &overviews[i]);
    }
}
