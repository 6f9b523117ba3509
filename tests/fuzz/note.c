/* Foreign bytes as a signed note, a checkpoint, a verifier key, a short form: what is read is written again as it was. */
#include <stdint.h>

#include "ledger/checkpoint.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void read_note(struct text input)
{
    static const char known[] = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    struct verifier foo;
    struct note note;
    struct checkpoint checkpoint;
    int64_t utc;
    if (!note_parse(input, &note)) {
        return;
    }
    CHECK(note.count > 0 && note.text.length < input.length && verifier_parse(text_of(known), &foo));
    enum note_verdict verdict = note_verify(&note, &foo, 1);
    CHECK(verdict == NOTE_UNKNOWN || verdict == NOTE_GENUINE || verdict == NOTE_FORGED);
    (void)note_cosigned(&note, &foo, &utc);
    if (checkpoint_parse(note.text, &checkpoint)) {
        struct buffer again SCOPED_BUFFER = { 0 };
        checkpoint_print(&checkpoint, &again);
        CHECK(text_starts_with(note.text, buffer_text(&again)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct text input = { (const char *)bytes, length };
    struct verifier verifier;
    struct short_checkpoint brief;
    struct checkpoint checkpoint;
    read_note(input);
    (void)checkpoint_parse(input, &checkpoint);
    if (verifier_parse(input, &verifier)) {
        struct buffer again SCOPED_BUFFER = { 0 };
        verifier_print(&verifier, &again);
        CHECK(text_equal(input, buffer_text(&again)));
    }
    if (checkpoint_parse_short(input, &brief)) {
        CHECK(strlen(brief.ledger) == SHORT_ID_LENGTH);
    }
    return 0;
}
