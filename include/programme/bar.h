/* bar: what keeps an applicant out whatever the rules say: withdrawn, or on an exclusion list.
 *
 * Law: a bar makes ineligible and nothing else; who is not barred is judged as if there were no bars. */
#ifndef PROGRAMME_BAR_H
#define PROGRAMME_BAR_H

#include "base/number_set.h"
#include "programme/applicant.h"
#include "store/store.h"

enum bar {
    BAR_WITHDRAWN,
    BAR_LISTED,
};
#define BAR_COUNT 2

const char *bar_code(enum bar bar);  /* "ditarik", beside the codes of the rules */
const char *bar_title(enum bar bar); /* in Indonesian */
const char *bar_help(enum bar bar);  /* N_("..."): for `explain CODE` */

#define LISTS_MAX 31U     /* exclusion lists by name; what is beyond shares the last bit */
#define LEDGER_NOW INT64_MAX /* behind all entries of the journal */

/* The bars of a programme year. */
struct bars {
    struct number_set withdrawn; /* applicant id */
    struct number_set niks;      /* persons on lists: a bit a list */
    struct number_set cards;     /* the same of family cards on a list without a NIK beside */
    char *names[LISTS_MAX];      /* of the lists, by bit; owned */
    size_t name_count;
    uint32_t judged[CATEGORY_COUNT + 1]; /* by category: lists that a rule of the programme decides by, which are no bars for it */
};

#define SCOPED_BARS __attribute__((cleanup(bars_free)))
/* What was recorded before the journal's entry `before`; every list is a bar. */
const struct error *bars_load(struct store *store, int year, int64_t before, struct bars *out);
void bars_free(struct bars *bars); /* takes a zeroed one */

/* The lists that the applicant is on, by NIK or KK. */
uint32_t bars_lists(const struct bars *bars, const struct applicant *applicant);
/* The bit of a list's name; 0 when there is none. */
uint32_t bars_list_bit(const struct bars *bars, struct text name);
/* Which bars the applicant has; true when any. */
bool bars_find(const struct bars *bars, const struct applicant *applicant, bool found[BAR_COUNT]);
/* The letter of each bar found, after the letters of the rules in a decision's outcomes. `outcomes` has room for them. */
void bars_mark(const bool found[BAR_COUNT], char *outcomes);

/* What a reader is told of a bar as it was before the journal's entry `before`: when and why, or the lists' names and remarks; the
 * source is an entry (*entry_out), or file and line (0). */
const struct error *bar_describe(struct store *store, enum bar bar, const struct applicant *applicant, int64_t before, struct buffer *value,
                                 struct buffer *source, int64_t *entry_out);

#endif
