/* An applicant as a row of the table, both ways; the column order is that of the statements here. */
#ifndef PROGRAMME_APPLICANT_ROW_H
#define PROGRAMME_APPLICANT_ROW_H

#include "programme/intake.h"
#include "store/query.h"

/* One file's rows of one year, inserted one by one. */
const struct error *applicant_insert_open(struct store *store, int year, int64_t import_id, struct applicant_insert *out);
void applicant_insert_close(struct applicant_insert *insert); /* takes a zeroed one */
#define SCOPED_APPLICANT_INSERT __attribute__((cleanup(applicant_insert_close)))
const struct error *applicant_insert_run(struct applicant_insert *insert, int64_t id, const struct applicant *applicant, const struct seal *seal);

/* Writes the applicant over the row of its id, which stays of that import. */
const struct error *applicant_row_replace(struct store *store, int64_t import_id, const struct applicant *applicant, struct text salt,
                                          const struct digest *commitment);

/* Copies the row of the applicant ?8 into table amendment: its id ?1, the entry's position ?2, day ?3, account file ?4, reason ?5
 * with salt ?6 and commitment ?7. */
extern const char applicant_row_keep[];

/* The columns that applicant_row_read wants, for a SELECT: id, line, year, then the fields. */
#define APPLICANT_ROW_COLUMNS                                                                                               \
    "a.id, a.line, a.year, a.nik, a.nama, a.kategori, a.kabupaten_usaha, a.kecamatan_usaha, a.kecamatan_usaha_tertulis, "    \
    "a.desa_usaha, a.alamat_usaha, a.nama_usaha, a.sektor_usaha, a.jenis_usaha, a.nib, a.tanggal_mulai_usaha, "              \
    "a.omzet_bulanan, a.no_kk, a.tempat_lahir, a.tanggal_lahir, a.jenis_kelamin, a.nama_ibu, a.no_hp, a.alamat, a.desa, "    \
    "a.kecamatan, a.kabupaten, a.provinsi, a.tanggal_pengajuan, a.skor, a.jalur, a.rekomendasi, a.bank, a.no_rekening, "     \
    "a.nama_rekening, a.keterangan, a.jumlah_diajukan"
/* The same with the texts left out that rules seldom ask for: all but the kecamatan as written and the business permit. */
#define APPLICANT_ROW_COLUMNS_FEW                                                                                           \
    "a.id, a.line, a.year, a.nik, NULL, a.kategori, a.kabupaten_usaha, a.kecamatan_usaha, a.kecamatan_usaha_tertulis, "      \
    "NULL, NULL, NULL, NULL, NULL, a.nib, a.tanggal_mulai_usaha, a.omzet_bulanan, a.no_kk, NULL, a.tanggal_lahir, "          \
    "a.jenis_kelamin, NULL, NULL, NULL, NULL, NULL, NULL, NULL, a.tanggal_pengajuan, a.skor, a.jalur, NULL, NULL, NULL, "    \
    "NULL, NULL, a.jumlah_diajukan"
#define APPLICANT_ROW_COUNT 37

/* Reads the columns from `first` on; texts are borrowed from the query's row. */
void applicant_row_read(struct query *query, int first, struct applicant *out);
/* Only the fields whose bit is set; the others are missing. */
void applicant_row_read_fields(struct query *query, int first, uint64_t fields, struct applicant *out);

/* No two rows that intake writes have the same canonical text: the kecamatan stands in the column where it belongs, and
 * no text holds a line end. `applicant` was read from the columns from `first` on. */
bool applicant_row_unambiguous(struct query *query, int first, const struct applicant *applicant);

/* What the program counts on of a stored row: a category that exists. Errors: UNVERIFIED, a row that no file put there. */
const struct error *applicant_check(const struct applicant *applicant);
const struct error *category_check(int64_t category, int64_t applicant_id);

/* The canonical text of a set-aside row, for its commitment. */
void set_aside_canonical(int64_t kind, struct text raw, struct text findings, struct buffer *out);

#endif
