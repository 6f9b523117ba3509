/* Ways to write one person's name, and names of two people that look alike. */
#include "programme/person_name.h"

#include "support.h"

struct pair {
    const char *a;
    const char *b;
};

static const struct pair same[] = {
    { "Siti Aminah", "Siti Aminah" },
    { "Siti Aminah", "SITI  AMINAH " },
    { "Siti Aminah", "Aminah Siti" },
    { "Siti Aminah", "AMINAH, SITI" },
    { "Muhammad Rizki", "M. Rizki" },
    { "Muhammad Rizki", "M.Rizki" },
    { "Muhammad Rizki", "M RIZKI" },
    { "Muhammad Rizki", "Muh. Rizki" },
    { "Muhammad Rizki", "MUH RIZKI" },
    { "Muhammad Rizki", "Moh. Rizki" },
    { "Muhammad Rizki", "Md. Rizki" },
    { "Muhammad Rizki", "MHD RIZKI" },
    { "Muhammad Rizki", "Mohd Rizki" },
    { "Mochamad Rizki", "Muhamad Rizki" },
    { "Moh Rizki", "Rizki Muhammad" },
    { "Muhammad Rizki Pratama", "M. Rizki P." },
    { "Muhammad Rizki Pratama", "Muh Rizki Pratama" },
    { "Muhammad Ali Rizki", "M.A. Rizki" },
    { "Ahmad Fauzi", "Achmad Fauzi" },
    { "Abdul Rahman", "Abd. Rahman" },
    { "St. Aminah", "Siti Aminah" },
    { "H. Sulaiman", "Sulaiman" },
    { "H Sulaiman", "SULAIMAN" },
    { "Hj. Nurhayati", "NURHAYATI" },
    { "Hj. Nur Hayati", "NURHAYATI" },
    { "Dr. Andi Saputra", "Andi Saputra" },
    { "dr. H. Andi Saputra, Sp.", "ANDI SAPUTRA" },
    { "Drs. H. M. Yusuf", "Muhammad Yusuf" },
    { "Budi Santoso, S.E.", "BUDI SANTOSO" },
    { "Budi Santoso, S.E., M.M.", "Santoso Budi" },
    { "Budi Santoso SE", "Budi Santoso" },
    { "Budi Santoso ST", "BUDI SANTOSO ST" },
    { "Budi Santoso, S. Pd", "Budi Santoso" },
    { "Budi Santoso, S.Pd.I", "BUDI SANTOSO" },
    { "Ir. Budi Santoso, ST., M.T.", "Budi Santoso" },
    { "Dewi Lestari, A.Md.Keb", "DEWI LESTARI" },
    { "Dewi Lestari, M.A.", "Dewi Lestari" },
    { "Prof. Dr. Ir. Dewi Lestari, M.Sc., Ph.D.", "DEWI LESTARI" },
    { "Ma'ruf Amin", "Maruf Amin" },
    { "Nur'aini", "Nuraini" },
    { "Nur\xE2\x80\x99" "aini", "Nur Aini" },
    { "Ren\xC3\xA9 Siregar", "RENE SIREGAR" },
    { "Anak-Agung Putra", "Anak Agung Putra" },
    { "Ahmad bin Ali", "Ahmad Ali" },
    { "Rd. Hasan", "Raden Hasan" },
    { "Suparman", "SUPARMAN" },
    { "Suparman", "Suparman, S.H." },
    { "H. M. Hasan", "Hasan, H.M." },
    { "Muhammad Rizki Pratama Nugraha", "MUHAMMAD RIZKI PRATAM" },
    { "Sri Wahyuningsih Handayani", "SRI WAHYUNINGSIH HAN" },
    { "Yohanes B. Simatupang", "Yohanes Baptista Simatupang" },
    { "Se Jin", "SE JIN" },
};

static const struct pair other[] = {
    { "Siti Aminah", "Siti Aisyah" },
    { "Siti Aminah", "Siti" },
    { "Siti Aminah", "Aminah" },
    { "Siti Aminah", "Siti Aminah Zahra" },
    { "Siti Aminah", "S. A." },
    { "Siti Aminah", "Siti A." },
    { "Muhammad Rizki", "Muhammad Rizal" },
    { "Muhammad Rizki", "Muhammad R." },
    { "Muhammad Rizki", "Muh. Fikri" },
    { "Muhammad Rizki", "A. Rizki" },
    { "Muhammad Rizki", "Rizki" },
    { "M. R.", "Muhammad Rizki" },
    { "M. Rizki", "R. Muhammad" },
    { "Budi Santoso", "Budi Susanto" },
    { "Budi Santoso, S.E.", "Edi Santoso, S.E." },
    { "H. Sulaiman", "Hj. Sulastri" },
    { "Hj. Nurhayati", "H. Nurdin" },
    { "Dr. Andi", "Dr. Budi" },
    { "Drs. Andi", "Drs." },
    { "Suparman", "Suparmin" },
    { "Budi", "Budi Santoso" },
    { "Sri Wahyuni", "Sri Wahyuningsih" },
    { "Muhammad Rizki Pratama", "MUHAMMAD RIZKI" },
    { "Siti Ama", "Siti" },
    { "Ahmad Ali Ahmad", "Ahmad Ali Ali" },
    { "", "Siti Aminah" },
    { "Siti Aminah", "" },
    { "", "" },
    { "...", "..." },
    { "123", "123" },
    { "Siti Aminah", "PT Bank Jambi" },
    { "H.", "Hj." },
};

static void ways_to_write_one_name_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(same); i++) {
        if (!person_names_agree(text_of(same[i].a), text_of(same[i].b))) {
            fail_msg("do not agree: \"%s\", \"%s\"", same[i].a, same[i].b);
        }
    }
}

static void names_of_two_people_do_not_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(other); i++) {
        if (person_names_agree(text_of(other[i].a), text_of(other[i].b))) {
            fail_msg("agree: \"%s\", \"%s\"", other[i].a, other[i].b);
        }
    }
}

static void it_does_not_matter_which_name_comes_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS(same); i++) {
        assert_true(person_names_agree(text_of(same[i].b), text_of(same[i].a)));
    }
    for (size_t i = 0; i < ROWS(other); i++) {
        assert_false(person_names_agree(text_of(other[i].b), text_of(other[i].a)));
    }
}

static void a_long_text_is_no_danger(void **state)
{
    (void)state;
    char text[4000];
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = "ab .,\xC3\xE2\x80'z"[i * 7 % 10];
    }
    for (size_t length = 0; length < sizeof(text); length += 37) {
        (void)person_names_agree((struct text){ text, length }, (struct text){ text + 1, length / 2 });
    }
    memset(text, 'a', sizeof(text));
    assert_true(person_names_agree((struct text){ text, sizeof(text) }, (struct text){ text, sizeof(text) }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_to_write_one_name_agree),
        cmocka_unit_test(names_of_two_people_do_not_agree),
        cmocka_unit_test(it_does_not_matter_which_name_comes_first),
        cmocka_unit_test(a_long_text_is_no_danger),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
