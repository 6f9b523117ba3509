#include "programme/paid_mark.h"

#include "base/memory.h"
#include "ledger/journal.h"
#include "store/query.h"

int64_t paid_mark_of(const struct digest *salt, int year, struct nik nik)
{
    struct buffer person SCOPED_BUFFER = { 0 };
    struct digest digest;
    buffer_format(&person, "%d ", year);
    nik_print(nik, &person);
    digest_of(digest_text(salt), buffer_text(&person), &digest);
    return digest.bytes[0] << 8 | digest.bytes[1];
}

void paid_marks_free(struct paid_marks *marks)
{
    memory_free(marks->items);
    *marks = (struct paid_marks){ 0 };
}

const struct error *paid_marks_load(struct store *store, int year, struct paid_marks *out)
{
    struct paid_marks marks SCOPED_PAID_MARKS = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store, "SELECT e.position, e.year, j.text FROM erasure AS e JOIN journal AS j ON j.position = e.position WHERE ?1 IN (0, e.year) ORDER BY e.position", &query));
    query_bind_integer(query, 1, year);
    for (;;) {
        struct paid_mark mark;
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        struct text entry = query_text(query, 2);
        if (entry_get_digest(entry, "paid-salt", &mark.salt) && entry_get_integer(entry, "paid-mark", &mark.value)) {
            mark.position = query_integer(query, 0);
            mark.year = (int)query_integer(query, 1);
            marks.items = memory_grow(marks.items, marks.count, &capacity, sizeof(*marks.items));
            marks.items[marks.count++] = mark;
        }
    }
    MEMORY_GIVE(out, marks);
    return NULL;
}

const struct paid_mark *paid_marks_find(const struct paid_marks *marks, struct nik nik)
{
    for (size_t i = marks->count; i > 0; i--) {
        const struct paid_mark *mark = &marks->items[i - 1];
        if (paid_mark_of(&mark->salt, mark->year, nik) == mark->value) {
            return mark;
        }
    }
    return NULL;
}

const struct error *paid_marks_hold(const struct paid_marks *marks, struct store *store, int64_t applicant_id, struct nik nik, const struct paid_mark **out)
{
    struct query *query SCOPED_QUERY = NULL;
    const struct paid_mark *mark = paid_marks_find(marks, nik);
    bool row;
    *out = NULL;
    if (mark == NULL) {
        return NULL;
    }
    TRY(query_open(store,
                   "SELECT max(i.position, coalesce((SELECT max(m.position) FROM amendment AS m WHERE m.applicant_id = a.id AND m.nik IS NOT a.nik), 0)), "
                   "coalesce((SELECT max(v.position) FROM review AS v WHERE v.applicant_id = a.id AND v.verdict = 1), 0) "
                   "FROM applicant AS a JOIN import AS i ON i.id = a.import_id WHERE a.id = ?1",
                   &query));
    query_bind_integer(query, 1, applicant_id);
    TRY(query_step(query, &row));
    int64_t came = row ? query_integer(query, 0) : 0;
    if (came > mark->position && query_integer(query, 1) < came) {
        *out = mark;
    }
    return NULL;
}
