#include "programme/holiday.h"

#include <threads.h>

#include "base/language.h"
#include "base/memory.h"
#include "resources.h"
#include "store/query.h"
#include "programme/yaml_take.h"

/* Loaded at the first use from the embedded files and kept until the program ends, as are their trees, in which the texts lie. */
static struct {
    struct holiday *items;
    size_t count;
    size_t capacity;
} holidays;

static const char *const kinds[] = { "libur", "cuti-bersama", NULL };

/* A day of the year that comes after the one before it. */
static const struct error *take_holiday(const char *file, const struct yaml_node *node, int64_t year, const char *source)
{
    static const char *const keys[] = { "day", "kind", "name", "source", NULL };
    struct holiday holiday = { .source = source };
    const struct yaml_node *scalar;
    int kind;
    int year_of_day;
    int month;
    int date;
    TRY(take_map(file, node, keys, "day"));
    TRY(take_day(file, node, "day", &holiday.day));
    TRY(take_word(file, node, "kind", kinds, -1, &kind));
    TRY(take_scalar(file, node, "name", &scalar));
    holiday.kind = kinds[kind];
    holiday.name = scalar->text;
    if (yaml_tree_get(node, "source") != NULL) {
        TRY(take_scalar(file, node, "source", &scalar));
        holiday.source = scalar->text;
    }
    bool sound = !day_is_none(holiday.day) && (holidays.count == 0 || holidays.items[holidays.count - 1].day.number < holiday.day.number);
    if (sound) {
        day_split(holiday.day, &year_of_day, &month, &date);
    }
    if (!sound || year_of_day != year) {
        return yaml_tree_wrong(file, node, "a day of the file's year, after the one before it");
    }
    holidays.items = memory_grow(holidays.items, holidays.count, &holidays.capacity, sizeof(holiday));
    holidays.items[holidays.count++] = holiday;
    return NULL;
}

static const struct error *load_file(const char *file, const struct yaml_node *root)
{
    static const char *const keys[] = { "year", "source", "days", NULL };
    const struct yaml_node *source;
    const struct yaml_node *days;
    int64_t year;
    TRY(take_map(file, root, keys, "file"));
    TRY(take_number(file, root, "year", &year));
    TRY(take_scalar(file, root, "source", &source));
    TRY(take_list(file, root, "days", 1, 366, &days));
    for (size_t i = 0; i < days->count; i++) {
        TRY(take_holiday(file, &days->items[i], year, source->text));
    }
    return NULL;
}

enum { FILES_MAX = 64 };

static void load_once(void)
{
    static const struct text folder = { "holidays/", 9 };
    static struct yaml_node trees[FILES_MAX];
    size_t count = 0;
    for (const struct resource *file = programme_resources; file->name != NULL; file++) { /* ascending by name, so by year */
        if (!text_starts_with(text_of(file->name), folder)) {
            continue;
        }
        CHECK(count < FILES_MAX);
        struct yaml_node *tree = &trees[count++];
        CHECK(yaml_tree_parse(file->name, (struct text){ file->start, (size_t)(file->end - file->start) }, tree) == NULL);
        CHECK(load_file(file->name, tree) == NULL);
    }
}

static once_flag loaded = ONCE_FLAG_INIT;

const struct holiday *holiday_all(size_t *count_out)
{
    call_once(&loaded, load_once);
    *count_out = holidays.count;
    return holidays.items;
}

const struct error *holiday_install(struct store *store)
{
    struct query *remove SCOPED_QUERY = NULL;
    struct query *insert SCOPED_QUERY = NULL;
    size_t count;
    const struct holiday *all = holiday_all(&count);
    TRY(query_open(store, "DELETE FROM holiday", &remove));
    TRY(query_run(remove));
    TRY(query_open(store, "INSERT INTO holiday (day, kind, name, source) VALUES (?1, ?2, ?3, ?4)", &insert));
    for (size_t i = 0; i < count; i++) {
        query_bind_integer(insert, 1, all[i].day.number);
        query_bind_text(insert, 2, text_of(all[i].kind));
        query_bind_text(insert, 3, text_of(all[i].name));
        query_bind_text(insert, 4, text_of(all[i].source));
        TRY(query_run(insert));
    }
    return NULL;
}

const struct error *holiday_verify(struct store *store)
{
    struct query *query SCOPED_QUERY = NULL;
    size_t count;
    bool row;
    const struct holiday *all = holiday_all(&count);
    TRY(query_open(store, "SELECT day, kind, name, source FROM holiday ORDER BY day", &query));
    for (size_t i = 0; i <= count; i++) {
        TRY(query_step(query, &row));
        if (row != (i < count)) {
            return error_new(ERROR_UNVERIFIED, _("table holiday: rows are missing or added"));
        }
        if (row && (query_integer(query, 0) != all[i].day.number || !text_equal(query_text(query, 1), text_of(all[i].kind)) ||
                    !text_equal(query_text(query, 2), text_of(all[i].name)) || !text_equal(query_text(query, 3), text_of(all[i].source)))) {
            struct buffer shown SCOPED_BUFFER = { 0 };
            day_print(all[i].day, &shown);
            return error_new(ERROR_UNVERIFIED, _("table holiday: %s is not as in the built-in data"), shown.bytes);
        }
    }
    return NULL;
}
