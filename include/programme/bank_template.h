/* bank_template: how a bank wants its transfer file and writes its answer, as data.
 *
 * Law: a bank of another taste is another file of templates/bank/, and no code. What a template can say is all checked when it is
 * read; what it cannot carry of a payout holds that payout back, and never spoils a row.
 * Source: docs/contract.md, "Bank files". */
#ifndef PROGRAMME_BANK_TEMPLATE_H
#define PROGRAMME_BANK_TEMPLATE_H

#include "base/resource.h"
#include "programme/batch.h"

#define BANK_TEMPLATE_BYTES_MAX 65536
#define BANK_CELLS_MAX 40
#define BANK_PARTS_MAX 8
#define BANK_WORDS_MAX 20
#define BANK_WIDTH_MAX 200

/* What stands between {{ and }}. The first ones are known of a transfer only, the next of a file only, the last of both. */
enum bank_value {
    BANK_VALUE_LITERAL,
    BANK_VALUE_REFERENCE,
    BANK_VALUE_ACCOUNT_NUMBER,
    BANK_VALUE_ACCOUNT_NAME,
    BANK_VALUE_BANK_CODE,
    BANK_VALUE_AMOUNT,
    BANK_VALUE_NUMBER, /* of the transfer in its file, from 1 */
    BANK_VALUE_COUNT,
    BANK_VALUE_SUM,
    BANK_VALUE_HASH_TOTAL,
    BANK_VALUE_YEAR,
    BANK_VALUE_BATCH,
    BANK_VALUE_DATE,     /* the day of the sending, yyyy-mm-dd */
    BANK_VALUE_YYYYMMDD,
    BANK_VALUE_DDMMYYYY,
    BANK_VALUE_FILE,     /* of several, from 1 */
    BANK_VALUE_FILES
};

struct bank_part {
    enum bank_value value;
    char *text; /* of a literal; owned */
};

struct bank_cell {
    char *header; /* owned; NULL when the file has no header */
    struct bank_part parts[BANK_PARTS_MAX];
    size_t part_count; /* 0 = empty */
    size_t width;      /* characters: the most, and all of them where it is padded; 0 = any */
    char pad;          /* '\0' = not padded */
    bool right;        /* padded in front */
    bool cut;          /* what is too long is cut instead of refused */
};

struct bank_row_layout {
    struct bank_cell *cells; /* owned */
    size_t count;
};

enum bank_quoting { BANK_QUOTING_NEEDED, BANK_QUOTING_ALWAYS, BANK_QUOTING_NEVER };

/* The columns of a bank's answer. */
enum bank_column { BANK_REFERENCE, BANK_STATUS, BANK_AMOUNT, BANK_DATE, BANK_REASON, BANK_ACCOUNT };
#define BANK_COLUMNS 6

struct bank_words {
    char *items[BANK_WORDS_MAX]; /* owned */
    size_t count;
};

struct bank_answer {
    struct bank_words columns[BANK_COLUMNS]; /* spellings of the header; the first is the name to show */
    struct bank_words paid;                  /* words of the status */
    struct bank_words returned;
    bool decimal_dot; /* amounts are written 5,000,000.00 */
};

struct bank_template {
    char *name;  /* of a built-in one, or its file's without folders, which ends in .yaml; owned */
    struct digest sha256; /* of its text */
    char *title; /* owned */
    bool windows_1252; /* otherwise UTF-8 */
    bool mark;         /* a byte order mark in front */
    bool crlf;
    bool header;
    char separator; /* '\0' = none: all cells have a width */
    enum bank_quoting quoting;
    int64_t decimals; /* 0 to 2, all zero */
    char decimal;
    char thousands; /* '\0' = none */
    int64_t rows_per_file; /* 0 = any number */
    struct bank_row_layout leader; /* a row of totals above the transfers; count 0 = none */
    struct bank_row_layout columns;
    struct bank_row_layout trailer;
    struct bank_answer answer;
};

#define SCOPED_BANK_TEMPLATE __attribute__((cleanup(bank_template_free)))

/* The built-in ones, files of templates/bank/; the first is the default. Ends with name NULL. */
extern const struct resource bank_templates[];
#define BANK_TEMPLATE_DEFAULT "bawaan"

/* `name` is that of a built-in one (without .yaml), or a file's when it ends in .yaml; NULL is the default. Errors: USAGE for
 * an unknown name, FAILED with file, line and column for what is wrong in it. */
const struct error *bank_template_load(const char *name, struct bank_template *out);
const struct error *bank_template_parse(const char *name, struct text yaml, struct bank_template *out);
void bank_template_free(struct bank_template *template); /* takes a zeroed one */

/* What a cell may speak of. */
struct bank_facts {
    const struct transfer_order *order; /* NULL in a row of totals */
    size_t number;
    struct sending_total total;
    int year;
    int64_t batch_id;
    struct day day;
    size_t file;
    size_t files;
};

enum bank_fit {
    BANK_FIT_WELL,
    BANK_FIT_TOO_LONG,
    BANK_FIT_ENCODING, /* a character that the encoding lacks */
    BANK_FIT_NOTHING   /* nothing of the name is left when what a file cannot carry is taken away */
};

/* Appends the cell in the file's encoding, without quotes, padded. `out` is as it was unless it fits. */
enum bank_fit bank_cell_add(const struct bank_template *template, const struct bank_cell *cell, const struct bank_facts *facts, struct buffer *out);

/* Holds back every payable order that this template cannot carry, and counts anew. The sending is one in this template from here on. */
void bank_template_fit(const struct bank_template *template, struct sending *sending);

#endif
