/* How names of places are compared. A name becomes words, its short words the long ones, its Roman numerals digits; what is
 * left, joined, is the key: "Sei. Penuh" and "Kota Sungaipenuh" are "sungaipenuh". */
#ifndef PROGRAMME_REGION_KEY_H
#define PROGRAMME_REGION_KEY_H

#include "programme/region.h"

enum { KEY_BYTES = 54, NAME_WORDS_MAX = 12, ALIASES_MAX = 160 };

struct key {
    char bytes[KEY_BYTES];
    uint8_t length;
    char kind; /* 'k' kabupaten, 'o' kota, '?' not said */
};

static inline struct text key_text(const struct key *key)
{
    return (struct text){ key->bytes, key->length };
}

struct name {
    struct text words[NAME_WORDS_MAX]; /* borrowed */
    size_t count;
    char kind;
};

/* Loaded at the first use and kept until the program ends. */
extern struct region_names {
    const struct region *regions; /* in the order of their codes */
    size_t count;
    struct key *keys; /* of all kabupaten/kota, and of the kecamatan of Jambi; the others' are made when they are needed */
    struct {
        struct key key;
        const struct region *region;
    } aliases[ALIASES_MAX];
    size_t alias_count;
} region_names;

void region_names_load(void);

struct name split_words(struct text text); /* no word when there are too many for a name */
bool is_letter(char byte);
bool is_one_of(struct text word, const char *const *list); /* NULL ends the list */

/* Takes words away; false when there is nothing to take, or nothing would be left. */
bool cut_kind(struct name *name);        /* "Kab.", "Kota" in front */
bool cut_kind_behind(struct name *name); /* the same at the end, if it was not in front */
bool cut_kecamatan(struct name *name);   /* "Kec." at either end */
void cut_words(struct name *name, size_t first, size_t count); /* keeps these */

struct key key_of(const struct name *name);
struct key key_of_region(const struct region *region);
struct key key_at(size_t i); /* of region_names.regions[i] */

/* Place in the table of the first region with this code or a higher one. */
size_t first_of(int code);

#endif
