#include "payout_record.h"

#include "store/query.h"

void payout_writer_close(struct payout_writer *writer)
{
    query_close(writer->insert);
    *writer = (struct payout_writer){ 0 };
}

const struct error *payout_writer_open(struct journal *journal, struct payout_writer *out)
{
    out->journal = journal;
    return query_open(journal->store,
                      "INSERT INTO payout (id, position, batch_id, sequence, applicant_id, year, amount, reference, account_id) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                      &out->insert);
}

static char *put_padded(char *room, char letter, int64_t number, size_t digits)
{
    char shown[INTEGER_BYTES];
    struct text text = integer_text(number, shown);
    *room++ = letter;
    for (size_t i = text.length; i < digits; i++) {
        *room++ = '0';
    }
    memcpy(room, text.bytes, text.length);
    return room + text.length;
}

struct text payout_reference(const struct payout_record *payout, char room[PAYOUT_REFERENCE_BYTES])
{
    _Static_assert(PAYOUT_REFERENCE_BYTES >= 3 * 21, "three times a letter, a sign and 19 digits");
    /* Begins with a letter: a spreadsheet would make a date of digits and dashes. */
    char *end = put_padded(room, 'P', payout->year, 4);
    end = put_padded(end, 'B', payout->batch_id, 3);
    end = put_padded(end, 'N', payout->sequence, 6);
    return (struct text){ room, (size_t)(end - room) };
}

void payout_describe(const struct payout_record *payout, struct text reference, struct journal *entry)
{
    entry_add_integer(entry, "payout", payout->id);
    entry_add_integer(entry, "batch", payout->batch_id);
    entry_add_integer(entry, "sequence", payout->sequence);
    entry_add(entry, "reference", reference);
    entry_add_integer(entry, "applicant", payout->applicant_id);
    entry_add_digest(entry, "commitment", payout->commitment);
    entry_add(entry, "category", text_of(category_name(payout->category)));
    if (payout->tier.length > 0) {
        entry_add(entry, "tier", payout->tier);
    }
    entry_add_integer(entry, "region", payout->kabkota);
}

const struct error *payout_write(struct payout_writer *writer, const struct payout_record *payout)
{
    struct journal *journal = writer->journal;
    struct text reference = payout_reference(payout, writer->reference);
    int64_t position;
    entry_begin(journal, "payout");
    payout_describe(payout, reference, journal);
    TRY(journal_post(journal, payout->year, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, payout->amount, payout->id, &position));
    int64_t values[] = { payout->id, position, payout->batch_id, payout->sequence, payout->applicant_id, payout->year, payout->amount.rupiah };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(writer->insert, i + 1, values[i]);
    }
    query_bind_text(writer->insert, 8, reference);
    query_bind_integer(writer->insert, 9, ACCOUNT_KOMITMEN);
    return query_run(writer->insert);
}
