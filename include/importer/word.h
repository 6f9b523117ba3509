/* word: a cell that names one thing of a list: a category, a sex, a path, a place.
 *
 * Law: a word is known, in one of its usual spellings, or unknown with the nearest known one; it is never guessed.
 * Source: data/words.yaml; programme/region.h for places. */
#ifndef IMPORTER_WORD_H
#define IMPORTER_WORD_H

#include "base/error.h"
#include "base/text.h"

/* What list a word is of. A kecamatan's list is its kabupaten/kota: the 4-digit code itself. */
#define WORD_CATEGORY (-1)
#define WORD_SEX (-2)
#define WORD_PATH (-3)
#define WORD_VERDICT (-4)
#define WORD_KABKOTA 0

struct word {
    int64_t code;      /* enum category, sex, path, review_verdict, or region code; 0 = unknown */
    int64_t nearest;   /* for an unknown category or place: the code of a similar one; 0 = none */
    int64_t elsewhere; /* for an unknown kecamatan: the code of one of that name in another kabupaten/kota; 0 = none */
    int64_t amount;    /* rupiah that a category names ("WP 20 JT"); -1 = none */
};

/* Reads the built-in spellings if that was not done yet; word_book_new has. Errors: they are faulty. */
const struct error *word_load(void);

struct word_book; /* remembers the words of a file: a million rows hold a few hundred */

struct word_book *word_book_new(void); /* Owner: the caller frees */
void word_book_free(struct word_book *book); /* takes NULL */

struct word word_find(struct word_book *book, int list, struct text text);

/* What an unknown place may be: "Kota Baru", "Pemayung (Kabupaten Batanghari)"; nothing when nothing is near. */
void word_suggest(const struct word *word, struct buffer *out);

/* Sure spellings of the categories, with or without an amount behind them. */
struct word category_word(struct text text);

#endif
