#include "importer/nik_column.h"

#include "importer/catalogue.h"

static void report(enum finding_name name, int64_t part, int64_t count, int64_t line, int at, struct findings *findings)
{
    struct buffer share SCOPED_BUFFER = { 0 };
    buffer_format(&share, "%lld / %lld", (long long)part, (long long)count);
    findings_add(findings, finding_of(name), line, at, TEXT_EMPTY, buffer_text(&share), "");
}

void nik_column_report(const struct nik_column *column, int64_t line, int at, struct findings *findings)
{
    if (nik_column_lost_sixteenth(column)) {
        report(W_NIK_ZEROS, column->zeros, column->count, line, at, findings);
    }
    if (nik_column_through_doubles(column)) {
        report(W_NIK_DOUBLES, column->even, column->large, line, at, findings);
    }
}
