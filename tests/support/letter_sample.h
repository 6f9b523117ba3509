/* letter_sample: an applicant refused for as many rules as one likes. */
#ifndef SUPPORT_LETTER_SAMPLE_H
#define SUPPORT_LETTER_SAMPLE_H

#include <stdio.h>

#include "base/memory.h"
#include "exporter/letter.h"

/* Literals that the code under test does not change. */
static inline char *sample_word(const char *literal)
{
    union {
        const char *in;
        char *out;
    } cast = { .in = literal };
    return cast.out;
}

static inline void sample_fill(struct programme *programme, struct explanation *explanation, size_t rules)
{
    *programme = (struct programme){ .year = 2024, .name = sample_word("Dumisake UMKM 2024"), .amounts = { [CATEGORY_EMAK_EMAK] = { 5000000 } } };
    *explanation = (struct explanation){ .found = true, .line = 2, .file = "pemohon.csv", .category = CATEGORY_EMAK_EMAK, .status = DECISION_INELIGIBLE };
    buffer_add_string(&explanation->name, "Sari Contoh");
    for (size_t i = 0; i < rules; i++) {
        struct rule_view *view = &explanation->rules[explanation->rule_count++];
        programme->rules[i] = (struct rule){ .code = sample_word("usaha-mikro"), .title = sample_word("Usaha mikro"), .source = sample_word("PP 7/2021"), .assumed = true };
        *view = (struct rule_view){ .rule = &programme->rules[i], .outcome = OUTCOME_FAIL, .effect = DECISION_INELIGIBLE };
        buffer_add_string(&view->words.value, "omzet bulanan 200.000.000");
        buffer_add_string(&view->words.from, "pemohon.csv baris 2");
        buffer_add_string(&view->words.threshold, "omzet bulanan x 12 paling banyak 2.000.000.000");
        buffer_add_string(&view->words.flip, "omzet bulanan x 12 paling banyak 2.000.000.000 (tertulis: 2.400.000.000)");
    }
}

#endif
