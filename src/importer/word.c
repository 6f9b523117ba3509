#include "importer/word.h"

#include <threads.h>

#include "base/memory.h"
#include "base/money.h"
#include "importer/fold.h"
#include "importer/spelling.h"
#include "programme/applicant.h"
#include "programme/region.h"
#include "programme/review.h"

enum { BOOK_SLOTS = 1024, BOOK_WORD_BYTES = 56 };

struct entry {
    struct word word;
    int32_t list;
    uint32_t length; /* 0 = the slot is free: an empty word is not looked up */
    char bytes[BOOK_WORD_BYTES];
};

struct word_book {
    struct entry entries[BOOK_SLOTS];
};

static bool category_code(struct text name, int64_t *code_out)
{
    enum category category;
    bool found = category_find(name, &category);
    *code_out = found ? (int64_t)category : 0;
    return found;
}

static bool sex_code(struct text name, int64_t *code_out)
{
    *code_out = text_equal(name, text_of(sex_name(SEX_MAN))) ? SEX_MAN : text_equal(name, text_of(sex_name(SEX_WOMAN))) ? SEX_WOMAN : 0;
    return *code_out != 0;
}

static bool path_code(struct text name, int64_t *code_out)
{
    *code_out = text_equal(name, text_of(path_name(PATH_REGULER)))    ? PATH_REGULER
                : text_equal(name, text_of(path_name(PATH_ASPIRASI))) ? PATH_ASPIRASI
                                                                      : 0;
    return *code_out != 0;
}

static bool verdict_code(struct text name, int64_t *code_out)
{
    static const char *const names[] = { [REVIEW_ACCEPTED] = "diterima", [REVIEW_REJECTED] = "ditolak", [REVIEW_ASKED] = "lengkapi", [REVIEW_APPEALED] = "sanggah" };
    for (int64_t i = REVIEW_ACCEPTED; i <= REVIEW_APPEALED; i++) {
        if (text_equal(name, text_of(names[i]))) {
            *code_out = i;
            return true;
        }
    }
    return false;
}

enum list { LIST_CATEGORIES, LIST_SEXES, LIST_PATHS, LIST_VERDICTS };

static const struct spelling_list lists[] = {
    [LIST_CATEGORIES] = { "categories", category_code },
    [LIST_SEXES] = { "sexes", sex_code },
    [LIST_PATHS] = { "paths", path_code },
    [LIST_VERDICTS] = { "verdicts", verdict_code },
    { NULL, NULL },
};

static struct spellings *words; /* once read, until the program ends */

static struct error fault; /* why they could not be */

static void load_once(void)
{
    const struct error *error = spellings_built_in("words.yaml", lists, &words);
    fault = error == NULL ? fault : *error;
}

const struct error *word_load(void)
{
    static once_flag loaded = ONCE_FLAG_INIT;
    call_once(&loaded, load_once);
    return words != NULL ? NULL : error_new(fault.kind, "%s", fault.message);
}

static int64_t spelled(enum list list, struct text folded)
{
    int64_t code;
    return spellings_find(words, (int)list, folded, &code) ? code : 0;
}

/* "5jt", "20juta", "5000000", "500rb"; false when the digits are followed by something else, or are too few to be money. */
static bool amount_read(struct text text, int64_t *out)
{
    static const struct {
        const char *unit;
        int64_t rupiah;
    } units[] = { { "jt", 1000000 }, { "juta", 1000000 }, { "rb", 1000 }, { "ribu", 1000 }, { "", 1 } };
    struct text unit = text;
    while (unit.length > 0 && unit.bytes[0] >= '0' && unit.bytes[0] <= '9') {
        unit.bytes += 1;
        unit.length -= 1;
    }
    int64_t count;
    struct money amount;
    if (!text_to_integer((struct text){ text.bytes, text.length - unit.length }, &count)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (text_equal(unit, text_of(units[i].unit))) {
            struct money one = { units[i].rupiah };
            if (!money_multiply(one, count, &amount) || amount.rupiah < 100000) {
                return false;
            }
            *out = amount.rupiah;
            return true;
        }
    }
    return false;
}

static int64_t nearest_category(struct text folded)
{
    int64_t nearest = 0;
    size_t best = SIZE_MAX;
    size_t count;
    const struct spelling *all = spellings_all(words, &count);
    for (size_t i = 0; i < count; i++) {
        size_t distance = all[i].list == LIST_CATEGORIES && folded.length <= 2 * all[i].folded.length ? text_distance(folded, all[i].folded) : SIZE_MAX;
        if (distance < best && distance * 3 <= all[i].folded.length) {
            best = distance;
            nearest = all[i].code;
        }
    }
    return nearest;
}

struct word category_word(struct text text)
{
    struct word word = { .amount = -1 };
    struct folded folded;
    CHECK(word_load() == NULL);
    header_fold(text, &folded);
    struct text whole = folded_text(&folded);
    word.code = spelled(LIST_CATEGORIES, whole);
    if (word.code != 0) {
        return word;
    }
    struct text name = whole;
    for (size_t i = 0; i < whole.length; i++) {
        if (whole.bytes[i] >= '0' && whole.bytes[i] <= '9') {
            name.length = i;
            break;
        }
    }
    struct text amount = { whole.bytes + name.length, whole.length - name.length };
    if (name.length > 2 && amount.length > 0 && memcmp(name.bytes + name.length - 2, "rp", 2) == 0) {
        name.length -= 2;
    }
    bool fraction = memchr(text.bytes == NULL ? "" : text.bytes, ',', text.length) != NULL; /* folded away: 2,5 is not 25 */
    if (amount.length > 0 && !fraction && amount_read(amount, &word.amount)) {
        word.code = spelled(LIST_CATEGORIES, name);
    }
    if (word.code == 0) {
        word.amount = -1;
        word.nearest = nearest_category(name);
    }
    return word;
}

static bool has_only_ascii(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.bytes[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static int64_t code_of(const struct region *region)
{
    return region == NULL ? 0 : region->code;
}

static struct word place_word(int list, struct text text)
{
    struct word word = { .amount = -1 };
    struct folded folded;
    if (!has_only_ascii(text)) {
        letters_fold(text, &folded);
        text = folded_text(&folded);
    }
    if (list == WORD_KABKOTA) {
        word.code = region_kabkota_parse(text);
        word.nearest = word.code != 0 ? 0 : code_of(region_kabkota_nearest(text));
        return word;
    }
    word.code = region_kecamatan_parse(text, list);
    if (word.code == 0) {
        word.nearest = code_of(region_kecamatan_nearest(text, list));
        word.elsewhere = code_of(region_kecamatan_elsewhere(text, list));
    }
    return word;
}

void word_suggest(const struct word *word, struct buffer *out)
{
    const struct region *nearest = region_find((int)word->nearest);
    const struct region *elsewhere = region_find((int)word->elsewhere);
    if (nearest != NULL) {
        buffer_add(out, nearest->name);
    }
    if (elsewhere != NULL) {
        const struct region *kabkota = region_find(elsewhere->code / 100);
        buffer_add_string(out, nearest == NULL ? "" : "; ");
        buffer_add(out, elsewhere->name);
        buffer_add_string(out, " (");
        buffer_add(out, kabkota == NULL ? TEXT_EMPTY : kabkota->name);
        buffer_add_string(out, ")");
    }
}

static struct word think(int list, struct text text)
{
    struct folded folded;
    switch (list) {
    case WORD_CATEGORY:
        return category_word(text);
    case WORD_SEX:
    case WORD_PATH:
    case WORD_VERDICT:
        header_fold(text, &folded);
        return (struct word){ spelled(list == WORD_SEX ? LIST_SEXES : (list == WORD_PATH ? LIST_PATHS : LIST_VERDICTS), folded_text(&folded)), 0, 0, -1 };
    default:
        return place_word(list, text);
    }
}

struct word_book *word_book_new(void)
{
    CHECK(word_load() == NULL);
    return memory_new(sizeof(struct word_book));
}

void word_book_free(struct word_book *book)
{
    memory_free(book);
}

static bool is_entry(const struct entry *entry, int list, struct text text)
{
    return entry->length == text.length && entry->list == list && memcmp(entry->bytes, text.bytes, text.length) == 0;
}

struct word word_find(struct word_book *book, int list, struct text text)
{
    if (text.length == 0 || text.length > BOOK_WORD_BYTES) {
        return think(list, text);
    }
    uint64_t mixed = (uint64_t)(int64_t)list * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = 0; i < text.length; i++) {
        mixed = (mixed ^ (unsigned char)text.bytes[i]) * UINT64_C(0x100000001B3);
    }
    /* Two places for a word, so that two frequent ones that meet do not push each other out row by row. */
    size_t slot = (mixed ^ mixed >> 32) % BOOK_SLOTS;
    struct entry *entry = &book->entries[slot];
    if (!is_entry(entry, list, text)) {
        entry = entry->length == 0 ? entry : &book->entries[slot ^ 1];
    }
    if (!is_entry(entry, list, text)) {
        entry->word = think(list, text);
        entry->list = list;
        entry->length = (uint32_t)text.length;
        memcpy(entry->bytes, text.bytes, text.length);
    }
    return entry->word;
}
