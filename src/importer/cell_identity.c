#include "cell_internal.h"

#include "importer/nik_damage.h"

void cell_nik(struct cells *cells, int column, struct text text, struct value *out)
{
    struct nik nik;
    enum nik_fault found = nik_parse(text, &nik);
    if (found == NIK_SOUND && !nik_is_placeholder(nik)) {
        value_set_integer(out, nik.number);
        return;
    }
    struct buffer would_be SCOPED_BUFFER = { 0 };
    enum finding_name name = found == NIK_SOUND ? E_NIK_PLACEHOLDER : nik_damage(text, found, &would_be);
    faults_add(&cells->faults, name, column, text, buffer_text(&would_be));
}

void cell_family_card(struct cells *cells, int column, struct text text, struct value *out)
{
    struct family_card card;
    if (family_card_parse(text, &card) != NIK_SOUND) {
        struct buffer would_be SCOPED_BUFFER = { 0 };
        family_card_would_be(text, &would_be);
        faults_add(&cells->faults, is_scientific(text) ? E_SCIENTIFIC : E_KK_FORM, column, text, buffer_text(&would_be));
        return;
    }
    if (!family_card_date_possible(card)) {
        faults_add(&cells->faults, W_KK_DATE, column, text, TEXT_EMPTY);
    }
    value_set_integer(out, card.number);
}

void cell_day(struct cells *cells, enum field field, int column, struct text text, struct value *out)
{
    struct day day;
    struct buffer expected SCOPED_BUFFER = { 0 };
    if (!day_parse_iso(text, &day)) {
        struct day_reading reading;
        day_text_read(text, day_latest(field, cells->today), &reading);
        day = day_order_choose(&cells->orders, field, &reading);
        if (day_is_none(day)) {
            struct day other = day_is_none(reading.day) ? reading.month_first : reading.day;
            struct text whole = text;
            (void)has_zero_fraction(text, &whole);
            bool serial = day_of_serial(whole, &other);
            if (!day_is_none(other)) {
                day_print(other, &expected);
            }
            faults_add(&cells->faults, serial ? E_DAY_SERIAL : E_DAY, column, text, buffer_text(&expected));
            return;
        }
    }
    if (field == FIELD_TANGGAL_LAHIR && day.number > cells->today.number) {
        faults_add(&cells->faults, E_BIRTH_FUTURE, column, text, TEXT_EMPTY);
        return;
    }
    value_set_integer(out, day.number);
}
