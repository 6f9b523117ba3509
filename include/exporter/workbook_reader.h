/* workbook_reader: the cells of an .xlsx file that comes from anywhere.
 *
 * Law: foreign bytes. Nothing is unpacked to the disk under a name of theirs, no document type is read, and neither memory nor time goes
 * beyond bounds that are set before: what is in the file is a stream of cells, each row below the one before it.
 * Source: ECMA-376 part 1, SpreadsheetML. */
#ifndef EXPORTER_WORKBOOK_READER_H
#define EXPORTER_WORKBOOK_READER_H

#include "base/day.h"
#include "exporter/features.h"
#include "ledger/digest.h"
#include "programme/issue.h"

struct workbook_reader;

/* `budget`: bytes that may come out of the file unpacked, all parts and all passes together. Owner: the caller closes. Errors: FAILED when it is no workbook. */
const struct error *workbook_reader_open(const char *path, int64_t budget, struct workbook_reader **out);
void workbook_reader_close(struct workbook_reader *reader); /* takes NULL */
void workbook_reader_release(struct workbook_reader **reader);
#define SCOPED_WORKBOOK_READER __attribute__((cleanup(workbook_reader_release)))

/* Bytes of all parts unpacked, as the file itself says. */
int64_t workbook_reader_bytes(const struct workbook_reader *reader);

/* Of the whole workbook. Owner: the reader. */
struct features *workbook_reader_features(struct workbook_reader *reader);
/* Of the sheet that was begun last; whole when there are no more cells. */
struct features *workbook_reader_sheet_features(struct workbook_reader *reader);
/* Also gives the cells that are empty and not locked: those that are for filling in. */
void workbook_reader_give_open(struct workbook_reader *reader);

/* What a workbook of this program says of itself, in its document's properties; they outlive Excel and LibreOffice. */
struct origin {
    bool known;           /* it is one; nothing else is set otherwise */
    char ledger[65];      /* id of its ledger */
    char root[2 * DIGEST_BYTES + 1];
    int64_t entries;
    struct digest template;
    int year;             /* 0 = all */
    bool masked;
    struct day as_of;     /* DAY_NONE: dated by its last entry */
    char version[61];
    int64_t erasures_until; /* the last erasure that its warnings name; 0 = none */
    struct issue_sample sample; /* size 0 = none */
};
const struct error *workbook_reader_origin(struct workbook_reader *reader, struct origin *out);

size_t workbook_reader_count(const struct workbook_reader *reader); /* sheets */
const char *workbook_reader_name(const struct workbook_reader *reader, size_t sheet);

enum sheet_value { SHEET_NUMBER, SHEET_TEXT, SHEET_TRUTH, SHEET_FAULT /* #REF! and the like */, SHEET_NOT_CALCULATED /* a formula that some program wrote without what it amounts to */ };
struct sheet_cell {
    int64_t row;       /* from 1 */
    int column;        /* from 1 */
    enum sheet_value kind;
    struct text value;   /* borrowed until the next one; of a number its digits, as they stand in the file; of a formula what it amounted to */
    struct text formula; /* the same; empty when there is none, and where another cell has it for several */
    struct text form;    /* of the formula (exporter/formula.h), also of one for several cells; empty when there is none */
    const char *format;  /* how its number is shown, without what quotes */
    bool open;           /* not locked */
};

/* The cells of a sheet that are not empty, from left to right and from top to bottom. Errors: FAILED when they are not. */
const struct error *workbook_reader_begin(struct workbook_reader *reader, size_t sheet);
const struct error *workbook_reader_next(struct workbook_reader *reader, struct sheet_cell *out, bool *more_out);

/* Two cells amount to the same, and are of one type; when one was not calculated, by their formulas. Numbers to fifteen digits, as spreadsheets keep them. */
bool sheet_cell_equal(const struct sheet_cell *a, const struct sheet_cell *b);
/* Of what it amounts to: equal cells have equal ones. */
uint64_t sheet_cell_hash(const struct sheet_cell *cell);

#endif
