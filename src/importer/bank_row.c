#include "importer/bank_row.h"

#include "base/language.h"
#include "importer/catalogue.h"
#include "importer/column.h"
#include "importer/day_text.h"

enum { REFERENCE_MAX = 200, REASON_MAX = 200 };

static bool is_named(const struct bank_words *names, struct text header)
{
    struct folded folded;
    struct folded name;
    header_fold(header, &folded);
    for (size_t i = 0; i < names->count; i++) {
        header_fold(text_of(names->items[i]), &name);
        if (text_equal(folded_text(&folded), folded_text(&name))) {
            return true;
        }
    }
    return false;
}

static const char *name_of(const struct bank_answer *answer, int column)
{
    return answer->columns[column].items[0];
}

const struct error *bank_columns_map(const struct csv_record *header, const struct bank_answer *answer, struct bank_columns *out)
{
    struct bank_columns columns = { .answer = answer, .width = header->count };
    while (columns.width > 0 && text_trim(header->fields[columns.width - 1]).length == 0) {
        columns.width--;
    }
    for (int column = 0; column < BANK_COLUMNS; column++) {
        for (size_t i = 0; i < columns.width; i++) {
            if (!is_named(&answer->columns[column], header->fields[i])) {
                continue;
            }
            if (columns.of[column] != 0) {
                return error_new(ERROR_FAILED, _("columns %d and %d both mean %s; leave one of them out"), columns.of[column], (int)i + 1,
                                 name_of(answer, column));
            }
            for (int earlier = 0; earlier < column; earlier++) {
                if (columns.of[earlier] == (int)i + 1) {
                    return error_new(ERROR_FAILED, _("column %d means both %s and %s; correct the bank's template"), (int)i + 1, name_of(answer, earlier),
                                     name_of(answer, column));
                }
            }
            columns.of[column] = (int)i + 1;
        }
        if (columns.of[column] == 0 && column != BANK_REASON && column != BANK_ACCOUNT) {
            return error_new(ERROR_FAILED, _("line %lld: no column %s; a bank's answer has %s, %s, %s, %s and %s; another bank's words are named with --template"),
                             (long long)header->line, name_of(answer, column), name_of(answer, BANK_REFERENCE), name_of(answer, BANK_STATUS),
                             name_of(answer, BANK_AMOUNT), name_of(answer, BANK_DATE), name_of(answer, BANK_REASON));
        }
    }
    *out = columns;
    return NULL;
}

static bool has_word(const struct bank_words *words, struct text text)
{
    for (size_t i = 0; i < words->count; i++) {
        if (text_equal_nocase(text, text_of(words->items[i]))) {
            return true;
        }
    }
    return false;
}

static bool status_read(const struct bank_answer *answer, struct text text, bool *paid_out)
{
    *paid_out = has_word(&answer->paid, text);
    return *paid_out || has_word(&answer->returned, text);
}

/* "5,000,000.00" is what money_parse reads with the marks changed over. */
static bool amount_read(const struct bank_answer *answer, struct text text, struct money *out)
{
    struct buffer changed SCOPED_BUFFER = { 0 };
    if (!answer->decimal_dot) {
        return money_parse(text, out);
    }
    buffer_add(&changed, text);
    for (size_t i = 0; i < changed.length; i++) {
        char sign = changed.bytes[i];
        changed.bytes[i] = sign == ',' ? '.' : (sign == '.' ? ',' : sign);
    }
    return money_parse(buffer_text(&changed), out);
}

static bool is_damaged(const struct bank_columns *columns, const struct csv_record *record)
{
    for (size_t i = columns->width; i < record->count; i++) {
        if (text_trim(record->fields[i]).length > 0) {
            return true;
        }
    }
    return record->count < columns->width || record->bad_quote != 0 || text_utf8_invalid(record->raw) < record->raw.length;
}

static bool refuse(struct findings *findings, enum finding_name name, const struct bank_row *row, enum bank_column column)
{
    findings_add(findings, finding_of(name), row->line, row->column[column], TEXT_EMPTY, row->cell[column], "");
    return false;
}

/* Without the mark that keeps a spreadsheet from reading a number. */
static struct text unmarked(struct text cell)
{
    return cell.length > 0 && cell.bytes[0] == '\'' ? text_trim((struct text){ cell.bytes + 1, cell.length - 1 }) : cell;
}

/* As it stands in the row. */
static struct text reference_of(const struct bank_columns *columns, const struct csv_record *record)
{
    size_t column = (size_t)columns->of[BANK_REFERENCE];
    return unmarked(column > record->count ? TEXT_EMPTY : text_trim(record->fields[column - 1]));
}

static bool check_day(struct findings *findings, const struct bank_row *row, struct day latest)
{
    struct buffer shown SCOPED_BUFFER = { 0 };
    if (row->answer.bank_day.number <= latest.number) {
        return true;
    }
    day_print(latest, &shown);
    findings_add(findings, finding_of(B_DATE_AHEAD), row->line, row->column[BANK_DATE], TEXT_EMPTY, row->cell[BANK_DATE], buffer_string(&shown));
    return false;
}

bool bank_row_read(const struct bank_columns *columns, const struct csv_record *record, struct day latest, struct buffer *reason, struct findings *findings,
                   struct bank_row *out)
{
    struct bank_row row = { .line = record->line, .answer = { .reference = reference_of(columns, record), .line = record->line } };
    if (is_damaged(columns, record)) {
        *out = row;
        findings_add(findings, finding_of(B_ROW_FORM), record->line, record->bad_quote, TEXT_EMPTY, text_cut(record->raw, 100), "");
        return false;
    }
    for (int column = 0; column < BANK_COLUMNS; column++) {
        row.column[column] = columns->of[column];
        row.cell[column] = columns->of[column] == 0 ? TEXT_EMPTY : text_trim(record->fields[columns->of[column] - 1]);
    }
    bool sound = true;
    if (row.answer.reference.length == 0 || row.answer.reference.length > REFERENCE_MAX) {
        sound = refuse(findings, B_REFERENCE_MISSING, &row, BANK_REFERENCE);
        row.answer.reference = TEXT_EMPTY;
    }
    if (!status_read(columns->answer, row.cell[BANK_STATUS], &row.answer.paid)) {
        sound = refuse(findings, B_STATUS, &row, BANK_STATUS);
    }
    if (!amount_read(columns->answer, row.cell[BANK_AMOUNT], &row.answer.amount)) {
        sound = refuse(findings, B_AMOUNT, &row, BANK_AMOUNT);
    }
    if (!day_read(row.cell[BANK_DATE], &row.answer.bank_day)) {
        sound = refuse(findings, B_DATE, &row, BANK_DATE);
    } else {
        sound = check_day(findings, &row, latest) && sound;
    }
    buffer_clear(reason);
    buffer_add_printable(reason, row.cell[BANK_REASON], REASON_MAX - 3);
    row.answer.reason = buffer_text(reason);
    row.answer.account = unmarked(row.cell[BANK_ACCOUNT]);
    *out = row;
    return sound;
}
