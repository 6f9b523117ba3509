#include "programme/applicant.h"

#include "base/error.h"
#include "programme/region.h"

#define SPEC(name, type, required, title) { name, type, required, title, { name " ", sizeof(name) } }
static const struct field_spec specs[FIELD_COUNT] = {
    [FIELD_NIK] = SPEC("nik", TYPE_NIK, true, "NIK"),
    [FIELD_NAMA] = SPEC("nama", TYPE_TEXT, true, "Nama"),
    [FIELD_KATEGORI] = SPEC("kategori", TYPE_CATEGORY, true, "Kategori"),
    [FIELD_KABUPATEN_USAHA] = SPEC("kabupaten_usaha", TYPE_KABKOTA, true, "Kabupaten/kota usaha"),
    [FIELD_KECAMATAN_USAHA] = SPEC("kecamatan_usaha", TYPE_KECAMATAN, false, "Kecamatan usaha"),
    [FIELD_DESA_USAHA] = SPEC("desa_usaha", TYPE_TEXT, false, "Desa/kelurahan usaha"),
    [FIELD_ALAMAT_USAHA] = SPEC("alamat_usaha", TYPE_TEXT, false, "Alamat usaha"),
    [FIELD_NAMA_USAHA] = SPEC("nama_usaha", TYPE_TEXT, false, "Nama usaha"),
    [FIELD_SEKTOR_USAHA] = SPEC("sektor_usaha", TYPE_TEXT, false, "Sektor usaha"),
    [FIELD_JENIS_USAHA] = SPEC("jenis_usaha", TYPE_TEXT, false, "Jenis usaha"),
    [FIELD_NIB] = SPEC("nib", TYPE_TEXT, false, "NIB/SKU/IUMK"),
    [FIELD_TANGGAL_MULAI_USAHA] = SPEC("tanggal_mulai_usaha", TYPE_DAY, false, "Tanggal mulai usaha"),
    [FIELD_OMZET_BULANAN] = SPEC("omzet_bulanan", TYPE_MONEY, false, "Omzet bulanan"),
    [FIELD_NO_KK] = SPEC("no_kk", TYPE_FAMILY_CARD, false, "No. KK"),
    [FIELD_TEMPAT_LAHIR] = SPEC("tempat_lahir", TYPE_TEXT, false, "Tempat lahir"),
    [FIELD_TANGGAL_LAHIR] = SPEC("tanggal_lahir", TYPE_DAY, false, "Tanggal lahir"),
    [FIELD_JENIS_KELAMIN] = SPEC("jenis_kelamin", TYPE_SEX, false, "Jenis kelamin"),
    [FIELD_NAMA_IBU] = SPEC("nama_ibu", TYPE_TEXT, false, "Nama ibu kandung"),
    [FIELD_NO_HP] = SPEC("no_hp", TYPE_PHONE, false, "No. HP"),
    [FIELD_ALAMAT] = SPEC("alamat", TYPE_TEXT, false, "Alamat"),
    [FIELD_DESA] = SPEC("desa", TYPE_TEXT, false, "Desa/kelurahan"),
    [FIELD_KECAMATAN] = SPEC("kecamatan", TYPE_TEXT, false, "Kecamatan"),
    [FIELD_KABUPATEN] = SPEC("kabupaten", TYPE_TEXT, false, "Kabupaten/kota"),
    [FIELD_PROVINSI] = SPEC("provinsi", TYPE_TEXT, false, "Provinsi"),
    [FIELD_TANGGAL_PENGAJUAN] = SPEC("tanggal_pengajuan", TYPE_DAY, false, "Tanggal pengajuan"),
    [FIELD_SKOR] = SPEC("skor", TYPE_NUMBER, false, "Skor"),
    [FIELD_JALUR] = SPEC("jalur", TYPE_PATH, false, "Jalur"),
    [FIELD_REKOMENDASI] = SPEC("rekomendasi", TYPE_TEXT, false, "Rekomendasi"),
    [FIELD_BANK] = SPEC("bank", TYPE_TEXT, false, "Bank"),
    [FIELD_NO_REKENING] = SPEC("no_rekening", TYPE_BANK_NUMBER, false, "No. rekening"),
    [FIELD_NAMA_REKENING] = SPEC("nama_rekening", TYPE_TEXT, false, "Nama pemilik rekening"),
    [FIELD_KETERANGAN] = SPEC("keterangan", TYPE_TEXT, false, "Keterangan"),
    [FIELD_JUMLAH_DIAJUKAN] = SPEC("jumlah_diajukan", TYPE_MONEY, false, "Jumlah diajukan"),
};

static const struct {
    const char *name;
    const char *title;
} categories[CATEGORY_COUNT + 1] = {
    [CATEGORY_MILENIAL] = { "milenial", "Milenial" },
    [CATEGORY_EMAK_EMAK] = { "emak-emak", "Emak-Emak" },
    [CATEGORY_PEMULA] = { "pemula", "Pemula" },
};

const struct field_spec *field_spec(enum field field)
{
    CHECK((unsigned)field < FIELD_COUNT);
    return &specs[field];
}

bool field_find(struct text name, enum field *out)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (text_equal(name, text_of(specs[i].name))) {
            *out = (enum field)i;
            return true;
        }
    }
    return false;
}

const char *category_name(enum category category)
{
    CHECK(category >= 1 && category <= CATEGORY_COUNT);
    return categories[category].name;
}

const char *category_title(enum category category)
{
    CHECK(category >= 1 && category <= CATEGORY_COUNT);
    return categories[category].title;
}

bool category_find(struct text name, enum category *out)
{
    for (int i = 1; i <= CATEGORY_COUNT; i++) {
        if (text_equal(name, text_of(categories[i].name))) {
            *out = (enum category)i;
            return true;
        }
    }
    return false;
}

const char *sex_name(enum sex sex)
{
    return sex == SEX_WOMAN ? "perempuan" : (sex == SEX_MAN ? "laki-laki" : "");
}

const char *path_name(enum path path)
{
    return path == PATH_ASPIRASI ? "aspirasi" : "reguler";
}

bool value_equal(const struct value *a, const struct value *b)
{
    return a->kind == b->kind && (a->kind == VALUE_MISSING || (a->kind == VALUE_INTEGER ? a->integer == b->integer : text_equal(a->text, b->text)));
}

struct nik applicant_nik(const struct applicant *applicant)
{
    return (struct nik){ applicant->fields[FIELD_NIK].integer };
}

struct family_card applicant_family_card(const struct applicant *applicant)
{
    const struct value *value = &applicant->fields[FIELD_NO_KK];
    return (struct family_card){ value->kind == VALUE_INTEGER ? value->integer : 0 };
}

struct day applicant_day(const struct applicant *applicant, enum field field)
{
    const struct value *value = &applicant->fields[field];
    if (value->kind != VALUE_INTEGER) {
        return DAY_NONE;
    }
    return (struct day){ (int32_t)value->integer };
}

static void region_print(int64_t code, struct buffer *out)
{
    const struct region *region = region_find((int)code);
    if (region == NULL) {
        buffer_add_integer(out, code);
    } else {
        buffer_add(out, region->name);
    }
}

void value_print(enum field field, const struct value *value, struct buffer *out)
{
    if (value->kind == VALUE_MISSING) {
        return;
    }
    if (value->kind == VALUE_TEXT) {
        buffer_add(out, value->text);
        return;
    }
    switch (field_spec(field)->type) {
    case TYPE_CATEGORY:
        buffer_add_string(out, category_title((enum category)value->integer));
        break;
    case TYPE_SEX:
        buffer_add_string(out, sex_name((enum sex)value->integer));
        break;
    case TYPE_PATH:
        buffer_add_string(out, path_name((enum path)value->integer));
        break;
    case TYPE_KABKOTA:
    case TYPE_KECAMATAN:
        region_print(value->integer, out);
        break;
    case TYPE_DAY:
        day_print((struct day){ (int32_t)value->integer }, out);
        break;
    case TYPE_TEXT:
    case TYPE_NIK:
    case TYPE_FAMILY_CARD:
    case TYPE_MONEY:
    case TYPE_NUMBER:
    case TYPE_PHONE:
    case TYPE_BANK_NUMBER:
        buffer_add_integer(out, value->integer);
        break;
    }
}

/* A million canonical texts are written in an import: bytes are collected here and handed on in few pieces. */
struct writer {
    struct buffer *out;
    size_t length;
    char bytes[1024];
};

enum { NUMBER_BYTES = 24 /* a day's and an integer's most, and the line end */ };

static void flush(struct writer *writer)
{
    buffer_add(writer->out, (struct text){ writer->bytes, writer->length });
    writer->length = 0;
}

/* Room for so many bytes, at most those of the writer. */
static void need(struct writer *writer, size_t bytes)
{
    if (sizeof(writer->bytes) - writer->length < bytes) {
        flush(writer);
    }
}

/* The writers below take the room they need for granted. */
static inline void write_text(struct writer *writer, struct text text)
{
    memcpy(writer->bytes + writer->length, text.bytes, text.length);
    writer->length += text.length;
}

static inline void write_byte(struct writer *writer, char byte)
{
    writer->bytes[writer->length++] = byte;
}

static void write_integer(struct writer *writer, int64_t value)
{
    char room[INTEGER_BYTES];
    write_text(writer, integer_text(value, room));
}

static inline void write_padded(struct writer *writer, int width, int value)
{
    char *to = writer->bytes + writer->length;
    for (int i = width - 1; i >= 0; i--) {
        to[i] = (char)('0' + value % 10);
        value /= 10;
    }
    writer->length += (size_t)width;
}

static void write_day(struct writer *writer, struct day day)
{
    int year;
    int month;
    int date;
    day_split(day, &year, &month, &date);
    write_padded(writer, 4, year);
    write_byte(writer, '-');
    write_padded(writer, 2, month);
    write_byte(writer, '-');
    write_padded(writer, 2, date);
}

void applicant_canonical(const struct applicant *applicant, struct buffer *out)
{
    struct writer writer;
    writer.out = out;
    writer.length = 0;
    write_text(&writer, TEXT("year "));
    write_integer(&writer, applicant->year);
    write_byte(&writer, '\n');
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct value *value = &applicant->fields[i];
        size_t length = value->kind == VALUE_TEXT ? value->text.length : 0;
        if (value->kind == VALUE_MISSING) {
            continue;
        }
        need(&writer, specs[i].label.length + NUMBER_BYTES);
        write_text(&writer, specs[i].label);
        if (value->kind == VALUE_INTEGER && specs[i].type == TYPE_DAY) {
            write_day(&writer, (struct day){ (int32_t)value->integer });
        } else if (value->kind == VALUE_INTEGER) {
            write_integer(&writer, value->integer);
        } else if (length < sizeof(writer.bytes)) {
            need(&writer, length + 1);
            write_text(&writer, length == 0 ? TEXT("") : value->text);
        } else {
            flush(&writer);
            buffer_add(out, value->text);
        }
        write_byte(&writer, '\n');
    }
    flush(&writer);
}

void applicant_commitment_begin(int64_t line, struct buffer *out)
{
    buffer_add(out, TEXT("line "));
    buffer_add_integer(out, line);
    buffer_add_byte(out, '\n');
}

void applicant_commitment(struct text salt, int64_t line, struct text canonical, struct digest *out)
{
    struct buffer prefix SCOPED_BUFFER = { 0 };
    CHECK(salt.length == SALT_BYTES);
    buffer_add(&prefix, salt);
    applicant_commitment_begin(line, &prefix);
    digest_of(buffer_text(&prefix), canonical, out);
}
