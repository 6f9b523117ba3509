/* styles: how the cells of the workbook look. */
#ifndef EXPORTER_STYLES_H
#define EXPORTER_STYLES_H

#include <xlsxwriter.h>

enum style {
    STYLE_NUMBER, /* running number, counted by the sheet itself */
    STYLE_GAP,    /* nothing: keeps columns of several tables apart */
    STYLE_TEXT,
    STYLE_DIGITS, /* NIK, KK, account: text that looks like a number */
    STYLE_INTEGER,
    STYLE_YEAR,
    STYLE_MONEY,
    STYLE_PERCENT,
    STYLE_DAY,
    STYLE_WRAP,
    STYLE_HEX,           /* bytes */
    STYLE_FINDING_CODES, /* of set_aside.findings */
    STYLE_FINDINGS,
    STYLE_SIGNATURE, /* whether the signature in an entry of the journal holds */
    STYLE_TICK,      /* for the auditor: a mark from a list */
    STYLE_REMARK,    /* for the auditor: a note */
    STYLE_ENTRY,     /* for the auditor: an amount */
    STYLE_FACTOR,    /* four decimals */
    STYLE_TITLE,
    STYLE_SUBTITLE,
    STYLE_HEADING,
    STYLE_LABEL,
    STYLE_PLAIN, /* text outside tables */
    STYLE_NOTE,
    STYLE_WARNING,
    STYLE_TOTAL_LABEL,
    STYLE_TOTAL_INTEGER,
    STYLE_TOTAL_MONEY,
    STYLE_SUBTOTAL_LABEL,
    STYLE_SUBTOTAL_INTEGER,
    STYLE_SUBTOTAL_MONEY,
    STYLE_BOX, /* to be filled in by hand */
    STYLE_LINK,
    STYLE_GOOD, /* conditional */
    STYLE_BAD,
    STYLE_COUNT
};

struct styles {
    lxw_format *format[STYLE_COUNT];
};

void styles_make(lxw_workbook *workbook, struct styles *out);
/* The style of a sum below a column. */
enum style styles_total(enum style style);
/* The style of a sum after a group of rows. */
enum style styles_subtotal(enum style style);

#endif
