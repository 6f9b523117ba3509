/* nik_damage: what happened to a person number that is none.
 *
 * Law: the damage is named and what the number would be is shown; it is never put in its place. */
#ifndef IMPORTER_NIK_DAMAGE_H
#define IMPORTER_NIK_DAMAGE_H

#include "importer/catalogue.h"
#include "programme/applicant.h"

#define NIK_CANDIDATES_MAX 5

/* 1111111111111111 is of the shape of a NIK and nobody's. */
bool nik_is_placeholder(struct nik nik);

/* The finding for a cell that nik_parse refused for `found`; adds to `would_be` the number it stands for, if there is one. */
enum finding_name nik_damage(struct text text, enum nik_fault found, struct buffer *would_be);

/* The same for a family card: separators, letters or decimals gone. */
void family_card_would_be(struct text text, struct buffer *would_be);

/* Adds the sound numbers that are one digit (lost, doubled, wrong, or two swapped) away from the cell and agree with the
 * row's birth day and sex, " | " between: those of the row's kabupaten/kota, then kecamatan, when there are more than NIK_CANDIDATES_MAX,
 * and nothing when there are still more, or the row has no birth day. */
void nik_candidates(struct text text, const struct applicant *row, struct buffer *out);

#endif
