/* programme: a programme year as its juknis declares it: amounts, budget, quotas, rules. Read from YAML
 * (data/programmes), kept in the ledger in versions named by the SHA-256 of their text.
 *
 * Law: a rule of the programme is configuration; a value that nobody published is marked as assumed. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include "ledger/journal.h"
#include "programme/applicant.h"

/* What a rule looks at. */
enum condition {
    CONDITION_PROVINCE,      /* kabupaten_usaha lies in province `value` */
    CONDITION_PRESENT,       /* `field` has a text */
    CONDITION_SEX,           /* jenis_kelamin is `value` */
    CONDITION_BIRTH_YEAR,    /* year of tanggal_lahir is min .. max */
    CONDITION_BUSINESS_AGE,  /* months from tanggal_mulai_usaha to the reference day are at most max */
    CONDITION_YEAR_TURNOVER, /* omzet_bulanan x 12 is at most max rupiah */
    CONDITION_NIK_NOT_PAID,  /* the NIK has no payout of an earlier year (paid, in process or committed) */
    CONDITION_CARD_NOT_PAID, /* the KK has none */
};
#define CONDITION_COUNT 8

enum unknown { UNKNOWN_REJECTS, UNKNOWN_REVIEW, UNKNOWN_PASSES }; /* what a missing value means */

struct rule {
    char *code;   /* "usaha-mikro" */
    char *title;  /* in Indonesian */
    char *source; /* article or document */
    bool assumed; /* nothing was published */
    bool categories[CATEGORY_COUNT + 1]; /* by enum category */
    enum condition condition;
    enum unknown unknown;
    enum field field; /* the field that is looked at */
    int64_t min;
    int64_t max;
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

#define RULES_MAX 64
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
    struct money amounts[CATEGORY_COUNT + 1]; /* per person; 0 = the category is not helped */
    enum allocation_order order;
    bool verification_required; /* nobody is paid whom no officer accepted */
    struct quota *quotas; /* owned */
    size_t quota_count;
    struct rule rules[RULES_MAX];
    size_t rule_count;
    char *assumed[8]; /* names of the other values that are assumed, such as "budget" */
    size_t assumed_count;
    struct digest sha256; /* of `text` */
    char *text;           /* the YAML, owned */
};

#define SCOPED_PROGRAMME __attribute__((cleanup(programme_free)))

/* Errors: FAILED, naming `name` (a file), line, column and what was expected. */
const struct error *programme_parse(const char *name, struct text yaml, struct programme *out);
void programme_free(struct programme *programme); /* takes a zeroed one */

/* Appends a version: entry `programme`, and `budget` when the budget differs from what the accounts hold. Errors: REFUSED
 * when the year has it already, or the new budget is below what is committed. */
const struct error *programme_add(struct journal *journal, const struct programme *programme);
/* The built-in years (data/programmes) and reference tables, into a new ledger. */
const struct error *programme_install(struct journal *journal);
/* Records a revised budget (DPA number) of a year. */
const struct error *programme_budget(struct journal *journal, int year, struct text dpa, struct money amount);

/* The version in force on `day`: the last added whose validity covers it. Errors: REFUSED when there is none. */
const struct error *programme_load(struct store *store, int year, struct day day, struct programme *out);
const struct error *programme_newest_year(struct store *store, int *out);

const char *condition_name(enum condition condition); /* the word in YAML */
const char *order_name(enum allocation_order order);  /* the word in YAML: "tanggal_pengajuan" */
enum quota_level quota_level(const struct quota *quota);

#endif
