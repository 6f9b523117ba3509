/* Whether a text speaks of a person who is to be erased. */
#ifndef PROGRAMME_MENTION_H
#define PROGRAMME_MENTION_H

#include "programme/applicant.h"

struct words {
    struct buffer *items;
    size_t count;
    size_t capacity;
};

struct mention {
    char nik[INTEGER_BYTES];
    struct words names;   /* as the register has them */
    struct words numbers; /* digits that are the person's own: card, account, telephone, the NIK as a spreadsheet rounds it */
};

#define SCOPED_MENTION __attribute__((cleanup(mention_free)))
void mention_begin(struct nik nik, struct mention *out);
void mention_add_name(struct mention *mention, struct text name);
void mention_add_number(struct mention *mention, struct text digits); /* shorter ones than six digits are nobody's own */
void mention_free(struct mention *mention); /* takes a zeroed one */

/* The NIK, however it is written: 1571 0152 0390 0001, 1571-0152... */
bool mention_nik(const struct mention *mention, struct text text);
/* A whole name, in any case. */
bool mention_name(const struct mention *mention, struct text text);
/* One of the person's numbers. */
bool mention_number(const struct mention *mention, struct text text);
/* The NIK, or a name together with one of the person's numbers. */
bool mention_person(const struct mention *mention, struct text text);

#endif
