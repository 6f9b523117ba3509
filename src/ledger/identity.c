#include "ledger/identity.h"

#include "base/language.h"
#include "base/memory.h"
#include "ledger/journal.h"
#include "store/query.h"

static const struct error *damaged(void)
{
    return error_new(ERROR_UNVERIFIED, _("the journal is damaged where it says which ledger this is; run `dumisake verify`"));
}

static const struct error *read_id(struct store *store, struct identity *out)
{
    struct query *first SCOPED_QUERY = NULL;
    struct text id;
    uint8_t bytes[LEDGER_ID_LENGTH / 2];
    bool row;
    TRY(query_open(store, "SELECT text FROM journal WHERE position = 0", &first));
    TRY(query_step(first, &row));
    if (!row || !entry_is(query_text(first, 0), "ledger") || !entry_get(query_text(first, 0), "id", &id) || !text_to_bytes(id, bytes, sizeof(bytes))) {
        return damaged();
    }
    memcpy(out->id, id.bytes, LEDGER_ID_LENGTH);
    memcpy(out->origin, CHECKPOINT_ORIGIN, strlen(CHECKPOINT_ORIGIN));
    memcpy(out->origin + strlen(CHECKPOINT_ORIGIN), out->id, LEDGER_ID_LENGTH);
    return NULL;
}

static const struct error *read_keys(struct store *store, struct identity *out)
{
    struct query *keys SCOPED_QUERY = NULL;
    size_t capacity = 0;
    bool row;
    TRY(query_open(store, "SELECT verifier FROM signing_key ORDER BY position", &keys));
    for (;;) {
        TRY(query_step(keys, &row));
        if (!row) {
            return NULL;
        }
        out->keys = memory_grow(out->keys, out->key_count, &capacity, sizeof(*out->keys));
        if (!verifier_parse(query_text(keys, 0), &out->keys[out->key_count]) || out->keys[out->key_count].use != KEY_SIGNS) {
            return damaged();
        }
        out->key_count += 1;
    }
}

static const struct error *read_head(struct store *store, struct identity *out)
{
    struct query *head SCOPED_QUERY = NULL;
    bool row;
    TRY(query_open(store, "SELECT size, root FROM tree_head ORDER BY size DESC LIMIT 1", &head));
    TRY(query_step(head, &row));
    if (row && (query_integer(head, 0) < 1 || !digest_from(query_bytes(head, 1), &out->root))) {
        return damaged();
    }
    out->size = row ? (uint64_t)query_integer(head, 0) : 0;
    return NULL;
}

const struct error *identity_read(struct store *store, struct identity *out)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    TRY(read_id(store, &identity));
    TRY(read_keys(store, &identity));
    TRY(read_head(store, &identity));
    MEMORY_GIVE(out, identity);
    return NULL;
}

void identity_free(struct identity *identity)
{
    memory_free(identity->keys);
    *identity = (struct identity){ .size = 0 };
}
