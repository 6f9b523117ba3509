/* explanation: why one applicant is paid or not, as of now or as it was for a batch.
 *
 * Law: what is explained is the judgement that makes the stored decisions, over what the journal held at that place; of a batch
 * it must be the decision that is stored. Nothing recorded later changes what is said of a batch. */
#ifndef PROGRAMME_EXPLANATION_H
#define PROGRAMME_EXPLANATION_H

#include "programme/eligibility.h"
#include "programme/waiting.h"

/* The place in the journal that is asked about. */
struct explanation_moment {
    int64_t as_of; /* what was recorded before this entry; LEDGER_NOW */
    int64_t batch; /* whose place it is; 0 = now, and the rest is nothing */
    int year;
    struct day day;      /* of the batch */
    int64_t evaluation;  /* that the batch rests on */
    int64_t version;     /* of the rules of that evaluation */
};

#define EXPLANATION_NOW ((struct explanation_moment){ .as_of = LEDGER_NOW })
/* Just before the batch's entry: what its judging looked at. Errors: FAILED when there is no such batch. */
const struct error *explanation_moment_of(struct store *store, int64_t batch, struct explanation_moment *out);

/* One rule for one applicant, for a reader. */
struct rule_view {
    const struct rule *rule;
    enum outcome outcome;
    enum decision_status effect; /* what the outcome does to the decision; ELIGIBLE: nothing */
    struct buffer value;     /* what was seen; "" when missing */
    struct buffer threshold; /* what was expected: the condition */
    struct buffer flip;      /* what would have to be otherwise for another outcome */
    struct buffer from;      /* where the values stand: file and line, entries of amendments; translated */
    struct {
        struct buffer value;
        struct buffer threshold;
        struct buffer flip;
        struct buffer from;
        struct buffer lists; /* those that the person is on, when the rule asks for lists */
    } words; /* the same for a letter, in Indonesian */
};

/* A bar that the applicant has, or an officer's verdict that keeps from being paid. */
struct bar_view {
    const char *code;
    const char *title;
    enum outcome outcome;
    struct buffer value;  /* when and why, or which lists */
    struct buffer source; /* journal entry, or file and line; translated */
    int64_t entry;        /* of the journal; 0 when `source` is file and line */
};

/* What becomes of an applicant beside the rules. */
enum fate_kind {
    FATE_NONE,       /* not eligible, or open */
    FATE_PAYOUT,     /* a payout, in `batch` */
    FATE_NEXT,       /* the next batch pays */
    FATE_WAITING,    /* for `limit` */
    FATE_FAMILY,     /* another person of the KK has the grant or comes first */
    FATE_PAID_LATER, /* the NIK or KK has a grant of a later year */
    FATE_LOTTERY,    /* waits for the draw */
    FATE_UNKNOWN,    /* of a batch: neither it nor its list names the person */
};

struct fate {
    enum fate_kind kind;
    int64_t batch;
    int64_t sequence;
    struct buffer reference;
    struct money amount;
    enum account account; /* where the money is, as of now */
    bool held_back;       /* `send` would not let it go, by the rules of its batch and what was recorded since; accounts are not looked at */
    int64_t contradicted; /* entry of the bank's second answer to an earlier payout, while it stands; 0 = none */
    struct buffer limit;  /* name of the quota, anggaran, batas, ... */
};

/* A batch of the year that the applicant is in. */
struct batch_place {
    int64_t batch;
    struct day day;
    int64_t sequence;
    struct buffer reference;
    int64_t version; /* of the rules that decided */
};

/* What the evaluation looked at that decided last. */
struct explained_input {
    int64_t evaluation; /* the newest of the year, or the batch's; 0 = there is none, or it is of before there were digests */
    int64_t position;   /* of its entry, which has the digest */
    struct digest digest;
};

struct explanation {
    bool found;
    int64_t applicant_id;
    char file[256];
    int64_t line;
    struct buffer name;
    enum category category;
    struct money amount;     /* what the programme gives the person when paid */
    const struct tier *tier; /* of the programme; NULL = the category has none */
    enum decision_status status; /* by rules, bars and verdicts at that place */
    char outcomes[RULES_MAX + BAR_COUNT + 2]; /* as a decision is stored */
    bool payable;                /* eligible, no payout, and the next batch would pay; of a batch: it pays */
    struct buffer decision;      /* a sentence, translated */
    struct fate fate;
    struct waiting_place waiting; /* on the newest list; on that of the batch */
    struct rule_view rules[RULES_MAX];
    size_t rule_count; /* those that apply to the category */
    struct bar_view bars[BAR_COUNT + 1]; /* the last one: the verdict */
    size_t bar_count;
    struct digest commitment; /* of the applicant's row that is explained */
    struct explained_input input;
    struct past_amendments past;
    struct past_reviews reviews;
    struct batch_place *batches; /* as of now, oldest first; owned */
    size_t batch_count;
};

#define SCOPED_EXPLANATION __attribute__((cleanup(explanation_free)))
/* Of a batch `programme` is the version of the moment. Errors: UNVERIFIED when the decision or the amount that is stored is another one. */
const struct error *explanation_load(struct store *store, const struct programme *programme, struct nik nik, const struct explanation_moment *moment,
                                     struct explanation *out);
void explanation_free(struct explanation *explanation); /* takes a zeroed one */

#endif
