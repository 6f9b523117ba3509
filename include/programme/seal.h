/* seal: the salt and the commitment of one stored row.
 *
 * Law: a sealer belongs to one thread at a time; a salt is used once. */
#ifndef PROGRAMME_SEAL_H
#define PROGRAMME_SEAL_H

#include "programme/applicant.h"

struct seal {
    uint8_t salt[SALT_BYTES];
    struct digest commitment;
};

struct sealer;

struct sealer *sealer_new(void);
void sealer_free(struct sealer *sealer); /* takes NULL */

/* A fresh salt, and the commitment to what the row says. */
void sealer_seal(struct sealer *sealer, const struct applicant *applicant, struct seal *out);
/* The same for the canonical text of a row that is no applicant. */
void sealer_seal_text(struct sealer *sealer, int64_t line, struct text canonical, struct seal *out);

#endif
