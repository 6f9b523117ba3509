/* catalogue: everything that can be wrong with a row, a kind each.
 *
 * Law: a code means one thing for ever; E1xx sets the row aside, W2xx lets it in, N3xx tells of the file as a whole, B4xx
 * is of a bank's answer, A5xx of bank accounts, X6xx of an exclusion list, V7xx of officers'
 * verdicts. */
#ifndef IMPORTER_CATALOGUE_H
#define IMPORTER_CATALOGUE_H

#include "base/finding.h"

enum finding_name {
    E_NIK_LENGTH,
    E_NIK_DIGITS,
    E_NIK_PROVINCE,
    E_NIK_DATE,
    E_NIK_SERIAL,
    E_SCIENTIFIC,
    E_NIK_CONFLICT,
    E_REQUIRED,
    E_KK_FORM,
    E_CATEGORY,
    E_KABUPATEN,
    E_DAY,
    E_BIRTH_FUTURE,
    E_SEX,
    E_MONEY,
    E_NUMBER,
    E_PATH,
    E_ACCOUNT_NUMBER,
    E_TOO_LONG,
    E_FIELDS,
    E_ENCODING,
    E_QUOTE,
    E_DELIMITER,
    E_NIK_FIFTEEN,
    E_NIK_LETTERS,
    E_NIK_SEPARATORS,
    E_NIK_DECIMALS,
    E_NIK_PLACEHOLDER,
    E_NIK_PHONE,
    E_NIK_IS_KK,
    E_DAY_SERIAL,
    W_NIK_BIRTH,
    W_NIK_SEX,
    W_NIK_KECAMATAN,
    W_KK_DATE,
    W_KK_GANDA,
    W_KECAMATAN,
    W_CATEGORY_AMOUNT,
    W_PHONE,
    W_SUBMITTED,
    W_PHONE_SECOND,
    W_KK_IS_NIK,
    W_NIK_DOUBLES,
    W_NIK_ZEROS,
    W_ACCOUNT_HOLDER,
    W_ACCOUNT_SHARED,
    W_ACCOUNT_BANK,
    N_COLUMN_IGNORED,
    N_PLACE_IS_BUSINESS,
    N_DAY_FIRST,
    N_MONTH_FIRST,
    N_DAYS_MIXED,
    N_LINES_BELOW,
    N_ROWS_EMPTY,
    N_ROWS_ASIDE,
    B_REFERENCE_UNKNOWN,
    B_AMOUNT_DIFFERS,
    B_SECOND_ANSWER,
    B_NOT_SENT,
    B_REFERENCE_MISSING,
    B_STATUS,
    B_AMOUNT,
    B_DATE,
    B_ROW_FORM,
    B_ANSWERED_BEFORE,
    B_BEFORE_SENT,
    B_REASON_MISSING,
    A_NIK_UNKNOWN,
    A_HOLDER,
    A_SHARED,
    A_DIFFERS,
    A_SENT,
    A_BANK,
    A_TWICE,
    A_NAME,
    X_KEY,
    X_NAME,
    V_NIK_UNKNOWN,
    V_WORD,
    V_REASON,
    V_REASON_LONG,
    V_TWICE,
    V_COMMITTED,
    V_NAME,
};
#define FINDING_NAMES (V_NAME + 1)

const struct finding_kind *finding_of(enum finding_name name);

/* A finding of files of bank accounts, of exclusion lists and of verdicts, by code or name; NULL when there is none. */
const struct finding_kind *list_finding_kind(const char *code);

#endif
