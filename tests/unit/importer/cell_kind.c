#include "support.h"

#include "importer/cell_kind.h"

static void tells_values_from_words(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        enum cell_kind kind;
    } rows[] = {
        { "", KIND_EMPTY },
        { "  \xC2\xA0", KIND_EMPTY },
        { "0", KIND_NUMBER },
        { "-12", KIND_NUMBER },
        { "1.500.000,25", KIND_NUMBER },
        { "1,500,000.25", KIND_NUMBER },
        { "Rp 1.500.000,-", KIND_NUMBER },
        { "Rp. 20.000", KIND_NUMBER },
        { "12 %", KIND_NUMBER },
        { "1,57102E+15", KIND_NUMBER },
        { "'1571020304050001", KIND_NUMBER },
        { ".5", KIND_NUMBER },
        { "12a", KIND_TEXT },
        { "1..2", KIND_TEXT },
        { "Rp", KIND_TEXT },
        { "-", KIND_TEXT },
        { "2024-03-31", KIND_DATE },
        { "31/03/2024", KIND_DATE },
        { "3-4-90", KIND_DATE },
        { "31.12.1999", KIND_DATE },
        { "3 Maret 1990", KIND_DATE },
        { "12-Mar-2024", KIND_DATE },
        { "2024-03-31 13:00:00", KIND_DATE },
        { "2024-03-31T13:00:00Z", KIND_DATE },
        { "31/03", KIND_TEXT },
        { "3 Meja 1990", KIND_TEXT },
        { "13:00", KIND_TIME },
        { "1:00:59 PM", KIND_TIME },
        { "1:0", KIND_TEXT },
        { "https://contoh.id/a?b=c", KIND_ADDRESS },
        { "www.contoh.id", KIND_ADDRESS },
        { "ani@contoh.id", KIND_ADDRESS },
        { "@contoh", KIND_TEXT },
        { "Jl. Melati No. 4", KIND_TEXT },
        { "NIK", KIND_TEXT },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        enum cell_kind kind = cell_kind(text_of(rows[i].cell));
        if (kind != rows[i].kind) {
            fail_msg("%s: %d, expected %d", rows[i].cell, (int)kind, (int)rows[i].kind);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells_values_from_words) };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
