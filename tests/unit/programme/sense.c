/* Conditions that nobody can meet or that everybody meets are refused at their place; whatever somebody may meet is not. */
#include "life.h"

#define BEFORE "year: 2030\nname: Uji\nbudget_account: 5.1\nbudget: 100\namounts:\n  - { category: milenial, amount: 3 }\n  - { category: pemula, amount: 3 }\n" \
    "rules:\n  - code: a\n    title: A\n    source: uji\n    severity: note\n"

/* The condition begins at 13:16. */
static const struct error *parse(const char *condition, const char *more, struct programme *out)
{
    struct buffer yaml SCOPED_BUFFER = { 0 };
    buffer_format(&yaml, BEFORE "    condition: %s\n%s", condition, more);
    return programme_parse("juknis.yaml", buffer_text(&yaml), out);
}

static void refuses_what_nobody_can_meet_and_what_everybody_meets(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        int column;
        const char *says;
    } rows[] = {
        /* a comparison that its field's values cannot meet */
        { "skor < 0", 16, "nobody can meet this" }, { "0 > skor", 16, "nobody" }, { "skor <= 0 - 1", 16, "nobody" }, { "omzet_bulanan * 12 < 0", 16, "nobody" },
        { "skor + 5 < 5", 16, "nobody" }, { "5 - skor > 5", 16, "nobody" }, { "skor in 0..3 and skor > 3", 33, "nobody can meet this together with what stands before it" },
        { "tanggal_lahir < 1900-01-01", 16, "nobody" }, { "year(tanggal_lahir) < 1900", 16, "nobody" }, { "age(tanggal_lahir) < 0", 16, "nobody" },
        { "months(tanggal_mulai_usaha) < 0", 16, "nobody" }, { "grants(nik) < 0", 16, "nobody" }, { "province(nik) > 99", 16, "nobody" }, { "skor in 0..5 and nib != 'x' and skor = 6", 48, "nobody" },
        /* parts that cannot hold together */
        { "skor = 3 and skor != 3", 29, "nobody" }, { "skor > 5 and skor < 3", 29, "nobody" }, { "skor > 5 and skor < 6", 29, "nobody" }, { "skor >= 5 and skor < 5", 30, "nobody" },
        { "skor > 5 and nib != 'x' and skor = 5", 44, "nobody" }, { "skor in [1, 3, 5] and skor in [2, 4]", 38, "nobody" }, { "skor in [1, 3, 5] and skor in 4..4", 38, "nobody" },
        { "not skor = 3 and skor = 3", 33, "nobody" }, { "not (skor = 3 or skor > 7) and skor in [3, 8]", 47, "nobody" }, { "skor > 5 and (skor < 3 or skor = 4)", 29, "nobody" },
        { "(skor < 3 or skor = 4) and skor > 5", 43, "nobody" }, { "omzet_bulanan * 12 <= 600 and omzet_bulanan > 50", 46, "nobody" },
        { "omzet_bulanan * 2 + 1 = 4 and skor > 1", 16, "nobody" }, { "skor - 5 = 1 and skor = 5", 33, "nobody" }, { "10 - skor >= 8 and skor = 3", 35, "nobody" },
        { "year(tanggal_lahir) = 1990 and tanggal_lahir < 1990-01-01", 47, "nobody" }, { "year(tanggal_lahir) in 1981..1996 and tanggal_lahir > 1996-12-31", 54, "nobody" },
        { "tanggal_lahir > reference_day and tanggal_lahir < 2030-12-31", 50, "nobody" }, { "nama = 'Budi' and nama = 'Sari'", 34, "nobody" }, { "nama = 'Budi' and nama != ' budi'", 34, "nobody" },
        { "nama in ['a', 'b'] and nama in ['c']", 39, "nobody" }, { "jenis_kelamin = perempuan and jenis_kelamin = laki-laki", 46, "nobody" },
        { "jenis_kelamin != perempuan and jenis_kelamin != laki-laki", 47, "nobody" }, { "jalur != reguler and not jalur = aspirasi", 37, "nobody" },
        { "kategori = milenial and kategori = pemula", 40, "nobody" }, { "kabupaten_usaha = 1571 and kabupaten_usaha = 'Tebo'", 43, "nobody" },
        { "listed('asn') and not listed('asn')", 34, "nobody" }, { "contains(nama, 'a') and not contains(nama, 'a')", 40, "nobody" }, { "skor < omzet_bulanan and omzet_bulanan <= skor", 41, "nobody" },
        { "skor > skor", 16, "nobody" }, { "skor != skor", 16, "nobody" }, { "nama = alamat and alamat != nama", 34, "nobody" },
        /* what is there, what is missing */
        { "missing(nik)", 16, "nobody" }, { "missing(nama)", 16, "nobody" }, { "missing(kategori)", 16, "nobody" }, { "missing(kabupaten_usaha)", 16, "nobody" },
        { "present(nik)", 16, "everybody meets this" }, { "present(kategori)", 16, "everybody" }, { "present(kabupaten_usaha)", 16, "everybody" }, { "not missing(nik)", 20, "nobody" },
        { "missing(skor) and skor > 5", 34, "nobody" }, { "missing(nib) and present(nib)", 33, "nobody" }, { "missing(skor) and not missing(skor)", 34, "nobody" },
        { "missing(skor) or not missing(skor)", 33, "everybody meets this or what stands before it" }, { "skor > 5 or skor <= 5 or missing(skor)", 41, "everybody" },
        { "missing(omzet_bulanan) and omzet_bulanan * 12 > skor", 43, "nobody" }, { "grants(nik) >= 0", 16, "everybody" }, { "applicants(no_kk) >= 0 or missing(no_kk)", 42, "everybody" },
        { "kategori in [milenial, emak-emak, pemula]", 16, "everybody" }, { "kategori = pemula or kategori != pemula", 37, "everybody" }, { "nama = nama", 16, "everybody" },
        { "skor > 5 and 1 = 1", 29, "everybody" }, { "skor > 5 or 1 = 2", 28, "nobody" }, { "skor > 5 or skor < 0", 28, "nobody can meet this" },
        { "not (skor > 5 and grants(nik) >= 0)", 34, "everybody" }, { "listed() or not listed()", 28, "everybody" }, { "skor > 3 and (skor > 4 and (omzet_bulanan < 0 or nib = 'x'))", 44, "nobody" },
    };
    int mistaken = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        char prefix[64];
        (void)snprintf(prefix, sizeof(prefix), "juknis.yaml:13:%d: condition: ", rows[i].column);
        const struct error *error = parse(rows[i].condition, "", &programme);
        if (error == NULL || strncmp(error->message, prefix, strlen(prefix)) != 0 || strstr(error->message, rows[i].says) == NULL) {
            print_error("%s\n   %s, expected %d %s\n", rows[i].condition, error == NULL ? "not refused" : error->message, rows[i].column, rows[i].says);
            mistaken++;
        }
        programme_free(&programme);
    }
    assert_int_equal(mistaken, 0);
}

/* One step before each boundary, and what only looks like a contradiction. */
static void accepts_what_somebody_may_meet_and_somebody_not(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "skor <= 0", "skor < 1", "skor >= 0", "skor > 0", "omzet_bulanan * 12 <= 0", "skor + 5 <= 5", "5 - skor >= 5", "tanggal_lahir <= 1900-01-01", "year(tanggal_lahir) <= 1900",
        "age(tanggal_lahir) <= 0", "age(tanggal_lahir) >= 0", "grants(nik) <= 0", "grants(nik) > 0", "province(nik) > 98", "present(skor)", "present(nib)", "present(nama)", "missing(skor)",
        "skor = 3 and skor != 4", "skor > 5 and skor < 7", "skor >= 5 and skor <= 5", "skor in [1, 3, 5] and skor in [2, 3]", "skor in [1, 3, 5] and skor in 5..9",
        "not (skor = 3 or skor > 7) and skor in [3, 7]", "skor > 5 and (skor < 3 or skor = 6)", "omzet_bulanan * 12 <= 600 and omzet_bulanan >= 50", "omzet_bulanan * 2 + 1 = 5",
        "skor - 5 = 1 and skor = 6", "10 - skor >= 8 and skor = 2", "year(tanggal_lahir) = 1990 and tanggal_lahir <= 1990-01-01", "year(tanggal_lahir) in 1981..1996 and tanggal_lahir >= 1996-12-31",
        "tanggal_mulai_usaha <= reference_day and add_months(tanggal_mulai_usaha, 42) >= reference_day", "tanggal_lahir >= reference_day and tanggal_lahir <= 2030-12-31",
        "nama != 'Budi' and nama != 'Sari'", "nama in ['a', 'b'] and nama in ['B']", "nama = 'Budi' or nama != 'Budi' and skor > 3", "jenis_kelamin != perempuan",
        "kategori = milenial and skor > 5 or kategori = pemula and skor <= 5", "kategori in [milenial, pemula]", "listed('asn') and not listed('tni')", "listed('asn') and not listed()",
        "contains(nama, 'a') and not contains(nama, 'b')", "skor < omzet_bulanan and omzet_bulanan >= skor", "skor <= omzet_bulanan and omzet_bulanan <= skor",
        "missing(skor) or skor > 5", "not missing(skor) and skor > 5", "missing(skor) and omzet_bulanan > 5", "skor > 5 or skor <= 5", "skor > 5 or not skor > 5",
        "missing(no_kk) or grants(no_kk) = 0", "missing(kecamatan_usaha)", "present(kecamatan_usaha)", "jenis_kelamin in [perempuan, laki-laki]", "sex(nik) = jenis_kelamin",
        "sum(omzet_bulanan, no_kk) <= 10 and omzet_bulanan > 3", "birth(nik) = tanggal_lahir", "kabupaten(nik) = kabupaten_usaha and kabupaten_usaha != 1571",
        "skor in [1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37,39,41,43,45,47,49,51,53,55,57,59,61,63,65,67,69,71,73,75,77,79] and skor = 79",
        "not skor in [1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37,39,41,43,45,47,49,51,53,55,57,59,61,63,65,67,69,71,73,75,77,79] and skor = 2",
        "omzet_bulanan * 9007199254740991 * 9007199254740991 > 9007199254740991", "0 - omzet_bulanan * 9007199254740991 * 9007199254740991 < 0",
        "skor * 0 = 0 and omzet_bulanan > 5 or skor > 3", "skor - omzet_bulanan > 0", "skor * omzet_bulanan >= 0 and skor > 2", "(skor + 1) * 3 = 9",
        "province(kabupaten_usaha) = 15", "not (listed('asn') or listed('tni'))", "age(birth(nik)) in 17..60", "months(tanggal_mulai_usaha) >= 6 and months(tanggal_mulai_usaha) <= 6",
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct programme programme = { 0 };
        const struct error *error = parse(rows[i], "", &programme);
        if (error != NULL) {
            fail_msg("%s: %s", rows[i], error->message);
        }
        programme_free(&programme);
    }
}

/* A rule is asked of its categories alone. */
static void knows_of_whom_a_rule_is_asked(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    const char *rest = "    categories: [pemula]\n  - { code: b, title: B, source: uji, condition: grants(nik) = 0 }\n";
    REFUSES(parse("kategori = milenial and skor > 3", rest, &programme), ERROR_FAILED, "juknis.yaml:13:16: condition: nobody can meet this");
    REFUSES(parse("skor > 3 or kategori = pemula", rest, &programme), ERROR_FAILED, "juknis.yaml:13:28: condition: everybody meets this");
    REFUSES(parse("kategori != pemula", rest, &programme), ERROR_FAILED, "nobody");
    SUCCEEDS(parse("kategori = milenial and skor > 3", "", &programme));
    programme_free(&programme);
}

/* The place is that of the part, also in a condition of several lines and between quotes. */
static void names_the_line_and_column_of_the_part(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    REFUSES(parse(">\n      skor > 5\n      and nama != 'x'\n      and skor < 3", "", &programme), ERROR_FAILED, "juknis.yaml:16:11: condition: nobody");
    REFUSES(parse("\"skor > 5 and skor < 3\"", "", &programme), ERROR_FAILED, "juknis.yaml:13:30: condition: nobody");
}

/* What a ledger holds is read, though a new file that says it would be refused. */
static void reads_what_a_ledger_holds_for_ever(void **state)
{
    (void)state;
    struct programme programme = { 0 };
    const struct text yaml = TEXT(BEFORE "    condition: skor < 0\n");
    REFUSES(programme_parse("juknis.yaml", yaml, &programme), ERROR_FAILED, "nobody");
    SUCCEEDS(programme_parse_stored("juknis.yaml", yaml, &programme));
    assert_int_equal(programme.rule_count, 1);
    programme_free(&programme);
}

/* A search that would take for ever is given up, and the condition accepted. */
static void ends_soon_whatever_is_asked(void **state)
{
    (void)state;
    struct buffer condition SCOPED_BUFFER = { 0 };
    struct programme programme = { 0 };
    for (int i = 0; i < 40; i++) {
        buffer_format(&condition, "%s(skor != %d or omzet_bulanan != %d)", i == 0 ? "" : " and ", i, i);
    }
    SUCCEEDS(parse(buffer_string(&condition), "", &programme));
    programme_free(&programme);
}

static uint32_t seed = 1;

static int below(int limit)
{
    seed = seed * 1664525U + 1013904223U;
    return (int)(seed >> 16U) % limit;
}

/* A condition over skor, omzet_bulanan and kategori; `pairs`: one may be compared with the other. */
static void add_condition(struct buffer *out, int depth, bool *pairs)
{
    static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
    static const char *const fields[] = { "skor", "omzet_bulanan" };
    static const char *const categories[] = { "milenial", "emak-emak", "pemula" };
    const char *field = fields[below(2)];
    int kind = depth == 0 ? 3 + below(7) : below(10);
    int least = below(6);
    if (kind < 3) {
        buffer_add_string(out, kind == 2 ? "not (" : "(");
        add_condition(out, depth - 1, pairs);
        if (kind < 2) {
            buffer_add_string(out, kind == 0 ? " and " : " or ");
            add_condition(out, depth - 1, pairs);
        }
        buffer_add_byte(out, ')');
    } else if (kind == 3) {
        buffer_format(out, "missing(%s)", field);
    } else if (kind == 4) {
        buffer_format(out, "%s in %d..%d", field, least, least + below(3));
    } else if (kind == 5) {
        buffer_format(out, "%s * 2 + 1 %s %d", field, signs[below(6)], below(12));
    } else if (kind == 6) {
        buffer_format(out, "kategori %s %s", signs[below(2)], categories[below(3)]);
    } else if (kind == 7) {
        buffer_format(out, "%d - %s %s %d", least, field, signs[below(6)], below(4));
    } else if (kind == 8 && below(3) == 0) {
        *pairs = true;
        buffer_format(out, "skor %s omzet_bulanan", signs[below(6)]);
    } else {
        buffer_format(out, "%s %s %d", field, signs[below(6)], least);
    }
}

/* Tries every application that can make a difference: values below, at and above every number in the conditions, or none. */
static bool has_constant_part(const struct expression *expression)
{
    const struct facts facts = { .reference_day = { 20000 } };
    for (uint16_t i = 0; i < expression->count; i++) {
        bool met = false;
        bool unmet = false;
        for (int at = 0; expression->nodes[i].type == EXPRESSION_TRUTH && at < 3 * 9 * 9; at++) {
            struct applicant applicant = { .year = 2030 };
            set_integer(&applicant, FIELD_KATEGORI, 1 + at % 3);
            if (at / 3 % 9 < 8) {
                set_integer(&applicant, FIELD_SKOR, at / 3 % 9);
            }
            if (at / 27 < 8) {
                set_integer(&applicant, FIELD_OMZET_BULANAN, at / 27);
            }
            struct value value = expression->nodes[i].operator == OPERATOR_RANGE ? (struct value){ .kind = VALUE_MISSING }
                                                                                : expression_value(expression, i, &applicant, &facts);
            bool holds = value.kind == VALUE_INTEGER && value.integer == 1;
            met = met || holds || expression->nodes[i].operator == OPERATOR_RANGE;
            unmet = unmet || !holds;
        }
        if (expression->nodes[i].type == EXPRESSION_TRUTH && (!met || !unmet)) {
            return true;
        }
    }
    return false;
}

/* Refused is only what is constant when every application is tried; and all of it, but for what rests on two fields at once. */
static void agrees_with_trying_every_application(void **state)
{
    (void)state;
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
        struct buffer condition SCOPED_BUFFER = { 0 };
        struct programme programme = { 0 };
        struct programme stored = { 0 };
        struct buffer yaml SCOPED_BUFFER = { 0 };
        bool pairs = false;
        add_condition(&condition, 3, &pairs);
        buffer_format(&yaml, BEFORE "    condition: %s\n", buffer_string(&condition));
        const struct error *error = parse(buffer_string(&condition), "", &programme);
        SUCCEEDS(programme_parse_stored("juknis.yaml", buffer_text(&yaml), &stored));
        bool constant = has_constant_part(&stored.rules[0].condition);
        if ((error != NULL && !constant) || (error == NULL && constant && !pairs)) {
            fail_msg("%s: %s", buffer_string(&condition), error == NULL ? "accepted, and a part is constant" : error->message);
        }
        refused += error != NULL ? 1 : 0;
        programme_free(&programme);
        programme_free(&stored);
    }
    assert_in_range(refused, 200, 3800); /* both kinds were tried */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_nobody_can_meet_and_what_everybody_meets),
        cmocka_unit_test(accepts_what_somebody_may_meet_and_somebody_not),
        cmocka_unit_test(knows_of_whom_a_rule_is_asked),
        cmocka_unit_test(names_the_line_and_column_of_the_part),
        cmocka_unit_test(reads_what_a_ledger_holds_for_ever),
        cmocka_unit_test(ends_soon_whatever_is_asked),
        cmocka_unit_test(agrees_with_trying_every_application),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
