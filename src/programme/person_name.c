#include "programme/person_name.h"

enum {
    WORDS_MAX = 16,
    WORD_BYTES = 40,
    CUT_LETTERS = 18, /* a shorter name than this, with the blanks, is not one that a bank has cut */
};

/* A word folded to small letters. */
struct name_word {
    char letters[WORD_BYTES];
    size_t length;
    bool dotted; /* a dot stood in it, or a comma before it: it may be a title */
};

struct name {
    struct name_word words[WORDS_MAX];
    size_t count;
};

static const char *const titles_before[] = { "h",   "hj",     "hjh",     "haji", "hajjah", "dr",  "drs",  "dra",  "ir",  "prof", "kh", "ust", "ustadz",
                                             "ustad", "ustadzah", "drg", "drh",  "bpk",    "bapak", "ibu", "sdr", "sdri", "tn", "ny",  "nn",  "alm", "almh", NULL };

static const char *const titles_behind[] = { "se",   "st",    "sh",   "sp",   "spd",  "spdi", "spdsd", "sag",  "ssos", "sosi", "skom", "skm",  "sikom", "sip",  "ssi",  "sst",
                                             "sstp", "spt",   "sth",  "sthi", "shi",  "sei",  "sak",   "sked", "skep", "sfarm", "shut", "spi", "ssn",   "ssy",  "spsi", "stp",
                                             "skh",  "sgz",   "mm",   "msi",  "mh",   "mpd",  "mpdi",  "mt",   "mkom", "mkes", "mag",  "mhum", "msc",   "mba",  "mph",  "phd",
                                             "amd",  "amdkeb", "amdkep", "amk", "akt", "apt", "bsc",   "lc",   "strkeb", "mpsi", "alm", "almh", NULL };

/* Words that are names too: titles only when they are written like one. */
static const char *const titles_doubtful[] = { "ma", "ba", "be", "ama", "med", "ak", "ca", "ns", "ners", "mp", "mak", "sn", NULL };

static const char *const fillers[] = { "bin", "binti", "bte", NULL };

static const struct {
    const char *form;
    const char *meaning;
} forms[] = {
    { "muhamad", "muhammad" },  { "muhammed", "muhammad" },  { "mohammad", "muhammad" }, { "mohamad", "muhammad" }, { "mohammed", "muhammad" },
    { "mohamed", "muhammad" },  { "mochammad", "muhammad" }, { "mochamad", "muhammad" }, { "muchammad", "muhammad" }, { "muchamad", "muhammad" },
    { "muh", "muhammad" },      { "moh", "muhammad" },       { "moch", "muhammad" },     { "much", "muhammad" },    { "mohd", "muhammad" },
    { "muhd", "muhammad" },     { "mhd", "muhammad" },       { "mhmd", "muhammad" },     { "md", "muhammad" },      { "achmad", "ahmad" },
    { "akhmad", "ahmad" },      { "abd", "abdul" },          { "sitti", "siti" },        { "rd", "raden" },
};

/* So many people have these that they tell nobody apart. */
static const char *const common[] = { "muhammad", "siti", NULL };

static struct text word_text(const struct name_word *word)
{
    return (struct text){ word->letters, word->length };
}

static bool is_one_of(struct text word, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (text_equal(word, text_of(*list))) {
            return true;
        }
    }
    return false;
}

enum sign { SIGN_LETTER, SIGN_JOINS, SIGN_DOT, SIGN_COMMA, SIGN_PARTS };

/* The letters under the accents of U+00C0-00FF; '-' drops the character. */
static const char latin_letters[] = "aaaaaaaceeeeiiiidnooooo-ouuuuypsaaaaaaaceeeeiiiidnooooo-ouuuuypy";

/* What stands at the beginning of the text, and how many bytes it takes. */
static enum sign next_sign(struct text text, char *letter_out, size_t *width_out)
{
    unsigned char byte = (unsigned char)text.bytes[0];
    unsigned char next = text.length > 1 ? (unsigned char)text.bytes[1] : 0;
    *width_out = 1;
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) {
        *letter_out = (char)(byte | 0x20);
        return SIGN_LETTER;
    }
    if (byte == 0xC3 && (next & 0xC0) == 0x80) {
        *width_out = 2;
        *letter_out = latin_letters[next & 0x3F];
        return *letter_out == '-' ? SIGN_JOINS : SIGN_LETTER;
    }
    if (byte == 0xE2 && next == 0x80 && text.length > 2) {
        *width_out = 3;
        unsigned char last = (unsigned char)text.bytes[2];
        return last >= 0x98 && last <= 0x9F ? SIGN_JOINS : SIGN_PARTS; /* quotation marks, or dashes and blanks */
    }
    if (byte == '\'' || byte == '`' || byte >= 0x80) {
        return SIGN_JOINS;
    }
    return byte == '.' ? SIGN_DOT : (byte == ',' ? SIGN_COMMA : SIGN_PARTS);
}

static void add_letter(struct name_word *word, char letter)
{
    if (word->length < WORD_BYTES) {
        word->letters[word->length++] = letter;
    }
}

static void add_word(struct name *name, const struct name_word *word)
{
    if (word->length > 0 && name->count < WORDS_MAX) {
        name->words[name->count++] = *word;
    }
}

/* Letters with dots between are one word when that is a title ("S.Pd.I"), else several ("M.Rizki"). */
static void add_chunk(struct name *name, const struct name_word *parts, size_t count, bool after_comma, bool dotted)
{
    struct name_word joined = { .dotted = dotted || after_comma };
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at < parts[i].length; at++) {
            add_letter(&joined, parts[i].letters[at]);
        }
    }
    struct text word = word_text(&joined);
    bool title = is_one_of(word, titles_behind) || is_one_of(word, titles_doubtful) || is_one_of(word, titles_before);
    if (count <= 1 || (title && name->count > 0)) {
        add_word(name, &joined);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        add_word(name, &parts[i]);
    }
}

static void name_read(struct text text, struct name *out)
{
    struct name_word parts[WORDS_MAX] = { 0 };
    size_t part = 0;
    bool dotted = false;
    bool after_comma = false;
    *out = (struct name){ .count = 0 };
    for (;;) {
        char letter = ' ';
        size_t width = 0;
        enum sign sign = text.length == 0 ? SIGN_PARTS : next_sign(text, &letter, &width);
        if (sign == SIGN_LETTER) {
            add_letter(&parts[part], letter);
        } else if (sign == SIGN_DOT) {
            dotted = true;
            part += parts[part].length > 0 && part + 1 < WORDS_MAX ? 1 : 0;
        } else if (sign != SIGN_JOINS) {
            size_t count = part + (parts[part].length > 0 ? 1 : 0);
            add_chunk(out, parts, count, after_comma, dotted);
            after_comma = sign == SIGN_COMMA || (after_comma && count == 0);
            memset(parts, 0, sizeof(parts));
            part = 0;
            dotted = false;
        }
        if (text.length == 0) {
            return;
        }
        text.bytes += width;
        text.length -= width;
    }
}

static void drop(struct name *name, size_t at)
{
    memmove(&name->words[at], &name->words[at + 1], (name->count - at - 1) * sizeof(name->words[0]));
    name->count -= 1;
}

static bool is_title_behind(const struct name_word *word)
{
    return is_one_of(word_text(word), titles_behind) || (word->dotted && is_one_of(word_text(word), titles_doubtful));
}

/* "S. Pd" stands in two words. */
static bool ends_in_two_word_title(const struct name *name)
{
    if (name->count < 3) {
        return false;
    }
    const struct name_word *last = &name->words[name->count - 1];
    struct name_word joined = name->words[name->count - 2];
    if (joined.length != 1 || !joined.dotted) {
        return false;
    }
    for (size_t i = 0; i < last->length; i++) {
        add_letter(&joined, last->letters[i]);
    }
    return is_title_behind(&joined);
}

static void drop_titles(struct name *name)
{
    while (name->count > 1 && is_one_of(word_text(&name->words[0]), titles_before)) {
        drop(name, 0);
    }
    for (;;) {
        if (ends_in_two_word_title(name)) {
            name->count -= 2;
        } else if (name->count > 1 && is_title_behind(&name->words[name->count - 1])) {
            name->count -= 1;
        } else {
            return;
        }
    }
}

static void set_word(struct name_word *word, const char *letters)
{
    word->length = strlen(letters);
    memcpy(word->letters, letters, word->length);
}

static void expand(struct name *name)
{
    for (size_t i = 0; i < name->count; i++) {
        struct name_word *word = &name->words[i];
        if (name->count > 1 && is_one_of(word_text(word), fillers)) {
            drop(name, i--);
            continue;
        }
        if (i == 0 && name->count > 1 && text_equal(word_text(word), TEXT("st"))) {
            set_word(word, "siti");
        }
        for (size_t form = 0; form < sizeof(forms) / sizeof(forms[0]); form++) {
            if (text_equal(word_text(word), text_of(forms[form].form))) {
                set_word(word, forms[form].meaning);
                break;
            }
        }
    }
}

static size_t join(const struct name *name, bool blanks, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < name->count; i++) {
        if (blanks && i > 0) {
            out[length++] = ' ';
        }
        memcpy(out + length, name->words[i].letters, name->words[i].length);
        length += name->words[i].length;
    }
    return length;
}

/* The same letters in the same order, wherever the blanks are; or one is the other's beginning, cut by a bank. */
static bool spell_the_same(const struct name *a, const struct name *b)
{
    char first[WORDS_MAX * (WORD_BYTES + 1)];
    char second[WORDS_MAX * (WORD_BYTES + 1)];
    struct text left = { first, join(a, false, first) };
    struct text right = { second, join(b, false, second) };
    if (text_equal(left, right)) {
        return true;
    }
    left.length = join(a, true, first);
    right.length = join(b, true, second);
    return (left.length >= CUT_LETTERS && text_starts_with(right, left)) || (right.length >= CUT_LETTERS && text_starts_with(left, right));
}

static bool is_initial_of(const struct name_word *a, const struct name_word *b)
{
    return (a->length == 1 || b->length == 1) && a->letters[0] == b->letters[0];
}

/* Takes the words that are the same in both out of both; true when one of them tells people apart. */
static bool take_same(struct name *a, struct name *b)
{
    bool tells = false;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t other = 0; other < b->count; other++) {
            struct text word = word_text(&a->words[i]);
            if (text_equal(word, word_text(&b->words[other]))) {
                tells = tells || (word.length > 1 && !is_one_of(word, common));
                drop(a, i--);
                drop(b, other);
                break;
            }
        }
    }
    return tells;
}

static void take_initials(struct name *a, struct name *b)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t other = 0; other < b->count; other++) {
            if (is_initial_of(&a->words[i], &b->words[other])) {
                drop(a, i--);
                drop(b, other);
                break;
            }
        }
    }
}

static bool agree(struct name a, struct name b)
{
    if (a.count == 0 || b.count == 0) {
        return false;
    }
    if (spell_the_same(&a, &b)) {
        return true;
    }
    if (a.count != b.count) {
        return false;
    }
    bool tells = take_same(&a, &b);
    if (a.count == 0) {
        return true; /* the same words in another order */
    }
    take_initials(&a, &b);
    return tells && a.count == 0;
}

bool person_names_agree(struct text a, struct text b)
{
    struct name left;
    struct name right;
    name_read(a, &left);
    name_read(b, &right);
    /* A short word at an end may be a title or part of the name: it is tried as both. */
    for (int variant = 0; variant < 4; variant++) {
        struct name first = left;
        struct name second = right;
        if ((variant & 1) == 0) {
            drop_titles(&first);
        }
        if ((variant & 2) == 0) {
            drop_titles(&second);
        }
        expand(&first);
        expand(&second);
        if (agree(first, second)) {
            return true;
        }
    }
    return false;
}
