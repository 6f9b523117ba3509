/* region: provinces, kabupaten/kota and kecamatan by their Kemendagri codes, and by the names people write.
 *
 * Law: places are matched by name or suggested, never guessed.
 * Source: data/regions (Kepmendagri 300.2.2-2430 Tahun 2025 and earlier editions). BPS numbers differ: not used. */
#ifndef PROGRAMME_REGION_H
#define PROGRAMME_REGION_H

#include "base/error.h"
#include "base/text.h"
#include "ledger/journal.h"

#define REGION_JAMBI 15

struct region {
    int code;         /* 2 digits province, 4 kabupaten/kota, 6 kecamatan */
    struct text name; /* "Kabupaten Tebo", "Kota Jambi", "Bathin II Babeko"; borrowed from the binary */
    bool retired;     /* not in the 2025 edition; still found in old NIKs */
};

/* NULL when there is no such code. Includes retired ones. */
const struct region *region_find(int code);
/* All regions in the order of their codes. */
const struct region *region_all(size_t *count_out);

/* A kabupaten/kota as offices write it: "TANJAB BARAT", "Kab. Tanjung Jabung Barat", "MUARO JAMBI, KAB", "Sei Penuh",
 * "Batanghari", its 4-digit code "1505" or "15.05", or both when they agree. Names in Jambi win over the same name
 * elsewhere ("Jambi" is Kota Jambi). 0 when it is not recognised or not unique. */
int region_kabkota_parse(struct text text);
/* A kecamatan within a kabupaten/kota: "Kec. Telanai Pura", "Bathin 8", "Jaluko"; 0 when it is not recognised. */
int region_kecamatan_parse(struct text text, int kabkota);

/* The nearest name, for a suggestion: among the kabupaten/kota of Jambi, or the kecamatan of `kabkota`; NULL when
 * nothing is near, or two are as near. */
const struct region *region_kabkota_nearest(struct text text);
const struct region *region_kecamatan_nearest(struct text text, int kabkota);

/* The one kecamatan of this name in another kabupaten/kota of the same province; NULL when there is none. */
const struct region *region_kecamatan_elsewhere(struct text text, int kabkota);

/* Fills the reference table, or compares it with the built-in data. */
const struct error *region_install(struct store *store);
const struct error *region_verify(struct store *store);

#endif
