/* One applicant explained, and how it is shown. */
#ifndef CLI_EXPLAINED_H
#define CLI_EXPLAINED_H

#include "command.h"
#include "programme/explanation.h"
#include "programme/lottery.h"

struct explained {
    struct nik nik; /* as it was asked */
    struct programme programme;
    struct explanation_moment moment;
    struct explanation explanation;
    struct lottery_place lottery;
    struct buffer letter;    /* "" when none was asked for */
    const char *letter_file; /* where it is written; NULL: shown */
};

#define SCOPED_EXPLAINED __attribute__((cleanup(explained_free)))
void explained_free(struct explained *explained); /* takes a zeroed one */
void explained_show(const struct invocation *invocation, const struct explained *explained);

#endif
