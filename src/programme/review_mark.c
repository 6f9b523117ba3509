/* What stands of the officers' verification, as a mark of a decision. */
#include "review_mark.h"

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

static const struct {
    const char *name; /* in the journal */
    const char *code;
    const char *title;
    const char *help;
    char letter; /* in decision.outcomes */
} verdicts_all[REVIEW_COUNT] = {
    [REVIEW_NONE] = { "-", "", "", "", '\0' },
    [REVIEW_ACCEPTED] = { "accepted", "verifikasi-diterima", "Diterima petugas",
                          N_("An officer looked at the applicant and accepted (`review NIK --accept`): what the rules left open is decided. What the rules "
                             "refuse stays refused. An amendment by an officer makes the acceptance lapse; then the applicant is looked at again."), 'a' },
    [REVIEW_REJECTED] = { "rejected", "verifikasi-ditolak", "Ditolak petugas",
                          N_("An officer rejected the applicant with `review`; `explain NIK` tells when and why. Another verdict overrules it: `review NIK "
                             "--appeal` records that the applicant objects, `--accept` that the objection is right."), 'r' },
    [REVIEW_ASKED] = { "asked", "verifikasi-dokumen", "Diminta dokumen",
                       N_("An officer asked the applicant for documents; `explain NIK` tells which. The applicant is not paid until `review NIK --accept`."), 'd' },
    [REVIEW_APPEALED] = { "appealed", "verifikasi-sanggah", "Mengajukan sanggah",
                          N_("The applicant objects to a decision. An officer looks at it again and says `review NIK --accept` or `--reject`."), 's' },
    [REVIEW_MISSING] = { "-", "verifikasi-belum", "Belum diverifikasi petugas",
                         N_("The rules of the year pay nobody whom no officer accepted, and no verdict stands: none was recorded, or the applicant was amended "
                            "after it. Look at the documents, then `review NIK --accept`, or `review FILE` for many."), 'b' },
};

const char *verdict_name(enum review_verdict verdict)
{
    return verdicts_all[verdict].name;
}

const char *review_code(enum review_verdict verdict)
{
    return verdicts_all[verdict].code;
}

const char *review_title(enum review_verdict verdict)
{
    return verdicts_all[verdict].title;
}

const char *review_help(enum review_verdict verdict)
{
    return verdicts_all[verdict].help;
}

bool review_is_reason(enum review_verdict verdict)
{
    return verdict != REVIEW_NONE && verdict != REVIEW_ACCEPTED;
}

bool review_needs_reason(enum review_verdict verdict)
{
    return verdict != REVIEW_ACCEPTED;
}

const struct error *reviews_load(struct store *store, const struct programme *programme, int64_t before, struct reviews *out)
{
    struct reviews reviews SCOPED_REVIEWS = { .required = programme->verification_required };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    /* As the view review_now, at a place in the journal. */
    /* CROSS: the reviews first, not everybody of the year. */
    TRY(query_open(store,
                   "SELECT v.applicant_id, v.verdict FROM review AS v CROSS JOIN applicant AS a ON a.id = v.applicant_id WHERE a.year = ?1 AND v.position = "
                   "(SELECT max(l.position) FROM review AS l WHERE l.applicant_id = v.applicant_id AND l.position < ?2) "
                   "AND (v.verdict <> 1 OR NOT EXISTS (SELECT 1 FROM amendment AS m WHERE m.applicant_id = v.applicant_id AND m.position > v.position "
                   "AND m.position < ?2 AND m.account_file IS NULL))",
                   &query));
    query_bind_integer(query, 1, programme->year);
    query_bind_integer(query, 2, before);
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        int64_t verdict = query_integer(query, 1);
        if (verdict < REVIEW_ACCEPTED || verdict > REVIEW_APPEALED) {
            return error_new(ERROR_UNVERIFIED, _("table review: a verdict is none; run `dumisake verify`"));
        }
        (void)number_set_add(&reviews.verdicts, query_integer(query, 0), (uint32_t)verdict);
    }
    MEMORY_GIVE(out, reviews);
    return NULL;
}

void reviews_free(struct reviews *reviews)
{
    number_set_free(&reviews->verdicts);
}

enum review_verdict reviews_find(const struct reviews *reviews, int64_t applicant_id)
{
    enum review_verdict verdict = (enum review_verdict)number_set_get(&reviews->verdicts, applicant_id);
    return verdict == REVIEW_NONE && reviews->required ? REVIEW_MISSING : verdict;
}

void review_mark(enum review_verdict verdict, char *outcomes)
{
    size_t length = strlen(outcomes);
    if (verdict != REVIEW_NONE) {
        outcomes[length++] = verdicts_all[verdict].letter;
        outcomes[length] = '\0';
    }
}

enum decision_status review_decide(enum review_verdict verdict, enum decision_status status)
{
    switch (verdict) {
    case REVIEW_NONE:
        break;
    case REVIEW_ACCEPTED:
        return status == DECISION_NEEDS_REVIEW ? DECISION_ELIGIBLE : status;
    case REVIEW_REJECTED:
        return DECISION_INELIGIBLE;
    case REVIEW_ASKED:
    case REVIEW_APPEALED:
    case REVIEW_MISSING:
        return status == DECISION_ELIGIBLE ? DECISION_NEEDS_REVIEW : status;
    }
    return status;
}
