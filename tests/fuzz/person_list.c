/* Foreign bytes as a list of people: each row gives values that can be stored, or findings; names can be compared. */
#include "foreign.h"
#include "importer/person_list.h"
#include "programme/person_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_row(struct person_list *list, const struct applicant *row)
{
    struct text name = row->fields[FIELD_NAMA].text;
    struct text holder = row->fields[FIELD_NAMA_REKENING].text;
    int64_t errors = list->findings->counted[FINDING_ERROR];
    CHECK(person_names_agree(name, holder) == person_names_agree(holder, name));
    person_list_fault(list, X_NAME, FIELD_NAMA, name);
    if (!person_list_sound(list)) {
        CHECK(list->findings->counted[FINDING_ERROR] > errors);
        return;
    }
    for (int field = 0; field < FIELD_COUNT; field++) {
        const struct value *value = &row->fields[field];
        CHECK(value->kind != VALUE_TEXT || (value->text.length > 0 && text_utf8_invalid(value->text) == value->text.length &&
                                            text_control(value->text) == value->text.length));
        CHECK(value->kind == VALUE_MISSING || list->columns.of_field[field] != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const enum field fields[] = { FIELD_NIK, FIELD_NO_KK, FIELD_NAMA, FIELD_BANK, FIELD_NO_REKENING, FIELD_NAMA_REKENING, FIELD_KETERANGAN, FIELD_COUNT };
    static struct person_list list;
    const struct programme rules = { .year = 2024 };
    struct findings findings;
    struct applicant row;
    bool more = true;
    if (length > 65536) {
        return 0;
    }
    findings_init(&findings);
    if (person_list_open(foreign_file(bytes, length), NULL, &rules, (struct day){ 19875 }, fields, &findings, &list) == NULL) {
        (void)person_list_require(&list, fields);
        while (person_list_next(&list, &row, &more) == NULL && more) {
            check_row(&list, &row);
        }
        person_list_close(&list);
    }
    findings_free(&findings);
    return 0;
}
