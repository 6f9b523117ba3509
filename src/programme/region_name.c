#include "base/error.h"
#include "region_key.h"

/* Both said their kind, and differently. */
static bool kinds_differ(const struct key *a, const struct key *b)
{
    return a->kind != '?' && b->kind != '?' && a->kind != b->kind;
}

static bool keys_agree(const struct key *a, const struct key *b)
{
    return text_equal(key_text(a), key_text(b)) && !kinds_differ(a, b);
}

/* The one region with a code from `first` to before `end` that has the key; 0 when there is none, or more than one. */
static int find_key(const struct key *wanted, int first, int end)
{
    int found = 0;
    if (wanted->length == 0) {
        return 0;
    }
    for (size_t i = first_of(first); i < region_names.count && region_names.regions[i].code < end; i++) {
        struct key key = key_at(i);
        if (!region_names.regions[i].retired && keys_agree(&key, wanted)) {
            if (found != 0) {
                return 0; /* a kabupaten and a kota of the same name: not said which */
            }
            found = region_names.regions[i].code;
        }
    }
    for (size_t i = 0; i < region_names.alias_count && found == 0; i++) {
        int code = region_names.aliases[i].region->code;
        if (code >= first && code < end && keys_agree(&region_names.aliases[i].key, wanted)) {
            found = code;
        }
    }
    return found;
}

static int find_kabkota(const struct name *name)
{
    struct key key = key_of(name);
    int found = find_key(&key, REGION_JAMBI * 100, REGION_JAMBI * 100 + 100);
    return found != 0 ? found : find_key(&key, 1000, 10000);
}

/* With one kind in front, with two ("Kab/Kota Tebo"), or with one behind ("Tebo, Kab"): whichever is a name first, for
 * there is a Kabupaten Lima Puluh Kota. */
static int parse_kabkota_words(struct name name)
{
    (void)cut_kind(&name);
    int found = find_kabkota(&name);
    if (found == 0 && name.kind != '?' && cut_kind(&name)) {
        found = find_kabkota(&name);
    }
    if (found == 0 && cut_kind_behind(&name)) {
        found = find_kabkota(&name);
    }
    return found;
}

/* Cuts a code of so many digits ("1505", "15.05") from the front or the end of the name; 0 when there is none. */
static int cut_code(struct name *name, size_t digits)
{
    char bytes[8];
    for (int side = 0; side < 2; side++) {
        size_t length = 0;
        size_t count = 0;
        while (count < name->count && text_all_digits(name->words[side == 0 ? count : name->count - 1 - count])) {
            count++;
        }
        size_t first = side == 0 ? 0 : name->count - count;
        for (size_t i = first; i < first + count; i++) {
            for (size_t k = 0; k < name->words[i].length && length <= digits; k++) {
                bytes[length++] = name->words[i].bytes[k];
            }
        }
        int64_t code;
        if (length == digits && text_to_integer((struct text){ bytes, length }, &code) && region_find((int)code) != NULL) {
            cut_words(name, side == 0 ? count : 0, name->count - count);
            return (int)code;
        }
    }
    return 0;
}

/* Cuts the province behind the name, "Kota Jambi, Provinsi Jambi"; false when it is another than that of `code`. */
static struct text cut_province(struct text text, struct text *province_out)
{
    static const char *const words[] = { "provinsi", "propinsi", "prov", "prop", NULL };
    size_t end = text.length;
    *province_out = TEXT_EMPTY;
    for (size_t i = 1; i < text.length && end == text.length; i++) {
        struct name rest = is_letter(text.bytes[i]) && !is_letter(text.bytes[i - 1])
                               ? split_words((struct text){ text.bytes + i, text.length - i })
                               : (struct name){ .count = 0 };
        if (rest.count > 1 && is_one_of(rest.words[0], words)) {
            *province_out = (struct text){ rest.words[1].bytes, text.length - (size_t)(rest.words[1].bytes - text.bytes) };
            end = i;
        }
    }
    return (struct text){ text.bytes, end };
}

int region_kabkota_parse(struct text text)
{
    struct text province;
    region_names_load();
    struct name name = split_words(cut_province(text, &province));
    int code = cut_code(&name, 4);
    int found = name.count == 0 ? code : parse_kabkota_words(name);
    if (code != 0 && found != code) {
        return 0; /* code and name say two things */
    }
    if (found != 0 && province.length > 0) {
        struct name said = split_words(province);
        struct key key = key_of(&said);
        struct key own = key_of_region(region_find(found / 100));
        return text_equal(key_text(&key), key_text(&own)) ? found : 0;
    }
    return found;
}

static int parse_kecamatan_words(struct text text, int kabkota)
{
    struct name name = split_words(text);
    int code = cut_code(&name, 6);
    if (code != 0 && name.count == 0) {
        return code / 100 == kabkota ? code : 0;
    }
    (void)cut_kecamatan(&name);
    struct key key = key_of(&name);
    int found = find_key(&key, kabkota * 100, kabkota * 100 + 100);
    return code == 0 || code == found ? found : 0;
}

int region_kecamatan_parse(struct text text, int kabkota)
{
    region_names_load();
    if (kabkota < 1000 || kabkota > 9999) {
        return 0;
    }
    int found = parse_kecamatan_words(text, kabkota);
    struct text rest = text;
    struct text first = text_split(&rest, ',');
    if (found == 0 && rest.length > 0 && region_kabkota_parse(rest) == kabkota) { /* "Telanaipura, Kota Jambi" */
        found = parse_kecamatan_words(first, kabkota);
    }
    return found;
}

struct near {
    const struct region *region;
    size_t distance;
    bool shared;
};

static void compare(const struct key *key, const struct region *region, const struct key *wanted, struct near *near)
{
    size_t apart = key->length > wanted->length ? (size_t)key->length - wanted->length : (size_t)wanted->length - key->length;
    if (apart * 3 > key->length) {
        return; /* as many edits at least */
    }
    size_t distance = text_distance(key_text(key), key_text(wanted)) + (kinds_differ(key, wanted) ? 1 : 0);
    if (distance * 3 > key->length || (near->region != NULL && distance > near->distance)) {
        return;
    }
    near->shared = near->region != NULL && distance == near->distance && (near->shared || near->region != region);
    near->region = region;
    near->distance = distance;
}

/* The nearest of the regions whose code / 100 is `parent`, at most a third of its letters away. */
static const struct region *nearest(const struct name *name, int parent)
{
    struct near near = { 0 };
    struct key wanted = key_of(name);
    for (size_t i = first_of(parent * 100); i < region_names.count && region_names.regions[i].code < parent * 100 + 100; i++) {
        struct key key = key_at(i);
        if (!region_names.regions[i].retired) {
            compare(&key, &region_names.regions[i], &wanted, &near);
        }
    }
    for (size_t i = 0; i < region_names.alias_count; i++) {
        if (region_names.aliases[i].region->code / 100 == parent) {
            compare(&region_names.aliases[i].key, region_names.aliases[i].region, &wanted, &near);
        }
    }
    return near.shared ? NULL : near.region;
}

const struct region *region_kabkota_nearest(struct text text)
{
    region_names_load();
    struct name name = split_words(text);
    (void)(cut_kind(&name) || cut_kind_behind(&name));
    return nearest(&name, REGION_JAMBI);
}

const struct region *region_kecamatan_nearest(struct text text, int kabkota)
{
    region_names_load();
    struct name name = split_words(text);
    (void)cut_kecamatan(&name);
    return kabkota < 1000 || kabkota > 9999 ? NULL : nearest(&name, kabkota);
}

const struct region *region_kecamatan_elsewhere(struct text text, int kabkota)
{
    region_names_load();
    struct name name = split_words(text);
    (void)cut_kecamatan(&name);
    struct key key = key_of(&name);
    int province = kabkota / 100;
    int code = province < 10 || province > 99 ? 0 : find_key(&key, province * 10000, province * 10000 + 10000);
    return code == 0 || code / 100 == kabkota ? NULL : region_find(code);
}
