#include "importer/pipeline.h"

#include "base/memory.h"
#include "base/relay.h"
#include "importer/aside.h"
#include "programme/bank.h"
#include "programme/region.h"

/* Small enough that the batches in flight stay in the processor's cache, large enough that handing one over costs nothing. */
enum { BATCHES = 4, BATCH_ROWS = 128, BLOCK_BYTES = 256 * 1024 };

/* Memory of a batch; more blocks are chained for rows that need them. */
struct block {
    struct block *next;
    size_t used;
    size_t capacity;
    _Alignas(max_align_t) char bytes[];
};

struct item {
    struct pipeline_row row;
    size_t first_fault;
    size_t fault_count;
};

/* Some rows of the file, and all that they point to. */
struct batch {
    struct item *items;
    size_t count;
    struct block *blocks;
    struct faults faults; /* of all rows, one after the other */
    bool last;            /* the file ends with it, or the error */
    bool failed;
    struct error error;
};

struct pipeline {
    struct pipeline_input input;
    struct sealer *sealer;
    struct buffer bank; /* of the row before; its code is kept, since most rows have the same */
    char bank_code[BANK_CODE_DIGITS];
    bool bank_known;
    bool bank_seen;
    struct aside aside;
    struct aside_rows aside_rows;
    struct pipeline_passed passed;
    struct batch batches[BATCHES];
    /* The caller's thread alone. */
    struct relay *relay; /* fills the batches */
    struct batch *batch; /* in hand */
    size_t at;
    struct faults faults; /* of the row in hand */
};

static struct block *block_new(size_t capacity, struct block *next)
{
    struct block *block = memory_new(sizeof(*block) + capacity);
    block->next = next;
    block->capacity = capacity;
    return block;
}

static void blocks_free(struct block *block)
{
    while (block != NULL) {
        struct block *next = block->next;
        memory_free(block);
        block = next;
    }
}

static void *take(struct batch *batch, size_t bytes)
{
    size_t wanted = (bytes + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct block *block = batch->blocks;
    if (block->capacity - block->used < wanted) {
        block = block_new(wanted > BLOCK_BYTES ? wanted : BLOCK_BYTES, block);
        batch->blocks = block;
    }
    char *room = block->bytes + block->used;
    block->used += wanted;
    return room;
}

static void batch_clear(struct batch *batch)
{
    if (batch->blocks->next != NULL || batch->blocks->capacity > BLOCK_BYTES) {
        blocks_free(batch->blocks);
        batch->blocks = block_new(BLOCK_BYTES, NULL);
    }
    batch->blocks->used = 0;
    batch->count = 0;
    faults_clear(&batch->faults);
}

/* The text as long as the batch: within the copied bytes of the record when it stands in them, else a copy of its own. */
static struct text keep(struct batch *batch, struct text raw, const char *copied, struct text text)
{
    uintptr_t at = (uintptr_t)text.bytes - (uintptr_t)raw.bytes;
    if (text.length == 0) {
        return TEXT("");
    }
    if (at <= raw.length && text.length <= raw.length - at) {
        return (struct text){ copied + at, text.length };
    }
    char *own = take(batch, text.length);
    memcpy(own, text.bytes, text.length);
    return (struct text){ own, text.length };
}

/* What the row points to is the table's and the cells' until their next row. */
static void keep_row(struct batch *batch, const struct csv_record *record, const struct faults *faults, struct item *item)
{
    struct pipeline_row *row = &item->row;
    struct text raw = record->raw;
    char *copied = take(batch, raw.length);
    struct text *fields = take(batch, record->count * sizeof(*fields));
    memcpy(copied, raw.bytes, raw.length);
    for (size_t i = 0; i < record->count; i++) {
        fields[i] = keep(batch, raw, copied, record->fields[i]);
    }
    row->record = *record;
    row->record.raw.bytes = copied;
    row->record.fields = fields;
    for (int field = 0; field < FIELD_COUNT; field++) {
        struct value *value = &row->applicant.fields[field];
        if (value->kind == VALUE_TEXT) {
            value->text = keep(batch, raw, copied, value->text);
        }
    }
    item->first_fault = batch->faults.count;
    item->fault_count = faults->count;
    for (size_t i = 0; i < faults->count; i++) {
        const struct fault *fault = &faults->items[i];
        faults_add(&batch->faults, fault->name, fault->column, keep(batch, raw, copied, fault->value), text_of(fault_expected(faults, fault)));
    }
}

static int64_t account_of(struct pipeline *pipeline, const struct applicant *applicant)
{
    struct text bank = applicant->fields[FIELD_BANK].text;
    struct text number = applicant->fields[FIELD_NO_REKENING].text;
    struct text code;
    if (number.length == 0) {
        return 0;
    }
    if (!pipeline->bank_seen || !text_equal(bank, buffer_text(&pipeline->bank))) {
        buffer_clear(&pipeline->bank);
        buffer_add(&pipeline->bank, bank);
        pipeline->bank_seen = true;
        pipeline->bank_known = bank_code(bank, &code);
        if (pipeline->bank_known) {
            memcpy(pipeline->bank_code, code.bytes, BANK_CODE_DIGITS);
        }
    }
    return pipeline->bank_known ? account_key((struct text){ pipeline->bank_code, BANK_CODE_DIGITS }, number) : 0;
}

static void pass_over(struct passed_over *passed, const struct csv_record *record)
{
    passed->line = passed->rows == 0 ? record->line : passed->line;
    passed->rows += 1;
}

/* The table's next row, typed. The first day that can be read in two ways decides for its column, from the whole file. */
static const struct error *read_row(struct pipeline *pipeline, struct csv_record *record, struct pipeline_row *row, bool *more_out)
{
    const struct pipeline_input *input = &pipeline->input;
    struct table *table SCOPED_TABLE = NULL;
    for (;;) {
        TRY(table_next_joined(input->table, record, more_out));
        if (!*more_out) {
            return NULL;
        }
        enum opinion opinion = aside_opinion(&pipeline->aside, record);
        if (opinion == OPINION_ROW) {
            break;
        }
        bool empty = row_is_empty(input->columns, record);
        if (!empty && opinion != OPINION_NO_ROW) {
            break;
        }
        pass_over(empty ? &pipeline->passed.empty : &pipeline->passed.aside, record);
    }
    row->sound = row_read(input->cells, input->columns, input->category, record, &row->applicant);
    if (input->cells->orders.wanted) {
        TRY(table_open(input->path, input->wish, NULL, &table));
        TRY(day_orders_decide(&input->cells->orders, table, input->columns, input->cells->today));
        row->sound = row_read(input->cells, input->columns, input->category, record, &row->applicant);
    }
    row->bytes = table_bytes(input->table);
    return NULL;
}

static void batch_fill(struct pipeline *pipeline, struct batch *batch)
{
    struct csv_record record;
    bool more;
    batch_clear(batch);
    /* A second block is a sign of long rows: then fewer of them make a batch. */
    while (batch->count < BATCH_ROWS && batch->blocks->next == NULL) {
        struct item *item = &batch->items[batch->count];
        const struct error *error = read_row(pipeline, &record, &item->row, &more);
        if (error != NULL) {
            batch->error = *error;
            batch->failed = true;
        }
        batch->last = error != NULL || !more;
        if (batch->last) {
            return;
        }
        if (item->row.sound) {
            sealer_seal(pipeline->sealer, &item->row.applicant, &item->row.seal);
            item->row.account = account_of(pipeline, &item->row.applicant);
            row_compare_holder(pipeline->input.cells, pipeline->input.columns, &record, &item->row.applicant);
        }
        keep_row(batch, &record, &pipeline->input.cells->faults, item);
        batch->count += 1;
    }
}

static bool fill(void *context, size_t slot)
{
    struct pipeline *pipeline = context;
    batch_fill(pipeline, &pipeline->batches[slot]);
    return !pipeline->batches[slot].last;
}

void pipeline_open(const struct pipeline_input *input, struct pipeline **out)
{
    struct pipeline *pipeline = memory_new(sizeof(*pipeline));
    size_t regions;
    *pipeline = (struct pipeline){ .input = *input, .sealer = sealer_new() };
    for (size_t i = 0; i < BATCHES; i++) {
        pipeline->batches[i].items = memory_new(BATCH_ROWS * sizeof(struct item));
        pipeline->batches[i].blocks = block_new(BLOCK_BYTES, NULL);
    }
    pipeline->aside = (struct aside){ input->columns, input->cells, &pipeline->aside_rows };
    struct opinions opinions = aside_opinions(&pipeline->aside);
    table_ask(input->table, &opinions);
    (void)region_all(&regions); /* loaded at the first use: before there are two threads */
    pipeline->relay = relay_open(BATCHES, fill, pipeline);
    *out = pipeline;
}

/* After this the table is the caller's again. */
static void stop(struct pipeline *pipeline)
{
    relay_close(pipeline->relay);
    pipeline->relay = NULL;
}

void pipeline_close(struct pipeline *pipeline)
{
    if (pipeline == NULL) {
        return;
    }
    stop(pipeline);
    for (size_t i = 0; i < BATCHES; i++) {
        blocks_free(pipeline->batches[i].blocks);
        faults_free(&pipeline->batches[i].faults);
        memory_free(pipeline->batches[i].items);
    }
    faults_free(&pipeline->faults);
    buffer_free(&pipeline->bank);
    sealer_free(pipeline->sealer);
    memory_free(pipeline);
}

struct pipeline_passed pipeline_passed(const struct pipeline *pipeline)
{
    return pipeline->passed;
}

static void next_batch(struct pipeline *pipeline)
{
    size_t slot;
    CHECK(relay_next(pipeline->relay, &slot)); /* asked after the last one by nobody */
    pipeline->batch = &pipeline->batches[slot];
    pipeline->at = 0;
}

const struct error *pipeline_next(struct pipeline *pipeline, struct pipeline_row **out)
{
    while (pipeline->batch == NULL || pipeline->at == pipeline->batch->count) {
        if (pipeline->batch == NULL || !pipeline->batch->last) {
            next_batch(pipeline);
            continue;
        }
        stop(pipeline);
        *out = NULL;
        return pipeline->batch->failed ? error_new(pipeline->batch->error.kind, "%s", pipeline->batch->error.message) : NULL;
    }
    struct item *item = &pipeline->batch->items[pipeline->at++];
    const struct faults *faults = &pipeline->batch->faults;
    faults_clear(&pipeline->faults);
    for (size_t i = item->first_fault; i < item->first_fault + item->fault_count; i++) {
        const struct fault *fault = &faults->items[i];
        faults_add(&pipeline->faults, fault->name, fault->column, fault->value, text_of(fault_expected(faults, fault)));
    }
    item->row.faults = &pipeline->faults;
    item->row.following = pipeline->at < pipeline->batch->count ? &pipeline->batch->items[pipeline->at].row : NULL;
    *out = &item->row;
    return NULL;
}
