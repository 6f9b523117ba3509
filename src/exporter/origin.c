/* What the properties of a workbook say of where it comes from: set_properties() of workbook.c wrote it. */
#include "base/memory.h"
#include "workbook_reader_internal.h"

enum { PROPERTY_BYTES_MAX = 1000 };

struct properties {
    struct buffer subject;
    struct buffer description;
    struct buffer *current; /* the one that is being read; NULL = another element */
};

static void on_element(void *context, const char *name, const char *const *attributes)
{
    struct properties *properties = context;
    (void)attributes;
    properties->current = strcmp(name, "subject") == 0 ? &properties->subject : strcmp(name, "description") == 0 ? &properties->description : NULL;
}

static void on_end(void *context, const char *name)
{
    (void)name;
    ((struct properties *)context)->current = NULL;
}

static void on_text(void *context, struct text text)
{
    struct buffer *current = ((struct properties *)context)->current;
    if (current != NULL && current->length + text.length <= PROPERTY_BYTES_MAX) {
        buffer_add(current, text);
    }
}

static bool take_after(struct text *rest_inout, struct text word, struct text *out)
{
    *out = text_trim(text_split(rest_inout, ';'));
    if (!text_starts_with(*out, word)) {
        return false;
    }
    *out = (struct text){ out->bytes + word.length, out->length - word.length };
    return true;
}

static bool copy_value(struct text from, char *to, size_t size)
{
    if (from.length == 0 || from.length >= size) {
        return false;
    }
    memcpy(to, from.bytes, from.length);
    to[from.length] = '\0';
    return true;
}

/* "Akar Merkle ROOT, N entri" */
static bool take_subject(struct text subject, struct origin *out)
{
    static const char unit[] = " entri";
    struct text root = text_split(&subject, ',');
    struct text count = text_trim(subject);
    uint8_t bytes[DIGEST_BYTES];
    if (!text_starts_with(root, TEXT("Akar Merkle ")) || count.length <= sizeof(unit) - 1) {
        return false;
    }
    root = (struct text){ root.bytes + 12, root.length - 12 };
    count.length -= sizeof(unit) - 1;
    return text_to_bytes(root, bytes, sizeof(bytes)) && copy_value(root, out->root, sizeof(out->root)) && text_to_integer(count, &out->entries) && out->entries > 0;
}

/* "penghapusan sampai entri N; sampel N METHOD OF; benih SEED", both or one of them; the seed to the end, whatever is in it. */
static bool take_optional(struct text rest, struct origin *out)
{
    struct text before = rest;
    struct text value;
    struct text method;
    int64_t size;
    if (take_after(&rest, TEXT("penghapusan sampai entri "), &value)) {
        if (!text_to_integer(value, &out->erasures_until) || out->erasures_until < 1) {
            return false;
        }
        before = rest;
    }
    rest = before;
    if (text_trim(rest).length == 0) {
        return true;
    }
    if (!take_after(&rest, TEXT("sampel "), &value) || !text_to_integer(text_split(&value, ' '), &size)) {
        return false;
    }
    method = text_split(&value, ' ');
    rest = text_trim(rest);
    return text_starts_with(rest, TEXT("benih ")) && issue_sample_parse(size, method, value, (struct text){ rest.bytes + 6, rest.length - 6 }, &out->sample);
}

/* "Pengenal buku besar ID; SHA-256 templat SHA256; tahun 2024; edisi lengkap; per 2024-12-31; dumisake VERSION", and what take_optional() takes. */
static bool take_description(struct text rest, struct origin *out)
{
    struct text value;
    int64_t year = 0;
    out->as_of = DAY_NONE;
    if (!take_after(&rest, TEXT("Pengenal buku besar "), &value) || !copy_value(value, out->ledger, sizeof(out->ledger)) ||
        !take_after(&rest, TEXT("SHA-256 templat "), &value) || !text_to_bytes(value, out->template.bytes, DIGEST_BYTES) || !take_after(&rest, TEXT("tahun "), &value) ||
        (!text_equal(value, TEXT("semua")) && (!text_to_integer(value, &year) || year < 2000 || year > 2199))) {
        return false;
    }
    out->year = (int)year;
    if (!take_after(&rest, TEXT("edisi "), &value)) {
        return false;
    }
    out->masked = text_equal(value, TEXT("publikasi"));
    return take_after(&rest, TEXT("per "), &value) && (text_equal(value, TEXT("entri terakhir")) || day_parse_iso(value, &out->as_of)) &&
           take_after(&rest, TEXT("dumisake "), &value) && copy_value(value, out->version, sizeof(out->version)) && take_optional(rest, out);
}

const struct error *workbook_reader_origin(struct workbook_reader *reader, struct origin *out)
{
    static const struct part_events events = { on_element, on_end, on_text };
    struct properties properties = { .current = NULL };
    const struct error *error = NULL;
    *out = (struct origin){ .as_of = DAY_NONE };
    if (package_has(reader->package, "docProps/core.xml")) {
        error = part_read(reader->package, "docProps/core.xml", &events, &properties);
        out->known = error == NULL && take_subject(text_trim(buffer_text(&properties.subject)), out) && take_description(text_trim(buffer_text(&properties.description)), out);
    }
    buffer_free(&properties.subject);
    buffer_free(&properties.description);
    return error;
}
