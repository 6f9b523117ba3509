#include "ledger/witness.h"

#include "base/language.h"
#include "base/memory.h"

void witness_free(struct witness *witness)
{
    key_free(witness->key);
    buffer_free(&witness->seen);
    *witness = (struct witness){ .key = NULL };
}

void witness_new(struct text name, const struct verifier *ledger, struct witness *out)
{
    *out = (struct witness){ .ledger = *ledger };
    key_generate(name, KEY_COSIGNS, &out->key);
}

/* The parts of the text; the key's lines end with its last newline. */
static bool split(struct text text, struct text *ledger_out, struct text *key_out, struct text *note_out)
{
    struct text prefix = TEXT("ledger ");
    if (!text_equal(text_split(&text, '\n'), TEXT("dumisake-witness v1"))) {
        return false;
    }
    struct text line = text_split(&text, '\n');
    if (!text_starts_with(line, prefix) || text.bytes == NULL) {
        return false;
    }
    *ledger_out = (struct text){ line.bytes + prefix.length, line.length - prefix.length };
    for (size_t i = 1; i < text.length; i++) {
        if (text.bytes[i] == '\n' && text.bytes[i - 1] == '\n') {
            *key_out = (struct text){ text.bytes, i };
            *note_out = (struct text){ text.bytes + i + 1, text.length - i - 1 };
            return true;
        }
    }
    return false;
}

bool witness_seen(struct text text, struct text *note_out)
{
    struct text ledger;
    struct text key;
    return split(text, &ledger, &key, note_out);
}

static const struct error *not_a_witness(const char *where)
{
    return error_new(ERROR_FAILED, _("%s: is not the file of a witness, or was damaged; restore it from a backup"), where);
}

/* What was seen, of which only the witness's own signature matters here. */
static bool take_seen(struct witness *witness, struct text bytes)
{
    struct note note;
    struct checkpoint checkpoint;
    int64_t utc;
    if (bytes.length == 0) {
        return true;
    }
    if (!note_parse(bytes, &note) || !checkpoint_parse(note.text, &checkpoint) || !note_cosigned(&note, key_verifier(witness->key), &utc)) {
        return false;
    }
    buffer_clear(&witness->seen);
    buffer_add(&witness->seen, bytes);
    witness->seen_size = checkpoint.size;
    witness->seen_root = checkpoint.root;
    return true;
}

const struct error *witness_parse(const char *where, struct text text, struct text passphrase, struct witness *out)
{
    struct witness witness SCOPED_WITNESS = { .key = NULL };
    struct text ledger;
    struct text key;
    struct text note;
    if (!split(text, &ledger, &key, &note) || !verifier_parse(ledger, &witness.ledger) || witness.ledger.use != KEY_SIGNS) {
        return not_a_witness(where);
    }
    TRY(key_parse(where, key, passphrase, &witness.key));
    if (key_verifier(witness.key)->use != KEY_COSIGNS || !take_seen(&witness, note)) {
        return not_a_witness(where);
    }
    MEMORY_GIVE(out, witness);
    return NULL;
}

void witness_print(const struct witness *witness, struct text passphrase, struct buffer *secret_out)
{
    buffer_add_string(secret_out, "dumisake-witness v1\nledger ");
    verifier_print(&witness->ledger, secret_out);
    buffer_add_byte(secret_out, '\n');
    key_print(witness->key, passphrase, secret_out);
    buffer_add_byte(secret_out, '\n');
    buffer_add(secret_out, buffer_text(&witness->seen));
}

/* The note is signed by the ledger that is watched. */
static const struct error *check_signature(const struct witness *witness, const struct note *note, const struct checkpoint *checkpoint)
{
    if (!text_equal(checkpoint->origin, text_of(witness->ledger.name))) {
        return error_new(ERROR_UNVERIFIED, _("another ledger: the checkpoint speaks of %.*s, this witness watches %s"), TEXT_ARG(checkpoint->origin),
                         witness->ledger.name);
    }
    if (note_verify(note, &witness->ledger, 1) != NOTE_GENUINE) {
        return error_new(ERROR_UNVERIFIED, _("the checkpoint is not signed by the key that this witness knows; when the ledger has a new key, ask for its verifier key and give it with --key"));
    }
    return NULL;
}

/* It continues what was seen. */
static const struct error *check_growth(const struct witness *witness, const struct exchange *exchange, const struct checkpoint *checkpoint)
{
    if (checkpoint->size < witness->seen_size) {
        return error_new(ERROR_UNVERIFIED, _("rolled back: this witness saw %llu entries, now the ledger shows %llu"), (unsigned long long)witness->seen_size,
                         (unsigned long long)checkpoint->size);
    }
    if (checkpoint->size == witness->seen_size) {
        return digest_equal(&checkpoint->root, &witness->seen_root)
                   ? NULL
                   : error_new(ERROR_UNVERIFIED, _("changed: the %llu entries are others than those this witness saw; the history was rewritten"),
                               (unsigned long long)witness->seen_size);
    }
    if (witness->seen_size == 0 && exchange->before == 0 && exchange->proof.count == 0) {
        return NULL;
    }
    if (exchange->before != witness->seen_size) {
        return error_new(ERROR_FAILED, _("the proof begins at %llu entries, this witness saw %llu: ask for one made with `dumisake checkpoint OUT --old %llu`"),
                         (unsigned long long)exchange->before, (unsigned long long)witness->seen_size, (unsigned long long)witness->seen_size);
    }
    if (!proof_shows_consistency(&exchange->proof, witness->seen_size, &witness->seen_root, checkpoint->size, &checkpoint->root)) {
        return error_new(ERROR_UNVERIFIED, _("changed: the %llu entries that this witness saw are not the beginning of what is shown now; the history was rewritten, or the proof is wrong"),
                         (unsigned long long)witness->seen_size);
    }
    return NULL;
}

const struct error *witness_update(struct witness *witness, const struct exchange *exchange, int64_t utc, struct buffer *cosigned_out)
{
    struct note note;
    struct checkpoint checkpoint;
    struct buffer cosigned SCOPED_BUFFER = { 0 };
    if (exchange->checkpoint.length > WITNESS_NOTE_MAX || !note_parse(exchange->checkpoint, &note) || !checkpoint_parse(note.text, &checkpoint) ||
        note.count == NOTE_SIGNATURES_MAX) {
        return error_new(ERROR_FAILED, _("what this witness is shown holds no checkpoint"));
    }
    TRY(check_signature(witness, &note, &checkpoint));
    TRY(check_growth(witness, exchange, &checkpoint));
    buffer_add(&cosigned, exchange->checkpoint);
    note_add_signature(note.text, witness->key, utc, &cosigned);
    CHECK(take_seen(witness, buffer_text(&cosigned)));
    buffer_add(cosigned_out, buffer_text(&cosigned));
    return NULL;
}
