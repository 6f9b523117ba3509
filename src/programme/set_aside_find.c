/* Where a row is that is no applicant. */
#include "programme/explanation.h"
#include "store/query.h"

const struct error *set_aside_find(struct store *store, int year, struct text digits, struct buffer *out)
{
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store,
                   "SELECT i.file_name, s.line, s.findings FROM set_aside AS s JOIN import AS i ON i.id = s.import_id "
                   "WHERE i.year = ?1 AND instr(s.raw, ?2) > 0 ORDER BY s.id",
                   &query));
    query_bind_integer(query, 1, year);
    query_bind_text(query, 2, digits);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            return NULL;
        }
        struct text findings = query_text(query, 2);
        buffer_format(out, "%s%.*s:%lld:", out->length == 0 ? "" : "; ", TEXT_ARG(query_text(query, 0)), (long long)query_integer(query, 1));
        while (findings.length > 0) {
            struct text line = text_split(&findings, '\n');
            struct text code = text_split(&line, '\t');
            buffer_add_byte(out, ' ');
            buffer_add(out, code);
        }
    }
}
