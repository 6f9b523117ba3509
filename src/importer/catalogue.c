#include "importer/catalogue.h"

#include "base/error.h"
#include "base/language.h"
#include "importer/bank_result.h"
#include "importer/import.h"

static const struct finding_kind kinds[FINDING_NAMES] = {
    [E_NIK_LENGTH] = { "E101", "nik-length", FINDING_ERROR, N_("a NIK has 16 digits and does not begin with 0"),
        N_("The number has too few or too many digits, or lost one on its way. Nobody can be identified by it. Copy all 16 digits "
           "from the identity card (KTP) into the file and import it again.") },
    [E_NIK_DIGITS] = { "E102", "nik-digits", FINDING_ERROR, N_("a NIK consists of digits only"),
        N_("There are letters, blanks or signs within the number. Copy the 16 digits from the identity card (KTP), without blanks and "
           "dots, and import the file again.") },
    [E_NIK_PROVINCE] = { "E103", "nik-province", FINDING_ERROR, N_("the first two digits of a NIK are the code of a province, and there is no such province"),
        N_("A NIK begins with the region where it was first issued. No edition of the Kemendagri codes has this province, so a digit is "
           "wrong. Compare the number with the identity card (KTP).") },
    [E_NIK_DATE] = { "E104", "nik-date", FINDING_ERROR, N_("digits 7 to 12 of a NIK are the day of birth (a woman's day plus 40), and there is no such day"),
        N_("Digits 7 to 12 of a NIK say day, month and year of birth; 40 is added to the day of a woman. These digits name no day of the "
           "calendar, so a digit is wrong. Compare the number with the identity card (KTP).") },
    [E_NIK_SERIAL] = { "E105", "nik-serial", FINDING_ERROR, N_("the last four digits of a NIK are 0001 to 9999"),
        N_("A NIK never ends in 0000. A spreadsheet that takes the NIK for a number rounds its last digits to zero: the true digits are "
           "lost from this file. Take the number from the identity card (KTP) and format the column as text.") },
    [E_SCIENTIFIC] = { "E106", "scientific", FINDING_ERROR, N_("a spreadsheet turned this number into scientific notation; its last digits are lost"),
        N_("A spreadsheet took the number for an amount and shortened it, as in 1,57102E+15. The digits cannot be got back from this "
           "file. Take the file from the program it comes from once more: in Excel open it by Data > From Text/CSV and give the column "
           "the type Text before loading; in LibreOffice mark the column as Text in the import window. Then save as CSV without opening "
           "the CSV file again. A number that was typed into a cell of type General must be typed again, in a cell of type Text.") },
    [E_NIK_CONFLICT] = { "E107", "nik-conflict", FINDING_ERROR, N_("this NIK is in the register of the year with other content"),
        N_("One person applies once a year. The register holds another row with this NIK, in the place that is named, and this row "
           "differs from it. The earlier row stays; this one is set aside and nothing is merged. Find out which of the two is "
           "right: `amend NIK --set FIELD=VALUE --reason TEXT` corrects the one that stands, and this one is unchanged when it says the same.") },
    [E_ERASED] = { "E108", "erased", FINDING_ERROR, N_("the data of this person were erased since this file was taken in; the row is not taken in again"),
        N_("The file was taken in before, and `erase` removed what the register had of this row since. Taking the file in once more does not bring "
           "the person back: nothing of the row is stored. Who applies again hands in a new application, in a new file.") },
    [E_REQUIRED] = { "E110", "required", FINDING_ERROR, N_("this field must not be empty"),
        N_("NIK, name, category and kabupaten/kota of the business are needed of everybody: without them nobody can be identified or "
           "judged. Fill the cell in and import the file again.") },
    [E_KK_FORM] = { "E111", "kk", FINDING_ERROR, N_("a KK number has 16 digits"),
        N_("The number of the family card (kartu keluarga) is not complete, so it cannot show whether a family is helped twice. Copy all "
           "16 digits from the card, or leave the cell empty.") },
    [E_CATEGORY] = { "E112", "category", FINDING_ERROR, N_("not a category of the programme: milenial, emak-emak or pemula"),
        N_("The category decides which rules apply and what is paid, so it is not guessed. Write milenial, emak-emak or pemula; usual "
           "spellings such as \"Mak-Mak\" or \"WP\" are understood.") },
    [E_KABUPATEN] = { "E113", "kabupaten", FINDING_ERROR, N_("not the name of a kabupaten or kota"),
        N_("The kabupaten/kota of the business decides who verifies and which quota applies, so it is not guessed. Write the official "
           "name or its 4-digit Kemendagri code; the nearest name is suggested.") },
    [E_DAY] = { "E114", "date", FINDING_ERROR, N_("not a date: write yyyy-mm-dd or dd/mm/yyyy"),
        N_("The day does not exist, or is written in another way. Days are read as yyyy-mm-dd, dd/mm/yyyy, d-m-yy, d.m.yyyy, 3 Maret 1990 or "
           "12-Mar-2024, with the names of months in Indonesian or English. Whether day or month stands first is decided for the column "
           "from all its rows (N303, N304); a day that only fits the other order is refused and shown. A year of two digits is that of "
           "a birth in the last 100 years, and for other days lies at most ten years ahead.") },
    [E_BIRTH_FUTURE] = { "E115", "birth-in-future", FINDING_ERROR, N_("nobody is born after today"),
        N_("The day of birth lies after the day of the import. Usually the year has a wrong digit. Compare it with the identity card.") },
    [E_SEX] = { "E116", "sex", FINDING_ERROR, N_("write L or P, laki-laki or perempuan"),
        N_("The word is not known as a sex. L, laki-laki and pria, P, perempuan and wanita are understood. Category emak-emak depends on it.") },
    [E_MONEY] = { "E117", "amount", FINDING_ERROR, N_("not an amount in whole rupiah, 0 or more"),
        N_("Amounts are read as 1500000, Rp 1.500.000,00 or 1,500,000, and with a word behind: 750rb, 1,5 juta, 1,2 miliar. No sign, no range, "
           "no fraction of a rupiah, and nothing that can be two amounts, such as \"1.500 juta\".") },
    [E_NUMBER] = { "E118", "number", FINDING_ERROR, N_("not a whole number, 0 or more"),
        N_("The score ranks applicants, so it must be a plain number: digits only, without sign and fraction.") },
    [E_PATH] = { "E119", "path", FINDING_ERROR, N_("write reguler or aspirasi"),
        N_("Applications come by the regular path or are recommended by a council member (aspirasi). Auditors look at the two apart, so "
           "another word is not guessed. An empty cell is allowed.") },
    [E_ACCOUNT_NUMBER] = { "E120", "account-number", FINDING_ERROR, N_("a bank account number consists of digits only"),
        N_("Money is sent to this number. Blanks, dots and dashes are taken away; anything else makes it doubtful. Copy the number from "
           "the account book, as text, with its leading zeros. A number that ends in ,00 or .0 went through a calculation: its leading "
           "zeros are lost.") },
    [E_TOO_LONG] = { "E121", "too-long", FINDING_ERROR, N_("longer than 1,000 bytes"),
        N_("A text of this length in one cell usually means that a quote was not closed and several rows ran together. Look at the row in "
           "a text editor.") },
    [E_FIELDS] = { "E130", "fields", FINDING_ERROR, N_("the row has another number of fields than the header"),
        N_("A delimiter is missing or stands within a text that is not quoted, so that cells moved into other columns. Nothing of such a "
           "row can be trusted. Put the text in double quotes.") },
    [E_ENCODING] = { "E131", "encoding", FINDING_ERROR, N_("the row is not UTF-8 text"),
        N_("Bytes of this row are no UTF-8, so names in it would be broken. Open the file in the program it comes from and save it as "
           "\"CSV UTF-8\".") },
    [E_QUOTE] = { "E132", "quote", FINDING_ERROR, N_("the quotes of this cell do not fit"),
        N_("A quoted cell ends with its second quote; a quote within the text is written twice. Here a quote is not closed, or text follows "
           "the closing one, so it is not sure where the cell ends. The row is set aside, the rows below it are read. Write quotes within "
           "the text twice.") },
    [E_DELIMITER] = { "E133", "delimiter", FINDING_ERROR, N_("the row is written with another delimiter than the file"),
        N_("Its cells stand between other signs than those of the other rows, as when a line was added by hand. It could be read by the "
           "other delimiter, but nothing is taken in by guessing. Write it with the delimiter of the file.") },
    [E_NIK_FIFTEEN] = { "E140", "nik-fifteen", FINDING_ERROR, N_("the NIK has 15 digits: the first, the last or one between was lost"),
        N_("A spreadsheet keeps 15 digits of a number, and a hurried hand loses one at either end. Nobody can say from the number alone "
           "which one: the numbers that fit the row's day of birth, sex and place are listed where there are few. Copy all 16 digits "
           "from the identity card (KTP).") },
    [E_NIK_LETTERS] = { "E141", "nik-letters", FINDING_ERROR, N_("letters stand in the NIK that look like digits: O for 0, l or I for 1"),
        N_("The number was typed or scanned with letters in it. What it would be with digits is shown and not used. Compare it with the "
           "identity card (KTP) and write digits.") },
    [E_NIK_SEPARATORS] = { "E142", "nik-separators", FINDING_ERROR, N_("blanks, dots or dashes stand within the NIK"),
        N_("The 16 digits are there, grouped by signs. The number without them is shown. A NIK identifies a person and is taken in only "
           "as it must stand: remove the signs (find and replace in the column, which must be of type Text) and import again.") },
    [E_NIK_DECIMALS] = { "E143", "nik-decimals", FINDING_ERROR, N_("the NIK ends in decimals: it was kept as a number, not as text"),
        N_("A program calculated with the NIK (\"1571015203900001,00\", \"1571015203900001.0\"). Spreadsheets change the last digit of such "
           "a number, and other programs those of provinces 91 to 96. The number is shown where it can be right. Compare it with the "
           "identity card (KTP) and format the column as text.") },
    [E_NIK_PLACEHOLDER] = { "E144", "nik-placeholder", FINDING_ERROR, N_("this is no person's NIK but a number to fill the cell"),
        N_("All digits are the same or count up or down, as in 1111111111111111 or 1234567890123456. Somebody filled in a form that asked "
           "for 16 digits. Ask the applicant for the identity card (KTP).") },
    [E_NIK_PHONE] = { "E145", "nik-phone", FINDING_ERROR, N_("a phone number stands in place of the NIK"),
        N_("The number begins like a mobile phone's (08, 62 or 8) and has its length. The cells of this row have perhaps moved into other "
           "columns. Write the NIK from the identity card (KTP).") },
    [E_NIK_IS_KK] = { "E146", "nik-is-kk", FINDING_ERROR, N_("the number of the family card (KK) stands in place of the NIK"),
        N_("The row has the same number as NIK and as KK, or its KK fits the day of birth and its NIK does not. A family card's number "
           "holds its day of issue, and no person is identified by it. Write the NIK from the identity card (KTP).") },
    [E_DAY_SERIAL] = { "E147", "date-serial", FINDING_ERROR, N_("a spreadsheet's number of a day instead of the day"),
        N_("Spreadsheets count days from 1900 and show the count when the cell is not of type Date. The day it stands for is shown and "
           "not used: some spreadsheets count from 1904. Give the column the type Date, yyyy-mm-dd, and save the file again.") },
    [W_NIK_BIRTH] = { "W201", "nik-birth", FINDING_WARNING, N_("the NIK says another day of birth"),
        N_("A NIK keeps the day of birth that was registered first; a corrected day does not change it. More often one of the two has a "
           "wrong digit. Compare both with the identity card.") },
    [W_NIK_SEX] = { "W202", "nik-sex", FINDING_WARNING, N_("the NIK says the other sex"),
        N_("In a woman's NIK 40 is added to the day of birth. Here the NIK and the stated sex disagree: the number or the cell is wrong, "
           "or the number is another person's.") },
    [W_NIK_KECAMATAN] = { "W203", "nik-kecamatan", FINDING_WARNING, N_("no kecamatan has the code in the first six digits of the NIK"),
        N_("The first six digits of a NIK name the kecamatan where it was first issued. No edition of the Kemendagri codes at hand has "
           "this one: it may be an old code, or a digit is wrong.") },
    [W_KK_DATE] = { "W204", "kk-date", FINDING_WARNING, N_("digits 7 to 12 of a KK number are its day of issue, and there is no such day"),
        N_("A family card's number holds the day on which it was issued. This one names no day of the calendar: a digit is probably wrong, "
           "or a NIK of a woman was written in its place.") },
    [W_KK_GANDA] = { "W205", "kk-ganda", FINDING_WARNING, N_("another applicant of the year has the same KK"),
        N_("One application per family card. The other one stands in the place that is named. Both rows are in the register; only one of "
           "them can be paid. Find out whether they are one family.") },
    [W_KECAMATAN] = { "W206", "kecamatan", FINDING_WARNING, N_("no kecamatan of that kabupaten/kota has this name"),
        N_("The name is kept as it was written. Reports by kecamatan cannot count this person until it is right; the nearest name is "
           "suggested.") },
    [W_CATEGORY_AMOUNT] = { "W207", "category-amount", FINDING_WARNING, N_("the category names another amount than the programme pays"),
        N_("The amounts changed from year to year. The programme's amount is paid, whatever the file says. Check that the file belongs to "
           "this year.") },
    [W_PHONE] = { "W208", "phone", FINDING_WARNING, N_("a mobile phone number begins with 08 and has 10 to 13 digits"),
        N_("The number is kept as it is. The applicant can perhaps not be called.") },
    [W_SUBMITTED] = { "W209", "submitted-year", FINDING_WARNING, N_("the day of application is not in the programme year"),
        N_("People are served in the order of tanggal_pengajuan: a wrong day moves a person to the front or to the end. Compare it with the "
           "proposal's receipt.") },
    [W_PHONE_SECOND] = { "W210", "phone-second", FINDING_WARNING, N_("several phone numbers in one cell; the first is kept"),
        N_("One number is kept for each applicant. The others are only in the file.") },
    [W_KK_IS_NIK] = { "W211", "kk-is-nik", FINDING_WARNING, N_("the KK number is the person's own NIK"),
        N_("The NIK was copied into the column of the family card. The number fits the person's birth, so the NIK is kept; but without the "
           "true KK nobody sees whether the family is helped twice. Write the number of the family card (KK).") },
    [W_NIK_DOUBLES] = { "W212", "nik-doubles", FINDING_WARNING, N_("all NIK of provinces 91 to 96 are even: a program changed their last digits"),
        N_("These numbers are above 2^53. A program that holds them as floating-point numbers makes every odd one even, so a person gets "
           "another's number. It shows only when many are together: a single number looks sound. Export the file with the column as "
           "text and compare the NIK of these people with their identity cards.") },
    [W_NIK_ZEROS] = { "W213", "nik-zeros", FINDING_WARNING, N_("far too many NIK end in 0: a spreadsheet cut off the sixteenth digit"),
        N_("One NIK in ten ends in 0; of this file's more than three in ten do. Spreadsheets keep 15 digits and write 0 for the last, so "
           "these are other people's numbers. Such a file is refused; --force takes it in and the journal says so. To export it "
           "properly: give the column the type Text before the numbers are typed or loaded (Excel: Data > From Text/CSV), then save as "
           "CSV.") },
    [W_ACCOUNT_HOLDER] = { "W214", "holder-differs", FINDING_WARNING, N_("the account holder's name does not agree with the applicant's"),
        N_("The money would go to an account in another name. The bank may send it back, and auditors ask whose account it is. Compare with the "
           "account book. `send` holds the payment back until the name or the account is corrected with `amend`, where the reason stands "
           "when it is somebody else's after all.") },
    [W_ACCOUNT_SHARED] = { "W215", "account-of-another", FINDING_WARNING, N_("another applicant of the year has this account"),
        N_("Two people would be paid into one account. Auditors look for just that. Compare with both account books; are they one person? "
           "`send` holds both payments back until `amend NIK --set no_rekening=... --reason ...` gives one an account of the person's own.") },
    [W_ACCOUNT_BANK] = { "W216", "bank-unknown", FINDING_WARNING, N_("the bank is not known; write its name or its three-digit code"),
        N_("`send` holds back a payment to a bank that it does not know. The names are those of data/banks.csv; an empty one means Bank Jambi.") },
    [W_ACCOUNT_SHORT] = { "W217", "account-short", FINDING_WARNING, N_("no bank account has fewer than five digits"),
        N_("Banks give numbers of eight to sixteen digits, Bank Jambi usually ten. So short a number is a cell that was cut off, or a serial number "
           "in the wrong column: the transfer would bounce or reach somebody else. Compare with the account book.") },
    [N_COLUMN_IGNORED] = { "N301", "column-ignored", FINDING_NOTE, N_("a column that no field of an applicant corresponds to; it is not taken in"),
        N_("The column's cells are not stored, but for rows that are set aside, which are kept whole. If it holds a field, say so with "
           "--map FIELD=HEADER.") },
    [N_PLACE_IS_BUSINESS] = { "N302", "place-is-business", FINDING_NOTE, N_("the file has one place only; it is taken as that of the business"),
        N_("Help is given where the business is. A file with one kabupaten/kecamatan pair is read as the place of the business. If it is "
           "the home, say so with --map.") },
    [N_DAY_FIRST] = { "N303", "day-first", FINDING_NOTE, N_("days of this column were read day before month"),
        N_("Some days of the column can be read in two ways, such as 04/03/1990. The order was decided from all rows of the column: no row "
           "can only be read month before day, so the day stands first, as is usual in Indonesia.") },
    [N_MONTH_FIRST] = { "N304", "month-first", FINDING_NOTE, N_("days of this column were read month before day"),
        N_("Some rows of the column can only be read month before day, such as 03/25/1990, and none only day before month. A computer with "
           "English settings wrote them, so all rows of the column were read so.") },
    [N_DAYS_MIXED] = { "N305", "days-mixed", FINDING_NOTE, N_("both orders of day and month stand in this column"),
        N_("Some rows can only be read day before month, others only month before day. The column was read day before month and the other "
           "rows are set aside. Days that can be read both ways may be wrong: compare them with the identity cards.") },
    [N_LINES_BELOW] = { "N306", "lines-below", FINDING_NOTE, N_("these lines lie below the table and are no rows"),
        N_("A signature, a total or a remark stands below the table; the first line and the number of lines are named. If a row of the table "
           "is among them, it has hardly a cell: fill it in and import the file again.") },
    [N_ROWS_EMPTY] = { "N307", "rows-empty", FINDING_NOTE, N_("rows that hold nothing of an applicant; they were passed over"),
        N_("Only columns that are not taken in are filled, such as a running number or the heading of a section; the first line and the number "
           "of rows are named.") },
    [N_ROWS_ASIDE] = { "N308", "rows-aside", FINDING_NOTE, N_("rows that say nothing of a person; they were passed over"),
        N_("The heading of a section, a total, a signature or a remark among the rows: no NIK, not even a damaged one, and no category, sex, day of "
           "birth or place where it belongs. The first line and the number of rows are named. If a person is among them, write the NIK into "
           "its column and import the file again.") },
    [B_REFERENCE_UNKNOWN] = { "B401", "reference-unknown", FINDING_ERROR, N_("no payout has this reference"),
        N_("The bank answers a transfer that this ledger never sent, or the reference was changed on its way. Nothing is posted. Ask the "
           "bank what the row belongs to.") },
    [B_AMOUNT_DIFFERS] = { "B402", "amount-differs", FINDING_ERROR, N_("another amount than was sent"),
        N_("The bank reports another amount than the transfer file ordered. Nothing is posted and the money stays in process until the "
           "bank explains the difference.") },
    [B_SECOND_ANSWER] = { "B403", "second-answer", FINDING_ERROR, N_("this payout has another answer already"),
        N_("An earlier file settled the payout, and this row says something else (the word, the day or the reason): the first answer stands. Or another row of "
           "this file says something else of it, or is faulty: then none of them is posted. Ask the bank which is right. When it bounced and is called paid now, the journal keeps this answer, too, and nothing more is sent or "
           "repaid to the person until the bank says bounced again (another day) or the bounced money is in the treasury (`dumisake deposit`).") },
    [B_NOT_SENT] = { "B404", "not-sent", FINDING_ERROR, N_("this payout is not with the bank"),
        N_("The bank answers for a payout whose money has not been sent. Nothing is posted. Record the sending first, or ask the bank.") },
    [B_CANCELLED] = { "B410", "cancelled", FINDING_ERROR, N_("this payout was cancelled before it was sent"),
        N_("The bank answers for a payout that was cancelled and that no transfer file of this ledger ordered. Nothing is posted. If the bank "
           "paid it, somebody has money without a payout: ask the bank by what order, and have it given back.") },
    [B_PAID_AFTER_ALL] = { "B414", "paid-after-all", FINDING_ERROR, N_("this payout bounced and was paid once more, and now the bank says that it was paid"),
        N_("The money may reach the person twice: the earlier answer said that it bounced, and `repay` made another payout for it. Nothing is posted, "
           "but the journal keeps this answer, and `send` holds every payout of the person back. Ask the bank at once. Was it wrong, settle its file that says bounced "
           "again, with another day: then the new payout can be sent. Was it right, cancel the new payout (`dumisake cancel BATCH --nik NIK`); if that is sent "
           "already, one of the two must be given back (`dumisake refund`).") },
    [B_REFERENCE_MISSING] = { "B405", "reference-missing", FINDING_ERROR, N_("the row has no reference"),
        N_("Without its reference a row cannot be matched with a payout. Nothing is posted.") },
    [B_STATUS] = { "B406", "status", FINDING_ERROR, N_("write SUKSES or PAID, GAGAL, RETUR or RETURNED"),
        N_("The bank's word is not known, so it is not clear whether the person has the money. Nothing is posted.") },
    [B_AMOUNT] = { "B407", "answer-amount", FINDING_ERROR, N_("not an amount in whole rupiah"),
        N_("The amount cannot be read, so it cannot be compared with what was sent. Nothing is posted.") },
    [B_DATE] = { "B408", "answer-date", FINDING_ERROR, N_("not a date: write yyyy-mm-dd or dd/mm/yyyy"),
        N_("The bank's day of payment cannot be read. Auditors compare it with the payment order and the year's end. Nothing is posted.") },
    [B_DATE_AHEAD] = { "B415", "answer-date-ahead", FINDING_ERROR, N_("the bank's date lies after today"),
        N_("What the bank answers has happened, so its day is not to come: day and month may have changed places, or the year is mistyped. The deadline of "
           "the report of use is counted from this day. Nothing is posted. Ask the bank, and settle the corrected row.") },
    [B_ACCOUNT_DIFFERS] = { "B416", "account-differs", FINDING_ERROR, N_("another account than was sent"),
        N_("The answer names the account that the money went to or came back from, and it is not the one in the transfer file. The row answers another ledger's transfer, perhaps "
           "of a training copy, or the bank paid somebody else. Nothing is posted. Ask the bank, and settle its corrected answer. Zeros in front, a bank's code before the number and signs between its digits do not matter, and of a masked number "
           "the digits that are seen count; a column of something else is renamed, or the layout says which it is.") },
    [B_ROW_FORM] = { "B409", "row-form", FINDING_ERROR, N_("the row is damaged: number of fields, quotes or encoding"),
        N_("The row does not fit the header, or is no UTF-8 text. Nothing is posted. Ask the bank for the file again.") },
    [B_TRAILER_COUNT] = { "B411", "trailer-count", FINDING_ERROR, N_("the bank's control row names another number of rows"),
        N_("Rows were lost or added on the way from the bank. The rows that are there were judged one by one as always. Ask the bank for the whole "
           "file: `settle` it again, and what was posted is not posted twice.") },
    [B_TRAILER_SUM] = { "B412", "trailer-sum", FINDING_ERROR, N_("the bank's control row names another sum of the amounts"),
        N_("The amounts of the file do not add up to what the bank wrote below them: a row was lost, added or changed. The rows that are there were "
           "judged one by one as always. Ask the bank for the whole file and `settle` it again.") },
    [B_TRAILER_FORM] = { "B413", "trailer-form", FINDING_ERROR, N_("the control row's count or sum cannot be read"),
        N_("A row TRAILER has the number of rows and the sum of their amounts behind the word; a row TOTAL or JUMLAH has the sum in the column of the "
           "amounts. What cannot be read cannot be compared. Ask the bank for the file again.") },
    [B_ANSWERED_BEFORE] = { "B420", "answered-before", FINDING_WARNING, N_("the same answer was posted before; nothing to do"),
        N_("The row repeats an answer that the ledger holds already. It changes nothing.") },
    [B_BOUNCED_AGAIN] = { "B423", "bounced-again", FINDING_WARNING, N_("the bank had called this payout paid after it bounced, and now says bounced again"),
        N_("The contradiction is over: the first answer stands. Nothing is posted, the journal keeps the row, and the person can be paid once more.") },
    [B_BEFORE_SENT] = { "B421", "before-sent", FINDING_WARNING, N_("the bank's date lies before the day of sending"),
        N_("Nobody is paid before the money was sent. The answer is posted all the same; the date is probably mistyped.") },
    [B_REASON_MISSING] = { "B422", "reason-missing", FINDING_WARNING, N_("a bounced transfer without a reason"),
        N_("The answer is posted. Without a reason nobody knows what to correct before the money is sent again: ask the bank.") },
    [A_NIK_UNKNOWN] = { "A501", "account-nik-unknown", FINDING_ERROR, N_("no applicant of the year has this NIK"),
        N_("The account belongs to nobody in the register of this programme year. Look for a wrong digit in the NIK, or for the person "
           "in another year. The row is set aside.") },
    [A_HOLDER] = { "A502", "account-holder", FINDING_ERROR, N_("the account holder's name does not agree with the applicant's"),
        N_("Money goes to the applicant's own account. Order of words, initials, titles, capitals and usual short forms (Muh., Moh., Md.) "
           "are allowed for, and still the names differ: it may be another person's account or another person's NIK. The row is set aside. "
           "When it is right all the same, an officer says so with `dumisake amend`.") },
    [A_SHARED] = { "A503", "account-shared", FINDING_ERROR, N_("two people have this account"),
        N_("One account receives one grant. The rows of this file that share an account are all set aside, and so is a row with an account that "
           "another applicant of the year has. Ask the bank whose account it is.") },
    [A_DIFFERS] = { "A504", "account-differs", FINDING_ERROR, N_("the register has another account of this person"),
        N_("The account that is stored stays, this row is set aside: nothing is overwritten. When the new account is the right one, "
           "`dumisake amend NIK --set no_rekening=... --reason ...` replaces the old one and keeps it.") },
    [A_SENT] = { "A505", "account-sent", FINDING_ERROR, N_("money was sent to this person already"),
        N_("The account that the money was sent to is part of the books and is not changed any more. The row is set aside.") },
    [A_BANK] = { "A506", "account-bank", FINDING_ERROR, N_("the bank is not known; write its name or its three-digit code"),
        N_("A transfer needs the bank's code. Usual names of the banks are understood; an empty cell means Bank Jambi. The row is set aside.") },
    [A_TWICE] = { "A507", "account-twice", FINDING_ERROR, N_("the file gives this NIK two accounts"),
        N_("Which row comes first must not decide where the money goes: all rows of the person are set aside. Delete the wrong one and take "
           "the file in again.") },
    [A_NAME] = { "A508", "account-name", FINDING_ERROR, N_("the person's name does not agree with the applicant's"),
        N_("The row's NIK is that of an applicant with another name, so a digit may be wrong and the account somebody else's. The row is set "
           "aside.") },
    [X_KEY] = { "X601", "list-key", FINDING_ERROR, N_("the row has neither a NIK nor a KK"),
        N_("Nobody can be found by a name alone. The row is set aside: add the NIK of the person, or the KK of the family.") },
    [X_ERASED] = { "X602", "list-erased", FINDING_ERROR, N_("the data of this person were erased since this list was taken in; the row is not taken in again"),
        N_("The list was taken in before, and `erase` removed this row since. Taking the file in once more does not bring it back: nothing of the row is "
           "stored. If the person applies again and must be barred, a new list says so.") },
    [X_NAME] = { "X621", "list-name", FINDING_WARNING, N_("the applicant with this NIK has another name"),
        N_("The person is excluded, for the NIK counts. But the list may have a wrong digit, and then somebody is excluded who should not "
           "be: compare the list with the identity card.") },
    [V_NIK_UNKNOWN] = { "V701", "verdict-nik-unknown", FINDING_ERROR, N_("no applicant of the year has this NIK"),
        N_("The verdict is about nobody in the register of this programme year. Look for a wrong digit in the NIK, or for the person in "
           "another year. The row is set aside.") },
    [V_WORD] = { "V702", "verdict-word", FINDING_ERROR, N_("not a verdict: write diterima, ditolak, lengkapi or sanggah"),
        N_("The verdict decides whether a person is paid, so it is not guessed. Usual words are understood: memenuhi syarat, MS, ya; tidak "
           "memenuhi syarat, TMS, tolak; minta dokumen, perbaikan; banding, keberatan. The row is set aside.") },
    [V_REASON] = { "V703", "verdict-reason", FINDING_ERROR, N_("a verdict other than an acceptance needs a reason"),
        N_("The applicant may object, and auditors ask why: write what was found, which document is missing, or what the objection is. "
           "The row is set aside.") },
    [V_REASON_LONG] = { "V704", "verdict-reason-long", FINDING_ERROR, N_("a reason has at most 500 bytes"),
        N_("The ledger keeps the reason as it stands, so it is not cut off. Shorten it and keep the long report in the office's files. The "
           "row is set aside.") },
    [V_TWICE] = { "V705", "verdict-twice", FINDING_ERROR, N_("the file gives this NIK two verdicts, or two reasons"),
        N_("Which row comes first must not decide about a person: all rows of the person are set aside. Delete the wrong ones and take the "
           "file in again.") },
    [V_COMMITTED] = { "V706", "verdict-committed", FINDING_ERROR, N_("the person was sent money already"),
        N_("A verdict other than an acceptance comes too late: the grant is with the bank, or was paid or returned. The row is set aside and "
           "nothing is changed. Of who is in a batch that is not sent the verdict is recorded, and `send` holds the payment back.") },
    [V_REGION] = { "V707", "verdict-region", FINDING_ERROR, N_("the business is in another kabupaten/kota than the verifier's"),
        N_("A verifier looks at the applicants of one kabupaten/kota. Give the row to the verifier of the place where the business is.") },
    [V_NAME] = { "V721", "verdict-name", FINDING_WARNING, N_("the applicant with this NIK has another name"),
        N_("The verdict is recorded, for the NIK counts. But the NIK may have a wrong digit, and then it is about somebody else: compare the "
           "file with the identity card, and record the right verdict when it was wrong.") },
    [L_NIK_UNKNOWN] = { "L801", "report-nik-unknown", FINDING_ERROR, N_("no applicant of the year has this NIK"),
        N_("The report is about nobody in the register of this programme year. Look for a wrong digit in the NIK, or for the person in "
           "another year. The row is set aside.") },
    [L_NOT_PAID] = { "L802", "report-not-paid", FINDING_ERROR, N_("this person was not paid, or gave everything back"),
        N_("Only who was paid owes a report of use. `dumisake explain NIK` says where the person's money is. Record the bank's answer with "
           "`settle` first, or look for a wrong digit in the NIK. The row is set aside.") },
    [L_TOO_MUCH] = { "L803", "report-too-much", FINDING_ERROR, N_("the report accounts for more than the person kept of the grant"),
        N_("A report of use accounts for the grant, less what was given back; what was spent beyond it is not the programme's. Write the part "
           "that was paid out of the grant. The row is set aside.") },
    [L_BEFORE_RECEIPT] = { "L804", "report-before-receipt", FINDING_ERROR, N_("the report was received before the money came"),
        N_("Nobody reports the use of money that is not there yet. The day that is named is the bank's. Correct the day of the report. The row "
           "is set aside.") },
    [L_AFTER] = { "L805", "report-after", FINDING_ERROR, N_("the report was received after the day of this command"),
        N_("What is recorded has happened. Correct the day, or name a later day with --date. The row is set aside.") },
    [L_TWICE] = { "L806", "report-twice", FINDING_ERROR, N_("the file has two different reports of this NIK"),
        N_("Which row comes first must not decide which report counts: all rows of the person are set aside. Delete the wrong ones and take "
           "the file in again.") },
    [L_TEXT_LONG] = { "L807", "report-text-long", FINDING_ERROR, N_("a file's name and a note have at most 500 bytes"),
        N_("The ledger keeps them as they stand, so they are not cut off. Shorten them and take the file in again. The row is set aside.") },
    [L_REST] = { "L821", "report-rest", FINDING_WARNING, N_("the report accounts for less than the person kept of the grant"),
        N_("The report is recorded. The rest is owed: a later report accounts for it, or it is given back and recorded with `refund`.") },
    [L_NAME] = { "L822", "report-name", FINDING_WARNING, N_("the applicant with this NIK has another name"),
        N_("The report is recorded, for the NIK counts. But the NIK may have a wrong digit, and then it is somebody else's: compare the file with "
           "the identity card, and record the right report when it was wrong.") },
    [S_TWICE] = { "S901", "annex-twice", FINDING_ERROR, N_("the annex names this NIK twice"),
        N_("A decree grants a person once, and a person who stands there twice would be compared with the wrong amount. Nothing of the file is taken in. "
           "Look at the decree itself: delete the row that is not signed, or correct the digit that is wrong in one NIK.") },
    [S_AMOUNT] = { "S902", "annex-amount", FINDING_ERROR, N_("an annex grants an amount above zero"),
        N_("Whoever gets nothing does not stand in the annex of a decree. Nothing of the file is taken in. Correct the amount as it was signed, or delete "
           "the row.") },
    [S_TOTAL] = { "S903", "annex-total", FINDING_ERROR, N_("a total of the annex is not the sum of its rows"),
        N_("A row JUMLAH or TOTAL must be the sum of all rows above it, or of those since the total before it. A row is missing, there twice or changed. Nothing "
           "of the file is taken in. Compare it with the decree as it was signed.") },
    [S_NIK_UNKNOWN] = { "S921", "annex-nik-unknown", FINDING_WARNING, N_("no applicant of the year has this NIK"),
        N_("The row is taken in as it was signed, for the annex is a list of its own. The reconciliation names the person as one who stands in the decree and "
           "in no batch: an applicant's file is missing, or a digit of the NIK is wrong in one of the two.") },
    [S_NAME] = { "S922", "annex-name", FINDING_WARNING, N_("the applicant with this NIK has another name"),
        N_("The row is taken in as it was signed. But a digit of the NIK may be wrong, and then the decree names somebody else: compare it with the "
           "identity card.") },
};

const struct finding_kind *finding_of(enum finding_name name)
{
    CHECK((unsigned)name < FINDING_NAMES);
    return &kinds[name];
}

static const struct finding_kind *find(const char *code, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text_equal_nocase(text_of(kinds[i].code), text_of(code)) || text_equal_nocase(text_of(kinds[i].name), text_of(code))) {
            return &kinds[i];
        }
    }
    return NULL;
}

const struct finding_kind *import_finding_kind(const char *code)
{
    return find(code, 0, B_REFERENCE_UNKNOWN);
}

const struct finding_kind *import_finding_kinds(size_t *count_out)
{
    *count_out = B_REFERENCE_UNKNOWN;
    return kinds;
}

const struct finding_kind *bank_finding_kind(const char *code)
{
    return find(code, B_REFERENCE_UNKNOWN, A_NIK_UNKNOWN);
}

const struct finding_kind *list_finding_kind(const char *code)
{
    return find(code, A_NIK_UNKNOWN, FINDING_NAMES);
}
