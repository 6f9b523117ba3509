/* synonyms: how offices spell the headers of an applicants' file, besides the canonical names. Compared folded: case,
 * punctuation, blanks and accents do not count. */
#ifndef IMPORTER_SYNONYMS_H
#define IMPORTER_SYNONYMS_H

#include "programme/applicant.h"

#define SYNONYMS_MAX 16

static const char *const header_synonyms[FIELD_COUNT][SYNONYMS_MAX] = {
    [FIELD_NIK] = { "no nik", "nomor nik", "nik ktp", "no. ktp", "nomor ktp", "nomor induk kependudukan", "nik pemohon" },
    [FIELD_NAMA] = { "nama sesuai ktp", "nama lengkap", "nama pemohon", "nama lengkap sesuai ktp", "nama pelaku usaha",
                     "nama penerima", "nama pemilik usaha", "nama pemilik", "nama calon penerima" },
    [FIELD_KATEGORI] = { "kategori bantuan", "jenis bantuan yang diajukan", "jenis bantuan", "kategori penerima", "kategori usulan",
                         "kategori pemohon", "kelompok bantuan" },
    [FIELD_KABUPATEN_USAHA] = { "kab/kota usaha", "kabupaten/kota usaha", "kab usaha", "kota usaha", "kab/kota domisili usaha",
                                "kabupaten/kota domisili usaha", "kabupaten domisili usaha", "domisili usaha kab/kota",
                                "domisili usaha kabupaten/kota", "domisili usaha kabupaten", "kab/kota lokasi usaha",
                                "kabupaten lokasi usaha", "kabupaten tempat usaha" },
    [FIELD_KECAMATAN_USAHA] = { "kec usaha", "kecamatan domisili usaha", "kec domisili usaha", "domisili usaha kecamatan",
                                "kecamatan lokasi usaha", "kecamatan tempat usaha" },
    [FIELD_DESA_USAHA] = { "desa/kelurahan usaha", "desa/kel usaha", "kelurahan usaha", "desa/kel/rw usaha",
                           "domisili usaha desa/kel/rw", "domisili usaha desa/kelurahan", "domisili usaha desa",
                           "desa domisili usaha", "desa/kelurahan domisili usaha", "kel/desa usaha" },
    [FIELD_ALAMAT_USAHA] = { "alamat tempat usaha", "alamat lokasi usaha", "lokasi usaha", "alamat domisili usaha" },
    [FIELD_NAMA_USAHA] = { "nama umkm", "nama perusahaan", "merek usaha", "merk usaha", "nama toko" },
    [FIELD_SEKTOR_USAHA] = { "sektor", "bidang usaha", "sektor/bidang usaha" },
    [FIELD_JENIS_USAHA] = { "jenis produk", "produk", "produk usaha", "jenis/produk usaha" },
    [FIELD_NIB] = { "nib / sku / iumk", "nib/sku", "nib/iumk", "no nib", "nomor nib", "nomor induk berusaha",
                    "no. nib/sku/iumk", "nomor izin usaha" },
    [FIELD_TANGGAL_MULAI_USAHA] = { "tgl mulai usaha", "mulai usaha", "tanggal usaha berdiri", "tanggal berdiri",
                                    "tanggal berdiri usaha", "tgl berdiri usaha", "tanggal pendirian usaha" },
    [FIELD_OMZET_BULANAN] = { "omzet per bulan", "omset per bulan", "omset bulanan", "omzet/bulan", "omset/bulan", "omzet sebulan",
                              "omzet perbulan (rp)", "omzet per bulan (rp)", "rata-rata omzet per bulan" },
    [FIELD_NO_KK] = { "kk", "nomor kk", "nomor kartu keluarga", "no. kartu keluarga", "kartu keluarga", "nkk", "nokk/kartu keluarga" },
    [FIELD_TEMPAT_LAHIR] = { "tmp lahir", "tmpt lahir", "kota lahir", "kota kelahiran" },
    [FIELD_TANGGAL_LAHIR] = { "tgl lahir", "tgl. lahir", "tanggal kelahiran", "tgl kelahiran" },
    [FIELD_JENIS_KELAMIN] = { "jk", "l/p", "kelamin", "jns kelamin", "gender", "jenis kelamin (l/p)", "jenis kelamin l/p" },
    [FIELD_NAMA_IBU] = { "ibu kandung", "nama ibu kandung", "nama gadis ibu kandung", "nama gadis ibu" },
    [FIELD_NO_HP] = { "no. telp/hp", "no telp", "no telepon", "nomor hp", "nomor telepon", "telepon", "hp", "no hp/wa", "no wa",
                      "nomor wa", "no. hp/telp", "no handphone", "nomor handphone", "no telepon/hp", "telp/hp" },
    [FIELD_ALAMAT] = { "alamat sesuai ktp", "alamat ktp", "alamat rumah", "alamat lengkap", "alamat tinggal", "alamat tempat tinggal",
                       "alamat domisili", "alamat pemohon" },
    [FIELD_DESA] = { "desa/kelurahan", "desa/kel", "kelurahan", "desa/kel/rw", "kel/desa", "kelurahan/desa", "desa ktp",
                     "alamat sesuai ktp desa/kel/rw", "desa sesuai ktp", "desa/kelurahan ktp", "desa/kelurahan sesuai ktp" },
    [FIELD_KECAMATAN] = { "kec", "kecamatan ktp", "kecamatan sesuai ktp", "alamat sesuai ktp kecamatan", "kecamatan tempat tinggal" },
    [FIELD_KABUPATEN] = { "kab/kota", "kabupaten/kota", "kab", "kabupaten ktp", "kabupaten/kota ktp", "kab/kota ktp",
                          "kab/kota sesuai ktp", "kabupaten sesuai ktp", "kabupaten/kota sesuai ktp", "alamat sesuai ktp kab/kota",
                          "kabupaten tempat tinggal" },
    [FIELD_PROVINSI] = { "prov", "propinsi", "provinsi ktp", "provinsi sesuai ktp", "alamat sesuai ktp provinsi" },
    [FIELD_TANGGAL_PENGAJUAN] = { "tgl pengajuan", "tanggal permohonan", "tgl permohonan", "tanggal daftar", "tanggal pendaftaran",
                                  "tgl daftar", "tgl pendaftaran", "tanggal usulan", "tanggal pengajuan bantuan" },
    [FIELD_SKOR] = { "score", "nilai verifikasi", "skor verifikasi", "total skor", "total nilai" },
    [FIELD_JALUR] = { "jalur pengajuan", "jalur usulan", "jalur permohonan" },
    [FIELD_REKOMENDASI] = { "rekomendasi dari", "perekomendasi", "direkomendasikan oleh", "pemberi rekomendasi" },
    [FIELD_BANK] = { "nama bank", "bank penerima", "bank penyalur" },
    [FIELD_NO_REKENING] = { "nomor rekening", "no rek", "norek", "rekening", "no. rekening bank", "nomor rekening bank", "nomor rek" },
    [FIELD_NAMA_REKENING] = { "nama pemilik rekening", "atas nama rekening", "atas nama", "nama di rekening", "nama pada rekening",
                              "nama rekening bank", "nama pemegang rekening", "pemilik rekening" },
    [FIELD_KETERANGAN] = { "ket", "catatan", "keterangan lain" },
};

#endif
