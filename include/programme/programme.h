/* programme: a programme year as its juknis declares it: amounts, budget, quotas, rules. Read from YAML
 * (data/programmes), kept in the ledger in versions named by the SHA-256 of their text.
 *
 * Law: a rule of the programme is configuration; a value that nobody published is marked as assumed. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include "ledger/journal.h"
#include "programme/expression.h"

enum unknown { UNKNOWN_REJECTS, UNKNOWN_REVIEW, UNKNOWN_PASSES }; /* what it means that a rule cannot tell */
enum severity { SEVERITY_REJECT, SEVERITY_REVIEW, SEVERITY_NOTE };  /* what it means that a rule is not met */

struct rule {
    char *code;   /* "usaha-mikro" */
    char *title;  /* in Indonesian */
    char *source; /* article or document */
    bool assumed; /* nothing was published */
    bool categories[CATEGORY_COUNT + 1]; /* by enum category */
    enum severity severity;
    enum unknown unknown;
    struct expression condition;
};

/* One of several amounts of a category: that of everybody whom no earlier one took and whose application meets `when`. A value that
 * is missing meets nothing. */
struct tier {
    enum category category;
    struct yaml_place place; /* in its file */
    char *code; /* "naik-kelas" */
    struct money amount;
    struct expression when; /* over the applicant's own fields; count 0 = everybody else, the category's last tier */
};

/* How far a quota reaches. The levels nest: a kecamatan lies in a kabupaten, both in a category's quota, all in the total. */
enum quota_level { QUOTA_TOTAL, QUOTA_CATEGORY, QUOTA_KABUPATEN, QUOTA_KECAMATAN };

/* At most `people` of these categories with their business in this place. */
struct quota {
    char *name; /* "emak-emak" */
    bool assumed;
    bool flows; /* unused places flow to the next level; otherwise they stay unused */
    bool categories[CATEGORY_COUNT + 1];
    int kabkota;   /* 4-digit code; 0 = the whole province */
    int kecamatan; /* 6-digit code; 0 = all */
    int64_t people;
};

/* Who comes first. What ties is told by tanggal_pengajuan (missing last), then by NIK. */
enum allocation_order {
    ORDER_SUBMITTED, /* tanggal_pengajuan, missing last */
    ORDER_SCORE,     /* skor, highest first, missing last */
    ORDER_LOTTERY,   /* SHA-256(seed || ticket), by a published lottery */
};

/* When the report of use (LPJ) is due: so many months after the receipt, or on a day. */
struct lpj_deadline {
    int months;     /* 0 = by the day */
    struct day day; /* DAY_NONE = by the months */
};

/* How many officers must approve a batch of up to this amount. */
struct approval_band {
    struct money up_to; /* 0 = any amount */
    int officers;
};

/* No money is committed or sent on these days, both of them included. */
struct freeze {
    struct day from;
    struct day to;
    char *reason;
    char *source; /* NULL when it is assumed */
    bool assumed;
};

#define FREEZES_MAX 32
#define RULES_MAX 64
#define APPROVAL_BANDS_MAX 8
#define QUOTAS_MAX 1024

struct programme {
    int64_t id; /* of programme_version; 0 when not stored */
    int year;
    char *name;
    char *budget_account;
    struct money budget;
    struct day reference_day; /* for ages; 31 December when not given */
    struct day valid_from;    /* DAY_NONE = always */
    struct day valid_to;
    struct money amounts[CATEGORY_COUNT + 1]; /* of whoever no tier takes; 0 = the category is not helped. A person's: programme_amount */
    bool amounts_assumed[CATEGORY_COUNT + 1];
    struct tier *tiers; /* of all categories that have some, in the order of the file; owned */
    size_t tier_count;
    enum allocation_order order;
    bool verification_required; /* nobody is paid whom no officer accepted */
    struct quota *quotas; /* owned */
    size_t quota_count;
    struct rule rules[RULES_MAX];
    size_t rule_count;
    struct list_names lists; /* exclusion lists that rules ask for */
    char *sk_number;         /* of the decree; NULL when not given */
    struct day sk_date;
    struct lpj_deadline lpj; /* months 0 and DAY_NONE when not given */
    struct approval_band approvals[APPROVAL_BANDS_MAX];
    size_t approval_count;   /* 0 = the second officer's word for every amount */
    struct freeze *freezes;  /* owned */
    size_t freeze_count;
    char *assumed[16]; /* names of the other values that are assumed, such as "budget" */
    size_t assumed_count;
    struct digest sha256; /* of `text` */
    char *text;           /* the YAML, owned */
};

#define SCOPED_PROGRAMME __attribute__((cleanup(programme_free)))

/* Errors: FAILED, naming `name` (a file), line, column and what was expected. */
const struct error *programme_parse(const char *name, struct text yaml, struct programme *out);
/* A text that a ledger holds. It was in order when it was added, and is read for ever: what is refused since is not refused here. */
const struct error *programme_parse_stored(const char *name, struct text yaml, struct programme *out);
void programme_free(struct programme *programme); /* takes a zeroed one */

/* Appends a version: entry `programme`, and `budget` when the budget differs from what the accounts hold. Errors: REFUSED
 * when the year has it already, or the new budget is below what is committed. */
const struct error *programme_add(struct journal *journal, const struct programme *programme);
/* The built-in years (data/programmes) and reference tables, into a new ledger. */
const struct error *programme_install(struct journal *journal);
/* Tables that came since the ledger was made get what the rules' texts and the built-in data say. */
const struct error *programme_renew(struct store *store);
/* Records a revised budget (DPA number) of a year. */
const struct error *programme_budget(struct journal *journal, int year, struct text dpa, struct money amount);

/* The version in force on `day`: the last added whose validity covers it. Errors: REFUSED when there is none. */
const struct error *programme_load(struct store *store, int year, struct day day, struct programme *out);
/* The same for what follows when the year is over: the newest version when none is in force on the day. */
const struct error *programme_load_or_newest(struct store *store, int year, struct day day, struct programme *out);
/* The id of the version of this text; 0 when the ledger has none. */
const struct error *programme_version_find(struct store *store, const struct programme *programme, int64_t *out);
/* A version by its id. */
const struct error *programme_version_load(struct store *store, int64_t version, struct programme *out);
const struct error *programme_newest_year(struct store *store, int *out);

const char *severity_name(enum severity severity);    /* the words in YAML */
const char *unknown_name(enum unknown unknown);
const char *order_name(enum allocation_order order);  /* the word in YAML: "tanggal_pengajuan" */
enum quota_level quota_level(const struct quota *quota);
/* The programme year has an amount for the category. */
bool programme_helps(const struct programme *programme, enum category category);
bool programme_has_tiers(const struct programme *programme, enum category category);
/* The applicant's tier by what the application says; NULL when the category has none. */
const struct tier *programme_tier(const struct programme *programme, const struct applicant *applicant);
/* What the applicant gets when paid; 0 when the category is not helped. */
struct money programme_amount(const struct programme *programme, const struct applicant *applicant);
/* The amount is one that the programme pays in this category. */
bool programme_pays(const struct programme *programme, enum category category, struct money amount);
/* The category's amounts for a reader, of tiers each once: "Rp 5.000.000 / Rp 10.000.000". */
void programme_print_amounts(const struct programme *programme, enum category category, struct buffer *out);

#endif
