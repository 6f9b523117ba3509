/* Foreign bytes as a formula: its form comes to an end, is not much longer, tells its references, and has a shape. */
#include "exporter/formula.h"
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct buffer form SCOPED_BUFFER = { 0 };
    struct buffer shape SCOPED_BUFFER = { 0 };
    struct formula_reference reference;
    size_t references = 0;
    formula_form((struct text){ (const char *)bytes, length }, 7, 5, &form);
    CHECK(form.length <= 16 * length + 16);
    struct text rest = buffer_text(&form);
    while (formula_form_next(&rest, 7, 5, &reference)) {
        CHECK(++references <= form.length);
        CHECK(reference.sheet.length == 0 || (reference.sheet.bytes >= form.bytes && reference.sheet.bytes + reference.sheet.length <= form.bytes + form.length));
    }
    formula_form_shape(buffer_text(&form), &shape);
    CHECK(shape.length <= 4 * form.length + 4);
    return 0;
}
