/* applicant: one row of an applicants' file, as typed values.
 *
 * Law: what is stored is what the file said, cleaned but never guessed.
 * Source: the canonical fields of docs/contract.md. */
#ifndef PROGRAMME_APPLICANT_H
#define PROGRAMME_APPLICANT_H

#include "base/money.h"
#include "ledger/digest.h"
#include "programme/nik.h"

/* In the order of templates/applicants.csv, and behind them what it has no column for. */
enum field {
    FIELD_NIK,
    FIELD_NAMA,
    FIELD_KATEGORI,
    FIELD_KABUPATEN_USAHA,
    FIELD_KECAMATAN_USAHA,
    FIELD_DESA_USAHA,
    FIELD_ALAMAT_USAHA,
    FIELD_NAMA_USAHA,
    FIELD_SEKTOR_USAHA,
    FIELD_JENIS_USAHA,
    FIELD_NIB,
    FIELD_TANGGAL_MULAI_USAHA,
    FIELD_OMZET_BULANAN,
    FIELD_NO_KK,
    FIELD_TEMPAT_LAHIR,
    FIELD_TANGGAL_LAHIR,
    FIELD_JENIS_KELAMIN,
    FIELD_NAMA_IBU,
    FIELD_NO_HP,
    FIELD_ALAMAT,
    FIELD_DESA,
    FIELD_KECAMATAN,
    FIELD_KABUPATEN,
    FIELD_PROVINSI,
    FIELD_TANGGAL_PENGAJUAN,
    FIELD_SKOR,
    FIELD_JALUR,
    FIELD_REKOMENDASI,
    FIELD_BANK,
    FIELD_NO_REKENING,
    FIELD_NAMA_REKENING,
    FIELD_KETERANGAN,
    FIELD_JUMLAH_DIAJUKAN, /* of a category with tiers: named in it, or in a column of its own */
};
#define FIELD_COUNT 33
#define FIELD_COUNT_TEMPLATE 32

enum field_type {
    TYPE_TEXT,
    TYPE_NIK,
    TYPE_FAMILY_CARD,
    TYPE_CATEGORY,
    TYPE_KABKOTA,
    TYPE_KECAMATAN, /* a code, or a text when the name was not recognised */
    TYPE_DAY,
    TYPE_MONEY,
    TYPE_SEX,
    TYPE_NUMBER, /* 0 or more */
    TYPE_PATH,
    TYPE_PHONE,      /* text of digits that begins with 0 */
    TYPE_BANK_NUMBER /* text of digits: account numbers keep their leading zeros */
};

enum category { CATEGORY_MILENIAL = 1, CATEGORY_EMAK_EMAK = 2, CATEGORY_PEMULA = 3 };
#define CATEGORY_COUNT 3

enum path { PATH_REGULER = 1, PATH_ASPIRASI = 2 };

struct field_spec {
    const char *name; /* canonical header and column of table applicant */
    enum field_type type;
    bool required;
    const char *title; /* heading in Indonesian */
    struct text label; /* the name and a blank: how its line of the canonical text begins */
};

const struct field_spec *field_spec(enum field field);
bool field_find(struct text name, enum field *out); /* exact canonical name */

const char *category_name(enum category category);  /* "emak-emak" */
const char *category_title(enum category category); /* "Emak-Emak" */
bool category_find(struct text name, enum category *out); /* exact canonical name */
const char *sex_name(enum sex sex);                 /* "perempuan" */
const char *path_name(enum path path);              /* "reguler" */

enum value_kind { VALUE_MISSING, VALUE_INTEGER, VALUE_TEXT };

struct value {
    enum value_kind kind;
    int64_t integer;  /* NIK, KK, code, day number, rupiah, enum */
    struct text text; /* borrowed */
};

bool value_equal(const struct value *a, const struct value *b);

struct applicant {
    int64_t id;   /* 0 before it is stored */
    int64_t line; /* physical line of the file */
    int year;
    struct value fields[FIELD_COUNT];
};

struct nik applicant_nik(const struct applicant *applicant);
struct family_card applicant_family_card(const struct applicant *applicant); /* number 0 when missing */
struct day applicant_day(const struct applicant *applicant, enum field field); /* DAY_NONE when missing */

/* The value for a reader: 16 digits, yyyy-mm-dd, plain rupiah, names of regions and categories; "" when missing. */
void value_print(enum field field, const struct value *value, struct buffer *out);

/* The row's canonical text: `year`, then a line `field value` for each value that is there, in field order; numbers and
 * codes in decimal, days yyyy-mm-dd. Two rows are the same application when these texts are equal. */
void applicant_canonical(const struct applicant *applicant, struct buffer *out);

#define SALT_BYTES 16
/* SHA-256(salt || "line N\n" || canonical text) */
void applicant_commitment(struct text salt, int64_t line, struct text canonical, struct digest *out);
void applicant_commitment_begin(int64_t line, struct buffer *out); /* what stands between the two */

#endif
