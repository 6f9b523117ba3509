#include "importer/bank_trailer.h"

#include "importer/catalogue.h"
#include "importer/fold.h"

/* TRAILER is followed by count and sum in this order, whatever the columns are; the others stand in the columns. */
enum word { WORD_NONE, WORD_TRAILER, WORD_TOTAL };

static struct text cell_at(const struct csv_record *record, int column)
{
    return column < 1 || (size_t)column > record->count ? TEXT_EMPTY : text_trim(record->fields[column - 1]);
}

static enum word word_of(const struct csv_record *record)
{
    static const char *const totals[] = { "total", "jumlah", "grandtotal", "kontrol", "control" };
    struct folded folded;
    header_fold(cell_at(record, 1), &folded);
    if (text_equal(folded_text(&folded), TEXT("trailer"))) {
        return WORD_TRAILER;
    }
    for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
        if (text_equal(folded_text(&folded), text_of(totals[i]))) {
            return WORD_TOTAL;
        }
    }
    return WORD_NONE;
}

bool bank_trailer_is(const struct csv_record *record)
{
    if (word_of(record) == WORD_NONE) {
        return false;
    }
    for (size_t i = 1; i < record->count; i++) {
        if (text_trim(record->fields[i]).length > 0) {
            return true;
        }
    }
    return false;
}

static bool read_count(struct text text, int64_t *out)
{
    return text.length > 0 && text_all_digits(text) && text_to_integer(text, out);
}

bool bank_trailer_read(const struct bank_columns *columns, const struct csv_record *record, struct findings *findings, struct bank_trailer *out)
{
    enum { COUNT_COLUMN = 2, SUM_COLUMN = 3 };
    struct bank_trailer trailer = { .found = true, .line = record->line, .count_column = COUNT_COLUMN, .sum_column = SUM_COLUMN };
    int amount = columns->of[BANK_AMOUNT];
    if (word_of(record) == WORD_TOTAL && cell_at(record, amount).length > 0) {
        trailer.sum_column = amount;
    }
    struct text count = trailer.count_column == trailer.sum_column ? TEXT_EMPTY : cell_at(record, trailer.count_column);
    struct text sum = cell_at(record, trailer.sum_column);
    trailer.has_count = read_count(count, &trailer.count);
    trailer.has_sum = sum.length > 0 && money_parse(sum, &trailer.sum);
    if ((count.length > 0 && !trailer.has_count) || (sum.length > 0 && !trailer.has_sum) || (!trailer.has_count && !trailer.has_sum)) {
        findings_add(findings, finding_of(B_TRAILER_FORM), record->line, 0, TEXT_EMPTY, text_cut(record->raw, 100), "");
    }
    *out = trailer;
    return trailer.has_count || trailer.has_sum;
}

static enum opinion judge(const void *context, const struct csv_record *record)
{
    (void)context;
    return bank_trailer_is(record) ? OPINION_ROW : OPINION_NONE;
}

struct opinions bank_trailer_opinions(void)
{
    return (struct opinions){ judge, NULL };
}
