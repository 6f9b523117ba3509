#include "importer/dialect.h"

#include "base/language.h"
#include "base/memory.h"
#include "importer/dialect_score.h"

#define NEARLY 0.95 /* a second reading that scores so much of the first one's is named */

/* Tables that are no text of fields. */
static const struct error *refuse_pages(struct text head)
{
    static const char *const starts[] = { "<html", "<table", "<!doctype", "<?xml" };
    struct text text = text_trim(head);
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        struct text start = text_of(starts[i]);
        if (text.length >= start.length && text_equal_nocase((struct text){ text.bytes, start.length }, start)) {
            return error_new(ERROR_FAILED, _("this is a web page, not a table of text; open it in Excel and save it as \"CSV UTF-8\""));
        }
    }
    return NULL;
}

bool dialect_equal(const struct dialect *a, const struct dialect *b)
{
    return a->delimiter == b->delimiter && a->blank_after == b->blank_after && a->quote == b->quote && a->escape == b->escape;
}

static const struct {
    char delimiter;
    bool blank_after;
    const char *name;
    const char *title;
    double prior; /* what separates words, too, must explain the file better */
} delimiters[] = {
    { ',', false, "comma", N_("comma"), 1.0 },      { ';', false, "semicolon", N_("semicolon"), 1.0 },
    { '\t', false, "tab", N_("tab"), 1.0 },         { '|', false, "pipe", N_("pipe"), 1.0 },
    { ',', true, "comma-space", N_("comma and space"), 1.0 }, { ' ', false, "space", N_("space"), 0.6 },
};
#define DELIMITERS (sizeof(delimiters) / sizeof(delimiters[0]))

const char *delimiter_name(const struct dialect *dialect)
{
    for (size_t i = 0; i < DELIMITERS; i++) {
        if (delimiters[i].delimiter == dialect->delimiter && delimiters[i].blank_after == dialect->blank_after) {
            return _(delimiters[i].title);
        }
    }
    return _("another character");
}

const char *quote_name(const struct dialect *dialect)
{
    return dialect->quote == '\'' ? "'" : "\"";
}

const char *escape_name(const struct dialect *dialect)
{
    return dialect->escape == ESCAPE_BACKSLASH ? _("backslash") : dialect->escape == ESCAPE_NONE ? _("none") : _("doubled");
}

bool dialect_wish_delimiter(struct dialect_wish *wish, struct text name)
{
    for (size_t i = 0; i < DELIMITERS; i++) {
        bool same = text_equal_nocase(name, text_of(delimiters[i].name)) ||
                    (name.length == 1 && name.bytes[0] == delimiters[i].delimiter && !delimiters[i].blank_after) ||
                    (delimiters[i].blank_after && text_equal(name, TEXT(", "))) ||
                    (delimiters[i].delimiter == '\t' && text_equal(name, TEXT("\\t")));
        if (same) {
            wish->delimiter_given = true;
            wish->delimiter = delimiters[i].delimiter;
            wish->blank_after = delimiters[i].blank_after;
            return true;
        }
    }
    bool usable = name.length == 1 && name.bytes[0] > ' ' && name.bytes[0] < 0x7F && strchr("\"'\\", name.bytes[0]) == NULL &&
                  !text_all_digits(name);
    if (usable) {
        wish->delimiter_given = true;
        wish->delimiter = name.bytes[0];
        wish->blank_after = false;
    }
    return usable;
}

/* A field stands between two such quotes somewhere. */
static bool has_quoted(struct text head, char quote, char delimiter)
{
    bool opened = false;
    for (size_t i = 0; i < head.length; i++) {
        if (head.bytes[i] != quote) {
            continue;
        }
        char before = i == 0 ? '\n' : head.bytes[i - 1];
        char after = i + 1 == head.length ? '\n' : head.bytes[i + 1];
        bool closes = opened && (after == delimiter || after == '\n' || after == '\r');
        if (closes) {
            return true;
        }
        opened = opened || before == delimiter || before == '\n' || before == '\r' || (before == ' ' && delimiter == ',');
    }
    return false;
}

static bool has_pair(struct text head, char first, char second)
{
    for (size_t i = 0; i + 1 < head.length; i++) {
        if (head.bytes[i] == first && head.bytes[i + 1] == second) {
            return true;
        }
    }
    return false;
}

struct contest {
    struct scan scan;
    struct text head;
    bool whole;
    struct dialect best;
    struct dialect_score best_score;
    struct dialect second; /* the best with another delimiter or quote */
    double second_score;
};

static void enter(struct contest *contest, struct dialect dialect, double prior)
{
    struct dialect_score score;
    dialect_score(&contest->scan, &dialect, contest->head, contest->whole, &score);
    score.score *= prior;
    struct dialect loser = dialect;
    double lost = score.score;
    if (contest->best_score.records == 0 || score.score > contest->best_score.score) {
        loser = contest->best;
        lost = contest->best_score.records == 0 ? 0 : contest->best_score.score;
        contest->best = dialect;
        contest->best_score = score;
    }
    bool other = loser.delimiter != contest->best.delimiter || loser.quote != contest->best.quote;
    if (other && lost > contest->second_score && score.width > 1) {
        contest->second = loser;
        contest->second_score = lost;
    }
}

/* Quotes and escapes that the file shows any sign of. */
static void enter_all(struct contest *contest, struct dialect dialect, double prior, char wished_quote)
{
    static const char quotes[] = { '"', '\'' };
    for (size_t i = 0; i < sizeof(quotes); i++) {
        dialect.quote = quotes[i];
        if (wished_quote != 0 ? wished_quote != quotes[i] : quotes[i] == '\'' && !has_quoted(contest->head, '\'', dialect.delimiter)) {
            continue;
        }
        double rare = quotes[i] == '\'' ? 0.98 : 1.0;
        dialect.escape = ESCAPE_DOUBLED;
        enter(contest, dialect, prior * rare);
        if (has_pair(contest->head, '\\', quotes[i])) {
            dialect.escape = ESCAPE_BACKSLASH;
            enter(contest, dialect, prior * rare * 0.99);
        }
    }
}

/* Excel's own word for it: "sep=;" and a line end. */
static size_t read_declaration(struct text head, struct dialect_wish *wish)
{
    if (head.length < 6 || !text_equal_nocase((struct text){ head.bytes, 4 }, TEXT("sep=")) ||
        (head.bytes[5] != '\n' && head.bytes[5] != '\r') || !dialect_wish_delimiter(wish, (struct text){ head.bytes + 4, 1 })) {
        return 0;
    }
    return head.length > 6 && head.bytes[5] == '\r' && head.bytes[6] == '\n' ? 7 : 6;
}

const struct error *dialect_detect(struct text head, bool whole, const struct dialect_wish *wish, struct dialect_found *out)
{
    struct dialect_wish wished = { 0 };
    if (wish != NULL) {
        wished = *wish;
    }
    TRY(refuse_pages(head));
    *out = (struct dialect_found){ .dialect = DIALECT_PLAIN };
    if (!wished.delimiter_given) {
        out->declared = read_declaration(head, &wished);
    }
    if (wished.delimiter_given) {
        out->dialect.delimiter = wished.delimiter;
        out->dialect.blank_after = wished.blank_after;
    }
    if (wished.quote != 0) {
        out->dialect.quote = wished.quote;
    }
    struct contest contest = { .whole = whole };
    contest.head = (struct text){ head.bytes + out->declared, head.length - out->declared };
    char *padded = memory_new(contest.head.length + SPECIAL_BLOCK);
    if (contest.head.length > 0) {
        memcpy(padded, contest.head.bytes, contest.head.length);
    }
    contest.head.bytes = padded;
    scan_init(&contest.scan, &DIALECT_PLAIN);
    if (wished.delimiter_given) {
        enter_all(&contest, (struct dialect){ .delimiter = wished.delimiter, .blank_after = wished.blank_after }, 1.0, wished.quote);
    }
    for (size_t i = 0; i < DELIMITERS && !wished.delimiter_given; i++) {
        enter_all(&contest, (struct dialect){ .delimiter = delimiters[i].delimiter, .blank_after = delimiters[i].blank_after },
                  delimiters[i].prior, wished.quote);
    }
    if (contest.best_score.records > 0) {
        out->dialect = contest.best;
        out->width = contest.best_score.width;
        out->doubtful = contest.second_score >= contest.best_score.score * NEARLY && out->width > 1;
        out->other = contest.second;
        bool never_escapes = contest.best_score.damaged >= 2 && contest.best_score.doubled == 0 && contest.best.escape == ESCAPE_DOUBLED;
        if (never_escapes && contest.best_score.damaged * 50 >= contest.best_score.records) {
            out->dialect.escape = ESCAPE_NONE;
        }
    }
    scan_free(&contest.scan);
    memory_free(padded);
    return NULL;
}
