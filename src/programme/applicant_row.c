#include "applicant_row.h"

#include "base/error.h"
#include "base/language.h"
#include "programme/region.h"

static const char applicant_row_insert[] =
    "INSERT INTO applicant (id, line, year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, "
    "desa_usaha, alamat_usaha, nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, "
    "tanggal_lahir, jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, "
    "rekomendasi, bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, import_id, salt, commitment) VALUES "
    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, "
    "?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40)";

static const char applicant_row_update[] =
    "UPDATE applicant SET line = ?2, year = ?3, nik = ?4, nama = ?5, kategori = ?6, kabupaten_usaha = ?7, kecamatan_usaha = "
    "?8, kecamatan_usaha_tertulis = ?9, desa_usaha = ?10, alamat_usaha = ?11, nama_usaha = ?12, sektor_usaha = ?13, "
    "jenis_usaha = ?14, nib = ?15, tanggal_mulai_usaha = ?16, omzet_bulanan = ?17, no_kk = ?18, tempat_lahir = ?19, "
    "tanggal_lahir = ?20, jenis_kelamin = ?21, nama_ibu = ?22, no_hp = ?23, alamat = ?24, desa = ?25, kecamatan = ?26, "
    "kabupaten = ?27, provinsi = ?28, tanggal_pengajuan = ?29, skor = ?30, jalur = ?31, rekomendasi = ?32, bank = ?33, "
    "no_rekening = ?34, nama_rekening = ?35, keterangan = ?36, jumlah_diajukan = ?37, import_id = ?38, salt = ?39, commitment = ?40 WHERE id = ?1";

const char applicant_row_keep[] =
    "INSERT INTO amendment (id, position, day, account_file, reason, reason_salt, reason_commitment, applicant_id, line, "
    "year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, "
    "nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, "
    "jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, "
    "rekomendasi, bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, id, "
    "line, year, nik, nama, kategori, kabupaten_usaha, kecamatan_usaha, kecamatan_usaha_tertulis, desa_usaha, alamat_usaha, "
    "nama_usaha, sektor_usaha, jenis_usaha, nib, tanggal_mulai_usaha, omzet_bulanan, no_kk, tempat_lahir, tanggal_lahir, "
    "jenis_kelamin, nama_ibu, no_hp, alamat, desa, kecamatan, kabupaten, provinsi, tanggal_pengajuan, skor, jalur, "
    "rekomendasi, bank, no_rekening, nama_rekening, keterangan, jumlah_diajukan, salt, commitment FROM applicant WHERE id = ?8";

enum { FIRST_FIELD = 3 /* columns before the fields */ };

/* What is missing in this row and in the one before is bound already: a third of the columns of most files. */
static void bind_value(struct applicant_insert *insert, int parameter, const struct value *value, enum value_kind wanted)
{
    uint64_t bit = UINT64_C(1) << parameter;
    if (value->kind != wanted || wanted == VALUE_MISSING) {
        if ((insert->bound & bit) != 0) {
            query_bind_null(insert->query, parameter);
            insert->bound &= ~bit;
        }
        return;
    }
    insert->bound |= bit;
    if (wanted == VALUE_INTEGER) {
        query_bind_integer(insert->query, parameter, value->integer);
    } else {
        query_bind_text(insert->query, parameter, value->text);
    }
}

const struct error *applicant_insert_open(struct store *store, int year, int64_t import_id, struct applicant_insert *out)
{
    struct applicant_insert insert = { .year = year };
    TRY(query_open(store, applicant_row_insert, &insert.query));
    query_bind_integer(insert.query, 3, year);
    query_bind_integer(insert.query, 38, import_id);
    *out = insert;
    return NULL;
}

void applicant_insert_close(struct applicant_insert *insert)
{
    query_close(insert->query);
    *insert = (struct applicant_insert){ 0 };
}

static void bind_row(struct applicant_insert *insert, int64_t id, const struct applicant *applicant, struct text salt, const struct digest *commitment)
{
    int parameter = FIRST_FIELD;
    CHECK(applicant->year == insert->year);
    query_bind_integer(insert->query, 1, id);
    query_bind_integer(insert->query, 2, applicant->line);
    for (int i = 0; i < FIELD_COUNT; i++) {
        const struct value *value = &applicant->fields[i];
        if (field_spec((enum field)i)->type == TYPE_KECAMATAN) { /* a code, or the name as written, each in its column */
            bind_value(insert, ++parameter, value, VALUE_INTEGER);
            bind_value(insert, ++parameter, value, VALUE_TEXT);
        } else {
            bind_value(insert, ++parameter, value, value->kind);
        }
    }
    CHECK(parameter == APPLICANT_ROW_COUNT);
    query_bind_bytes(insert->query, 39, salt.bytes, salt.length);
    query_bind_bytes(insert->query, 40, commitment->bytes, DIGEST_BYTES);
}

const struct error *applicant_insert_run(struct applicant_insert *insert, int64_t id, const struct applicant *applicant, const struct seal *seal)
{
    bind_row(insert, id, applicant, (struct text){ (const char *)seal->salt, SALT_BYTES }, &seal->commitment);
    return query_run(insert->query);
}

const struct error *applicant_row_replace(struct store *store, int64_t import_id, const struct applicant *applicant, struct text salt,
                                          const struct digest *commitment)
{
    struct applicant_insert update SCOPED_APPLICANT_INSERT = { .year = applicant->year, .bound = UINT64_MAX };
    TRY(query_open(store, applicant_row_update, &update.query));
    query_bind_integer(update.query, 3, applicant->year);
    query_bind_integer(update.query, 38, import_id);
    bind_row(&update, applicant->id, applicant, salt, commitment);
    return query_run(update.query);
}

/* Most of what is read are numbers: they are asked for first, since each question is a call. */
static void read_value(struct query *query, int column, struct value *out)
{
    if (query_is_integer(query, column)) {
        *out = (struct value){ .kind = VALUE_INTEGER, .integer = query_integer(query, column) };
    } else if (query_is_null(query, column)) {
        *out = (struct value){ .kind = VALUE_MISSING };
    } else {
        *out = (struct value){ .kind = VALUE_TEXT, .text = query_text(query, column) };
    }
}

void applicant_row_read_fields(struct query *query, int first, uint64_t fields, struct applicant *out)
{
    int column = first + FIRST_FIELD;
    out->id = query_integer(query, first);
    out->line = query_integer(query, first + 1);
    out->year = (int)query_integer(query, first + 2);
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool wanted = (fields >> i & 1) != 0;
        out->fields[i].kind = VALUE_MISSING;
        if (wanted) {
            read_value(query, column, &out->fields[i]);
        }
        column++;
        if (i == FIELD_KECAMATAN_USAHA) { /* a code, or the name as written, each in its column */
            if (wanted && out->fields[i].kind == VALUE_MISSING) {
                read_value(query, column, &out->fields[i]);
            }
            column++;
        }
    }
}

void applicant_row_read(struct query *query, int first, struct applicant *out)
{
    applicant_row_read_fields(query, first, UINT64_MAX, out);
}

bool applicant_row_unambiguous(struct query *query, int first, const struct applicant *applicant)
{
    const struct value *kecamatan = &applicant->fields[FIELD_KECAMATAN_USAHA];
    int kabkota = (int)applicant->fields[FIELD_KABUPATEN_USAHA].integer;
    int column = first + FIRST_FIELD + FIELD_KECAMATAN_USAHA;
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (applicant->fields[i].kind == VALUE_TEXT && text_control(applicant->fields[i].text) < applicant->fields[i].text.length) {
            return false;
        }
    }
    switch (kecamatan->kind) {
    case VALUE_INTEGER:
        return query_is_null(query, column + 1) && kecamatan->integer / 100 == kabkota && region_find((int)kecamatan->integer) != NULL;
    case VALUE_TEXT:
        return !text_all_digits(kecamatan->text) || region_kecamatan_parse(kecamatan->text, kabkota) == 0;
    case VALUE_MISSING:
        break;
    }
    return true;
}

void set_aside_canonical(int64_t kind, struct text raw, struct text findings, struct buffer *out)
{
    buffer_add_string(out, "kind ");
    buffer_add_integer(out, kind);
    buffer_format(out, "\nraw %zu\n", raw.length);
    buffer_add(out, raw);
    buffer_add_byte(out, '\n');
    buffer_add(out, findings);
}

const struct error *category_check(int64_t category, int64_t applicant_id)
{
    if (category < 1 || category > CATEGORY_COUNT) {
        return error_new(ERROR_UNVERIFIED, _("table applicant: row %lld was changed: it has no category; run `dumisake verify`"), (long long)applicant_id);
    }
    return NULL;
}

const struct error *applicant_check(const struct applicant *applicant)
{
    const struct value *category = &applicant->fields[FIELD_KATEGORI];
    return category_check(category->kind == VALUE_INTEGER ? category->integer : 0, applicant->id);
}
