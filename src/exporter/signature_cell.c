#include "signature_cell.h"

#include "base/language.h"
#include "ledger/officer.h"
#include "programme/approval.h"
#include "store/query.h"

static const struct error *judge(struct store *store, struct text entry, const char **out)
{
    struct officers officers SCOPED_OFFICERS = { 0 };
    struct text mode;
    TRY(officers_load(store, &officers));
    *out = entry_get(entry, "mode", &mode) && text_equal(mode, TEXT("single-operator")) ? "tanpa tanda tangan (satu operator)" : "sah";
    return approval_verify(store, &officers, entry);
}

const struct error *signature_cell_write(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, int64_t position)
{
    struct query *query SCOPED_QUERY = NULL;
    const char *word = "TIDAK SAH";
    bool there;
    TRY(query_open(book->store, "SELECT text FROM journal WHERE position = ?1", &query));
    query_bind_integer(query, 1, position);
    TRY(query_step(query, &there));
    const struct error *error = there ? judge(book->store, query_text(query, 0), &word) : NULL;
    if (error != NULL && error->kind != ERROR_UNVERIFIED) {
        return error;
    }
    sheet_text(book, sheet, row, column, STYLE_SIGNATURE, text_of(error == NULL ? word : "TIDAK SAH"));
    return NULL;
}
