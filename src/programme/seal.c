#include "programme/seal.h"

#include "base/memory.h"

enum { SALTS_AT_ONCE = 4096 };

struct sealer {
    struct hasher *hasher;
    struct buffer text; /* what follows the salt */
    size_t salts_left;
    uint8_t salts[SALTS_AT_ONCE][SALT_BYTES]; /* drawn from the generator a block at a time */
};

struct sealer *sealer_new(void)
{
    struct sealer *sealer = memory_new(sizeof(*sealer));
    sealer->hasher = hasher_new();
    return sealer;
}

void sealer_free(struct sealer *sealer)
{
    if (sealer != NULL) {
        hasher_free(sealer->hasher);
        buffer_free(&sealer->text);
        memory_free(sealer);
    }
}

static void begin(struct sealer *sealer, int64_t line)
{
    buffer_clear(&sealer->text);
    applicant_commitment_begin(line, &sealer->text);
}

static void finish(struct sealer *sealer, struct seal *out)
{
    if (sealer->salts_left == 0) {
        random_fill(sealer->salts[0], sizeof(sealer->salts));
        sealer->salts_left = SALTS_AT_ONCE;
    }
    sealer->salts_left -= 1;
    memcpy(out->salt, sealer->salts[sealer->salts_left], SALT_BYTES);
    hasher_add(sealer->hasher, (struct text){ (const char *)out->salt, SALT_BYTES });
    hasher_add(sealer->hasher, buffer_text(&sealer->text));
    hasher_finish(sealer->hasher, &out->commitment);
}

void sealer_seal(struct sealer *sealer, const struct applicant *applicant, struct seal *out)
{
    begin(sealer, applicant->line);
    applicant_canonical(applicant, &sealer->text);
    finish(sealer, out);
}

void sealer_seal_text(struct sealer *sealer, int64_t line, struct text canonical, struct seal *out)
{
    begin(sealer, line);
    buffer_add(&sealer->text, canonical);
    finish(sealer, out);
}
