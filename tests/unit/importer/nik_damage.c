/* What a damaged person number may have been. */
#include "importer/nik_damage.h"
#include "support.h"

/* A woman of Kota Jambi born on 12 March 1990 has 1571015203900001. */
static struct applicant row_of(const char *birth, enum sex sex, const char *home, const char *kecamatan)
{
    struct applicant row = { .line = 2 };
    struct day day;
    if (birth != NULL) {
        assert_true(day_parse_iso(text_of(birth), &day));
        row.fields[FIELD_TANGGAL_LAHIR] = (struct value){ .kind = VALUE_INTEGER, .integer = day.number };
    }
    if (sex != SEX_UNKNOWN) {
        row.fields[FIELD_JENIS_KELAMIN] = (struct value){ .kind = VALUE_INTEGER, .integer = (int64_t)sex };
    }
    row.fields[FIELD_KABUPATEN_USAHA] = (struct value){ .kind = VALUE_INTEGER, .integer = 1571 };
    if (home != NULL) {
        row.fields[FIELD_KABUPATEN] = (struct value){ .kind = VALUE_TEXT, .text = text_of(home) };
        row.fields[FIELD_KECAMATAN] = (struct value){ .kind = VALUE_TEXT, .text = text_of(kecamatan) };
    }
    return row;
}

static void lists_what_the_row_allows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *birth;
        enum sex sex;
        const char *home;
        const char *expected;
    } rows[] = {
        { "571015203900001", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" },  /* the first is lost */
        { "157101203900001", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" },  /* one of the birth */
        { "157101203900001", "1990-03-12", SEX_UNKNOWN, NULL, "" }, /* or a man's, of any kecamatan */
        { "157101203900001", "1990-03-12", SEX_MAN, "Kota Jambi", "1571011203900001" },
        { "157101520390001", "1990-03-12", SEX_WOMAN, NULL, "" },                  /* one of the serial: dozens */
        { "157101520390000", "1990-03-12", SEX_WOMAN, NULL, "" },
        { "571015203900001", NULL, SEX_WOMAN, NULL, "" },
        { "571015203900001", "1991-03-12", SEX_WOMAN, NULL, "" },
        { "15711015203900001", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001 | 1571115203900001 | 1571105203900001" },
        { "1571015213900001", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" }, /* month 13 */
        { "1571012503900001", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" }, /* two swapped */
        { "1571 0152 039O 001", "1990-03-12", SEX_WOMAN, NULL, "" },
        { "1.571015203900001E+15", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" },
        { "1,571015203900001E+15", "1990-03-12", SEX_WOMAN, NULL, "1571015203900001" },
        { "1,57101520390001E+15", "1990-03-12", SEX_WOMAN, NULL, "" }, /* the sixteenth is lost */
        { "1,57102E+15", "1990-03-12", SEX_WOMAN, NULL, "" },
        { "157105203900001", "1990-03-12", SEX_WOMAN, "Kota Jambi", "1571015203900001" }, /* the kecamatan: home decides */
        { "ada", "1990-03-12", SEX_WOMAN, NULL, "" },
        { "", "1990-03-12", SEX_WOMAN, NULL, "" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct applicant row = row_of(rows[i].birth, rows[i].sex, rows[i].home, "Telanaipura");
        struct buffer found SCOPED_BUFFER = { 0 };
        nik_candidates(text_of(rows[i].text), &row, &found);
        if (strcmp(buffer_string(&found), rows[i].expected) != 0) {
            fail_msg("\"%s\": \"%s\", expected \"%s\"", rows[i].text, buffer_string(&found), rows[i].expected);
        }
    }
}

static void a_sound_number_that_is_nobodys_is_known(void **state)
{
    (void)state;
    assert_true(nik_is_placeholder((struct nik){ INT64_C(1111111111111111) }));
    assert_false(nik_is_placeholder((struct nik){ INT64_C(1111111111111112) }));
    assert_false(nik_is_placeholder((struct nik){ INT64_C(1571015203900001) }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_what_the_row_allows),
        cmocka_unit_test(a_sound_number_that_is_nobodys_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
