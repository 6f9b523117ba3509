#include "rule.h"

#include "base/language.h"
#include "base/memory.h"
#include "programme/region.h"
#include "store/query.h"

#define GRANTS_WHERE(condition)                                                                                          \
    "SELECT p.year, a.nik, coalesce(a.no_kk, 0) FROM payout AS p JOIN applicant AS a ON a.id = p.applicant_id WHERE " condition \
    " AND p.account_id IN (2, 3, 4)"

static const struct error *load(struct store *store, const char *sql, int year, struct history *out)
{
    struct history history SCOPED_HISTORY = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, sql, &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        uint32_t paid_year = (uint32_t)query_integer(query, 0);
        if (paid_year == 0) {
            return error_new(ERROR_UNVERIFIED, _("table payout: a payout has no year; run `dumisake verify`"));
        }
        (void)number_set_add(&history.niks, query_integer(query, 1), paid_year);
        if (query_integer(query, 2) != 0) {
            (void)number_set_add(&history.cards, query_integer(query, 2), paid_year);
        }
    }
    MEMORY_GIVE(out, history);
    return NULL;
}

const struct error *history_load(struct store *store, int year, struct history *out)
{
    return load(store, GRANTS_WHERE("p.year < ?1"), year, out);
}

const struct error *history_load_later(struct store *store, int year, struct history *out)
{
    return load(store, GRANTS_WHERE("p.year > ?1"), year, out);
}

void history_free(struct history *history)
{
    number_set_free(&history->niks);
    number_set_free(&history->cards);
}

/* At most `months` old on the reference day, and begun by then. */
static bool young_enough(struct day start, int64_t months, struct day reference)
{
    if (start.number > reference.number) {
        return false;
    }
    return months > 12 * 200 || day_add_months(start, (int)months).number >= reference.number;
}

/* Not just a way to write that there is none: "0", ".", "tidak ada". */
static bool says_something(struct text text)
{
    static const char *const nothing[] = { "tidak ada", "tdk ada", "tidak punya", "belum", "belum ada", "belum punya", "n/a", "na", "nihil", "kosong", "none", "null" };
    bool any = false;
    text = text_trim(text);
    for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++) {
        if (text_equal_nocase(text, text_of(nothing[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < text.length && !any; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        any = (byte >= '1' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
    }
    return any;
}

/* The condition over a value that is there. */
static bool holds(const struct rule *rule, const struct programme *programme, const struct value *value, const struct history *history)
{
    int year;
    int month;
    int date;
    switch (rule->condition) {
    case CONDITION_PROVINCE:
        return value->integer / 100 == rule->min;
    case CONDITION_PRESENT:
        return value->kind == VALUE_INTEGER || says_something(value->text);
    case CONDITION_SEX:
        return value->integer == rule->min;
    case CONDITION_BIRTH_YEAR:
        day_split((struct day){ (int32_t)value->integer }, &year, &month, &date);
        return year >= rule->min && year <= rule->max;
    case CONDITION_BUSINESS_AGE:
        return young_enough((struct day){ (int32_t)value->integer }, rule->max, programme->reference_day);
    case CONDITION_YEAR_TURNOVER:
        return value->integer <= rule->max / 12; /* the same as x 12 <= max, and cannot overflow */
    case CONDITION_NIK_NOT_PAID:
        return number_set_get(&history->niks, value->integer) == 0;
    case CONDITION_CARD_NOT_PAID:
        return number_set_get(&history->cards, value->integer) == 0;
    }
    CHECK(false);
    return false;
}

enum outcome rule_judge(const struct rule *rule, const struct programme *programme, const struct applicant *applicant,
                        const struct history *history)
{
    int64_t category = applicant->fields[FIELD_KATEGORI].integer;
    const struct value *value = &applicant->fields[rule->field];
    CHECK(category >= 1 && category <= CATEGORY_COUNT);
    if (!rule->categories[category]) {
        return OUTCOME_NOT_APPLICABLE;
    }
    if (value->kind == VALUE_MISSING) {
        static const enum outcome outcomes[] = { [UNKNOWN_REJECTS] = OUTCOME_UNKNOWN_REJECTS,
                                                 [UNKNOWN_REVIEW] = OUTCOME_UNKNOWN_REVIEW,
                                                 [UNKNOWN_PASSES] = OUTCOME_PASS };
        return outcomes[rule->unknown];
    }
    return holds(rule, programme, value, history) ? OUTCOME_PASS : OUTCOME_FAIL;
}

enum decision_status rules_judge(const struct programme *programme, const struct applicant *applicant, const struct history *history,
                                 char *outcomes)
{
    enum decision_status status = DECISION_ELIGIBLE;
    /* A category that the programme year does not help has no amount: nobody of it is eligible. */
    if (programme->amounts[applicant->fields[FIELD_KATEGORI].integer].rupiah == 0) {
        status = DECISION_INELIGIBLE;
    }
    for (size_t i = 0; i < programme->rule_count; i++) {
        enum outcome outcome = rule_judge(&programme->rules[i], programme, applicant, history);
        outcomes[i] = (char)outcome;
        if (outcome == OUTCOME_FAIL || outcome == OUTCOME_UNKNOWN_REJECTS) {
            status = DECISION_INELIGIBLE;
        } else if (outcome == OUTCOME_UNKNOWN_REVIEW && status == DECISION_ELIGIBLE) {
            status = DECISION_NEEDS_REVIEW;
        }
    }
    outcomes[programme->rule_count] = '\0';
    return status;
}

void decision_line(int64_t applicant_id, int64_t status, struct text outcomes, struct buffer *out)
{
    buffer_add_integer(out, applicant_id);
    buffer_add_byte(out, ' ');
    buffer_add_integer(out, status);
    buffer_add_byte(out, ' ');
    buffer_add(out, outcomes);
    buffer_add_byte(out, '\n');
}

static void show_paid_year(uint32_t year, struct buffer *value)
{
    if (year != 0) {
        buffer_format(value, _(", has a grant of %u"), year);
    }
}

static void show_value(const struct rule *rule, const struct value *seen, const struct history *history, struct buffer *value)
{
    value_print(rule->field, seen, value);
    if (seen->kind == VALUE_MISSING) {
        return;
    }
    if (rule->condition == CONDITION_YEAR_TURNOVER && seen->integer <= MONEY_MAX / 12) {
        buffer_format(value, " (x 12 = %lld)", (long long)seen->integer * 12);
    } else if (rule->condition == CONDITION_NIK_NOT_PAID) {
        show_paid_year(number_set_get(&history->niks, seen->integer), value);
    } else if (rule->condition == CONDITION_CARD_NOT_PAID) {
        show_paid_year(number_set_get(&history->cards, seen->integer), value);
    }
}

void rule_show(const struct rule *rule, const struct programme *programme, const struct applicant *applicant,
               const struct history *history, struct buffer *value, struct buffer *threshold)
{
    const struct region *province;
    show_value(rule, &applicant->fields[rule->field], history, value);
    switch (rule->condition) {
    case CONDITION_PROVINCE:
        province = region_find((int)rule->min);
        buffer_format(threshold, _("in province %lld (%.*s)"), (long long)rule->min, province == NULL ? 0 : (int)province->name.length,
                      province == NULL ? "" : province->name.bytes);
        break;
    case CONDITION_PRESENT:
        buffer_add_string(threshold, _("filled in"));
        break;
    case CONDITION_SEX:
        buffer_add_string(threshold, sex_name((enum sex)rule->min));
        break;
    case CONDITION_BIRTH_YEAR:
        buffer_format(threshold, _("born in %lld-%lld"), (long long)rule->min, (long long)rule->max);
        break;
    case CONDITION_BUSINESS_AGE:
        buffer_format(threshold, _("at most %lld months before "), (long long)rule->max);
        day_print(programme->reference_day, threshold);
        break;
    case CONDITION_YEAR_TURNOVER:
        buffer_format(threshold, _("x 12 at most %lld"), (long long)rule->max);
        break;
    case CONDITION_NIK_NOT_PAID:
    case CONDITION_CARD_NOT_PAID:
        buffer_format(threshold, _("no grant of a year before %d"), programme->year);
        break;
    }
}
