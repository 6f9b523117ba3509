/* Foreign bytes as the template of a letter: a page, or a message with the place. */
#include <stdint.h>

#include "letter_sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_page(const struct buffer *page)
{
    struct text rest = buffer_text(page);
    size_t lines = 0;
    CHECK(text_utf8_invalid(rest) == rest.length);
    while (rest.length > 0) {
        struct text line = text_split(&rest, '\n');
        size_t characters = 0;
        for (size_t i = 0; i < line.length; i++) {
            characters += ((unsigned char)line.bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        lines += 1;
        CHECK(characters <= LETTER_COLUMNS && text_control(line) == line.length);
    }
    CHECK(lines <= LETTER_LINES);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct programme programme;
    static struct explanation explanation;
    struct buffer page SCOPED_BUFFER = { 0 };
    const struct explanation_moment moment = EXPLANATION_NOW;
    const struct letter letter = { &programme, &moment, &explanation, { INT64_C(1571015203900001) }, { 19814 } };
    const struct text template = { (const char *)bytes, length };
    if (!explanation.found) {
        sample_fill(&programme, &explanation, 20);
    }
    CHECK(letter_beginning(template).length < 32);
    if (letter_compose("fuzz.txt", template, &letter, &page) == NULL) {
        check_page(&page);
    } else {
        CHECK(strstr(error_in_flight.message, "fuzz.txt") != NULL);
    }
    return 0;
}
