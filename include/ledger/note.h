/* note: a text with signatures below it.
 *
 * Law: signatures of unknown keys say nothing; one that fails of a known key makes the whole note worthless.
 * Source: C2SP signed-note and tlog-cosignature. */
#ifndef LEDGER_NOTE_H
#define LEDGER_NOTE_H

#include "ledger/key.h"

#define NOTE_BYTES_MAX 65536
#define NOTE_SIGNATURES_MAX 64

struct note_signature {
    struct text name;
    uint8_t id[KEY_ID_BYTES];
    struct text encoded; /* base64 of the id and the signature */
};

struct note {
    struct text text; /* what is signed, with its last newline */
    size_t count;
    struct note_signature signatures[NOTE_SIGNATURES_MAX];
};

/* Borrowed views of `bytes`. False when they are no note: not UTF-8, control characters, no or too many signatures, larger
 * than NOTE_BYTES_MAX. */
bool note_parse(struct text bytes, struct note *out);

enum note_verdict {
    NOTE_UNKNOWN, /* no signature is of one of the keys */
    NOTE_GENUINE, /* at least one is, and all those that are hold */
    NOTE_FORGED,  /* one that says it is of one of the keys does not hold */
};
enum note_verdict note_verify(const struct note *note, const struct verifier *keys, size_t count);

/* The time of that witness's signature, UTC seconds; false when it has not signed. Call it after note_verify. */
bool note_cosigned(const struct note *note, const struct verifier *witness, int64_t *utc_out);

/* A new note: the text, which ends in a newline, an empty line. Signatures follow. */
void note_begin(struct text text, struct buffer *out);
/* One line. A key that cosigns signs the time, too; others ignore it. */
void note_add_signature(struct text text, const struct key *key, int64_t utc, struct buffer *out);

#endif
