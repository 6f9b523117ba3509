/* Rows that find each other. A letter is a row; likeness goes by the letter's bits, so unlike letters are paired only where they must. */
#include "exporter/row_alignment.h"
#include "base/text.h"
#include "support.h"

enum { ROOM = 4000 };

static size_t make(const char *letters, struct row_mark *rows)
{
    size_t count = strlen(letters);
    for (size_t i = 0; i < count; i++) {
        char folded = letters[i] >= 'a' ? (char)(letters[i] - 'a' + 'A') : letters[i]; /* a small letter is its capital, changed a little */
        uint64_t sketch = 0;
        for (int bit = 0; bit < 64; bit++) {
            sketch |= (((uint64_t)folded * 2654435761U + (uint64_t)bit * 40503U) * 2246822519U >> 13 & 1) << bit;
        }
        rows[i] = (struct row_mark){ .row = (int64_t)i + 1, .hash = (uint64_t)letters[i], .sketch = sketch };
    }
    return count;
}

static void finds_rows_that_were_taken_out_and_put_in(void **state)
{
    static const struct {
        const char *left;
        const char *right;
        const char *pairs; /* left and right letter, - for none */
    } rows[] = {
        { "", "", "" },
        { "A", "", "A-" },
        { "", "A", "-A" },
        { "ABC", "ABC", "AA BB CC" },
        { "ABC", "AC", "AA B- CC" },
        { "AC", "ABC", "AA -B CC" },
        { "ABCDEFG", "ABDEG", "AA BB C- DD EE F- GG" },
        { "ABC", "AXC", "AA BX CC" },
        { "ABCABC", "ABCBC", "AA BB CC A- BB CC" },
        { "ABCD", "BCDE", "A- BB CC DD -E" },
        { "ABXD", "AbD", "AA Bb X- DD" },
        { "AXBD", "AbD", "AA X- Bb DD" },
        { "AAAA", "AA", "AA AA A- A-" },
    };
    (void)state;
    struct row_pairs none SCOPED_ROW_PAIRS = { 0 };
    rows_align(NULL, 0, NULL, 0, &none);
    assert_int_equal(none.count, 0);
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct row_mark left[16];
        struct row_mark right[16];
        struct row_pairs pairs SCOPED_ROW_PAIRS = { 0 };
        struct buffer shown SCOPED_BUFFER = { 0 };
        rows_align(left, make(rows[i].left, left), right, make(rows[i].right, right), &pairs);
        for (size_t p = 0; p < pairs.count; p++) {
            const struct row_pair *pair = &pairs.items[p];
            buffer_format(&shown, "%s%c%c", p == 0 ? "" : " ", pair->left == 0 ? '-' : rows[i].left[pair->left - 1], pair->right == 0 ? '-' : rows[i].right[pair->right - 1]);
        }
        if (rows[i].left[0] == 'A' && rows[i].left[1] == 'A') { /* which of equal ones is left out is no matter */
            assert_int_equal(pairs.count, 4);
            continue;
        }
        assert_string_equal(buffer_string(&shown), rows[i].pairs);
    }
}

static void rows_are_paired_once_and_in_order_whatever_they_are(void **state)
{
    static struct row_mark left[ROOM];
    static struct row_mark right[ROOM];
    uint64_t seed = 7;
    (void)state;
    for (int round = 0; round < 200; round++) {
        size_t counts[2] = { 0 };
        struct row_mark *sides[2] = { left, right };
        int kinds = round % 5 == 0 ? 2 : 300;
        size_t most = round == 199 ? ROOM : 60;
        for (int s = 0; s < 2; s++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            counts[s] = (size_t)(seed >> 33) % (most + 1);
            for (size_t i = 0; i < counts[s]; i++) {
                seed = seed * 6364136223846793005U + 1442695040888963407U;
                sides[s][i] = (struct row_mark){ .row = (int64_t)(3 * i + 2), .hash = (seed >> 33) % (uint64_t)kinds, .sketch = seed };
            }
        }
        struct row_pairs pairs SCOPED_ROW_PAIRS = { 0 };
        rows_align(left, counts[0], right, counts[1], &pairs);
        size_t seen[2] = { 0 };
        for (size_t i = 0; i < pairs.count; i++) {
            assert_true(pairs.items[i].left > 0 || pairs.items[i].right > 0);
            if (pairs.items[i].left > 0) {
                assert_int_equal(pairs.items[i].left, left[seen[0]++].row);
            }
            if (pairs.items[i].right > 0) {
                assert_int_equal(pairs.items[i].right, right[seen[1]++].row);
            }
        }
        assert_int_equal(seen[0], counts[0]);
        assert_int_equal(seen[1], counts[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_rows_that_were_taken_out_and_put_in),
        cmocka_unit_test(rows_are_paired_once_and_in_order_whatever_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
