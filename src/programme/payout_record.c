#include "payout_record.h"

#include "store/query.h"

void payout_writer_close(struct payout_writer *writer)
{
    query_close(writer->insert);
    buffer_free(&writer->reference);
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

static void add_padded(struct buffer *out, char letter, int64_t number, size_t digits)
{
    char room[INTEGER_BYTES];
    struct text text = integer_text(number, room);
    buffer_add_byte(out, letter);
    for (size_t i = text.length; i < digits; i++) {
        buffer_add_byte(out, '0');
    }
    buffer_add(out, text);
}

const struct error *payout_write(struct payout_writer *writer, const struct payout_record *payout)
{
    struct journal *journal = writer->journal;
    int64_t position;
    /* Begins with a letter: a spreadsheet would make a date of digits and dashes. */
    buffer_clear(&writer->reference);
    add_padded(&writer->reference, 'P', payout->year, 4);
    add_padded(&writer->reference, 'B', payout->batch_id, 3);
    add_padded(&writer->reference, 'N', payout->sequence, 6);
    entry_begin(journal, "payout");
    entry_add_integer(journal, "payout", payout->id);
    entry_add_integer(journal, "batch", payout->batch_id);
    entry_add_integer(journal, "sequence", payout->sequence);
    entry_add(journal, "reference", buffer_text(&writer->reference));
    entry_add_integer(journal, "applicant", payout->applicant_id);
    entry_add_digest(journal, "commitment", payout->commitment);
    entry_add(journal, "category", text_of(category_name(payout->category)));
    if (payout->tier.length > 0) {
        entry_add(journal, "tier", payout->tier);
    }
    entry_add_integer(journal, "region", payout->kabkota);
    TRY(journal_post(journal, payout->year, ACCOUNT_ANGGARAN, ACCOUNT_KOMITMEN, payout->amount, payout->id, &position));
    int64_t values[] = { payout->id, position, payout->batch_id, payout->sequence, payout->applicant_id, payout->year, payout->amount.rupiah };
    for (int i = 0; i < 7; i++) {
        query_bind_integer(writer->insert, i + 1, values[i]);
    }
    query_bind_text(writer->insert, 8, buffer_text(&writer->reference));
    query_bind_integer(writer->insert, 9, ACCOUNT_KOMITMEN);
    return query_run(writer->insert);
}
