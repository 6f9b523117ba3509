/* somebody: a person, and what is known of him elsewhere, for conditions to look at. */
#ifndef UNIT_PROGRAMME_SOMEBODY_H
#define UNIT_PROGRAMME_SOMEBODY_H

#include "life.h"

#include "base/memory.h"
#include "programme/expression.h"

static struct list_names lists;

/* A person of whom the text says what there is to know: milenial, woman, born 1990-05-31, business since 2021-06-30. */
static inline struct applicant somebody(void)
{
    struct applicant applicant = person(2024, 1, CATEGORY_MILENIAL);
    struct day day;
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (!field_spec((enum field)i)->required) {
            set_missing(&applicant, (enum field)i);
        }
    }
    set_integer(&applicant, FIELD_NIK, INT64_C(1571017105900001)); /* woman, 31 May 1990 */
    set_integer(&applicant, FIELD_NO_KK, INT64_C(1571010101100001));
    set_integer(&applicant, FIELD_KABUPATEN_USAHA, 1571);
    set_integer(&applicant, FIELD_KECAMATAN_USAHA, 157101);
    set_integer(&applicant, FIELD_OMZET_BULANAN, 5000000);
    set_integer(&applicant, FIELD_JENIS_KELAMIN, SEX_WOMAN);
    set_text(&applicant, FIELD_SEKTOR_USAHA, " Kuliner Rumahan ");
    set_text(&applicant, FIELD_NIB, "tidak ada");
    day = day_at("1990-05-31");
    set_integer(&applicant, FIELD_TANGGAL_LAHIR, day.number);
    day = day_at("2021-06-30");
    set_integer(&applicant, FIELD_TANGGAL_MULAI_USAHA, day.number);
    return applicant;
}

/* Grants of 2022 and 2023 of the person and one of the family, two lists, a family of three with a turnover missing. */
static inline struct facts some_facts(void)
{
    struct facts facts = { .year = 2024, .reference_day = day_at("2024-12-31") };
    facts.history.items = memory_new(2 * sizeof(*facts.history.items));
    facts.history.items[0] = (struct grants){ .count = 2, .amount = { 25000000 }, .first_year = 2022 };
    facts.history.items[1] = (struct grants){ .count = 1, .amount = { 5000000 }, .first_year = 2023 };
    facts.history.count = 2;
    (void)number_set_add(&facts.history.niks, INT64_C(1571017105900001), 1);
    (void)number_set_add(&facts.history.cards, INT64_C(1571010101100001), 2);
    facts.families.items = memory_new(sizeof(*facts.families.items));
    facts.families.items[0] = (struct family){ .applicants = 3, .sums = { 15000000, -1 } };
    facts.families.fields[0] = FIELD_OMZET_BULANAN;
    facts.families.fields[1] = FIELD_SKOR;
    facts.families.field_count = 2;
    (void)number_set_add(&facts.families.cards, INT64_C(1571010101100001), 1);
    number_set_merge(&facts.bars.niks, INT64_C(1571017105900001), 1U << 3);
    number_set_merge(&facts.bars.cards, INT64_C(1571010101100001), 1U << 5);
    return facts;
}

/* The person is on the list asn, the family on kur. */
static inline void know_lists(struct facts *facts)
{
    for (size_t i = 0; i < lists.count; i++) {
        facts->list_bits[i] = strcmp(lists.names[i], "asn") == 0 ? 1U << 3 : (strcmp(lists.names[i], "kur") == 0 ? 1U << 5 : 0);
    }
}

static inline void forget_lists(void)
{
    for (size_t i = 0; i < lists.count; i++) {
        memory_free(lists.names[i]);
    }
    lists.count = 0;
}

#endif
