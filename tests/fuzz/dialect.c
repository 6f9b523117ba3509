/* Foreign bytes as the head of a file: whatever they are, a dialect is found that reads them, the same each time, and what a
 * person states is taken. */
#include "foreign.h"
#include "importer/dialect.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct text head = { (const char *)bytes, length };
    struct dialect_found found;
    struct dialect_found again;
    struct dialect_wish wish = { .quote = '\'' };
    if (length > 65536) {
        return 0;
    }
    for (int whole = 0; whole < 2; whole++) {
        if (dialect_detect(head, whole != 0, NULL, &found) != NULL) {
            return 0;
        }
        CHECK(dialect_detect(head, whole != 0, NULL, &again) == NULL && dialect_equal(&found.dialect, &again.dialect));
        CHECK(strchr(",;\t| ", found.dialect.delimiter) != NULL || found.declared > 0);
        CHECK(found.declared <= length);
        CHECK(!found.doubtful || !dialect_equal(&found.dialect, &found.other));
    }
    if (length > 0 && dialect_wish_delimiter(&wish, (struct text){ head.bytes, 1 })) {
        CHECK(dialect_detect(head, true, &wish, &found) == NULL);
        CHECK(found.dialect.delimiter == wish.delimiter && found.dialect.quote == '\'' && found.declared == 0);
    }
    return 0;
}
