#include "styles.h"

#include "base/error.h"

enum {
    GREY = 0x8C8C8C,
    INK = 0x1F3B4D,
    PALE = 0xDCE6EC,
    FAINT = 0xF0F4F7,
    ENTRY = 0xFFFBE6,
    LINK = 0x0B5394,
    AMBER = 0xFFF2CC,
    GREEN = 0xD5F0D8,
    GREEN_INK = 0x1E6B2B,
    RED = 0xF8CBCB,
    RED_INK = 0x9C0006
};

struct look {
    const char *number; /* format, NULL = general */
    double size;        /* points, 0 = as usual */
    lxw_color_t ink;
    lxw_color_t ground;
    enum style same_as; /* libxlsxwriter looks for the twin of a like format at every cell: share it; 0 = none */
    bool bold;
    bool wrap;
    bool top; /* a line above */
    bool monospace;
    bool open; /* can be filled in on a protected sheet, too */
    bool underline;
};

static const struct look looks[STYLE_COUNT] = {
    [STYLE_NUMBER] = { .same_as = STYLE_INTEGER },
    [STYLE_GAP] = { .number = NULL },
    [STYLE_TEXT] = { .number = "@" },
    [STYLE_DIGITS] = { .same_as = STYLE_TEXT },
    [STYLE_INTEGER] = { .number = "#,##0" },
    [STYLE_YEAR] = { .number = "0" },
    [STYLE_MONEY] = { .number = "\"Rp\" #,##0" },
    [STYLE_PERCENT] = { .number = "0.0%" },
    [STYLE_DAY] = { .number = "yyyy-mm-dd" },
    [STYLE_WRAP] = { .number = "@", .wrap = true },
    [STYLE_HEX] = { .number = "@", .size = 9, .monospace = true },
    [STYLE_FINDING_CODES] = { .same_as = STYLE_TEXT },
    [STYLE_FINDINGS] = { .same_as = STYLE_WRAP },
    [STYLE_SIGNATURE] = { .same_as = STYLE_TEXT },
    [STYLE_TICK] = { .number = "@", .ground = ENTRY, .open = true },
    [STYLE_REMARK] = { .number = "@", .ground = ENTRY, .wrap = true, .open = true },
    [STYLE_ENTRY] = { .number = "\"Rp\" #,##0", .ground = ENTRY, .open = true },
    [STYLE_FACTOR] = { .number = "0.0000" },
    [STYLE_TITLE] = { .size = 16, .ink = INK, .bold = true },
    [STYLE_SUBTITLE] = { .size = 12, .ink = INK, .bold = true },
    [STYLE_HEADING] = { .ink = LXW_COLOR_WHITE, .ground = INK, .bold = true, .wrap = true },
    [STYLE_LABEL] = { .bold = true },
    [STYLE_PLAIN] = { .number = "@" },
    [STYLE_NOTE] = { .wrap = true, .ink = 0x595959 },
    [STYLE_WARNING] = { .wrap = true, .ground = AMBER, .bold = true },
    [STYLE_TOTAL_LABEL] = { .bold = true, .ground = PALE, .top = true },
    [STYLE_TOTAL_INTEGER] = { .number = "#,##0", .bold = true, .ground = PALE, .top = true },
    [STYLE_TOTAL_MONEY] = { .number = "\"Rp\" #,##0", .bold = true, .ground = PALE, .top = true },
    [STYLE_SUBTOTAL_LABEL] = { .bold = true, .ground = FAINT },
    [STYLE_SUBTOTAL_INTEGER] = { .number = "#,##0", .bold = true, .ground = FAINT },
    [STYLE_SUBTOTAL_MONEY] = { .number = "\"Rp\" #,##0", .bold = true, .ground = FAINT },
    [STYLE_BOX] = { .number = "@", .ground = ENTRY, .open = true },
    [STYLE_LINK] = { .ink = LINK, .underline = true },
    [STYLE_GOOD] = { .ink = GREEN_INK, .ground = GREEN },
    [STYLE_BAD] = { .ink = RED_INK, .ground = RED, .bold = true },
};

static lxw_format *make(lxw_workbook *workbook, const struct look *look)
{
    lxw_format *format = workbook_add_format(workbook);
    CHECK(format != NULL);
    if (look->number != NULL) {
        format_set_num_format(format, look->number);
    }
    if (look->monospace) {
        format_set_font_name(format, "Courier New");
    }
    if (look->size > 0) {
        format_set_font_size(format, look->size);
    }
    if (look->bold) {
        format_set_bold(format);
    }
    if (look->ink != 0) {
        format_set_font_color(format, look->ink);
    }
    if (look->ground != 0) {
        format_set_bg_color(format, look->ground);
    }
    if (look->wrap) {
        format_set_text_wrap(format);
    }
    if (look->open) {
        format_set_unlocked(format);
    }
    if (look->underline) {
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (look->top) {
        format_set_top(format, LXW_BORDER_THIN);
    }
    return format;
}

/* Of the cells of tables: a thin line below, text kept off the number on its left. */
static void add_lines(lxw_format *format, const struct look *look)
{
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(format, LXW_BORDER_HAIR);
    format_set_bottom_color(format, GREY);
    if (look->number != NULL && look->number[0] == '@') {
        format_set_indent(format, 1);
    }
}

void styles_make(lxw_workbook *workbook, struct styles *out)
{
    for (int style = 0; style < STYLE_COUNT; style++) {
        if (looks[style].same_as != 0) {
            continue;
        }
        out->format[style] = make(workbook, &looks[style]);
        if (style < STYLE_TITLE) {
            add_lines(out->format[style], &looks[style]);
        }
    }
    for (int style = 0; style < STYLE_COUNT; style++) {
        if (looks[style].same_as != 0) {
            out->format[style] = out->format[looks[style].same_as];
        }
    }
    format_set_align(out->format[STYLE_HEADING], LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(out->format[STYLE_HEADING], LXW_ALIGN_CENTER);
    format_set_align(out->format[STYLE_NOTE], LXW_ALIGN_VERTICAL_TOP);
    format_set_align(out->format[STYLE_WARNING], LXW_ALIGN_VERTICAL_CENTER);
    format_set_border(out->format[STYLE_BOX], LXW_BORDER_THIN);
    format_set_border_color(out->format[STYLE_BOX], GREY);
    format_set_align(out->format[STYLE_TICK], LXW_ALIGN_CENTER);
    format_set_align(out->format[STYLE_DAY], LXW_ALIGN_CENTER);
    format_set_align(out->format[STYLE_YEAR], LXW_ALIGN_CENTER);
}

enum style styles_total(enum style style)
{
    return style == STYLE_MONEY ? STYLE_TOTAL_MONEY : STYLE_TOTAL_INTEGER;
}

enum style styles_subtotal(enum style style)
{
    return style == STYLE_MONEY ? STYLE_SUBTOTAL_MONEY : STYLE_SUBTOTAL_INTEGER;
}
