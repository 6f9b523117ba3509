#include "ledger/signing.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "ledger/officer.h"
#include "store/query.h"

/* The entry and its row. */
static const struct error *record_key(struct journal *journal, const struct verifier *verifier)
{
    struct query *insert SCOPED_QUERY = NULL;
    struct buffer text SCOPED_BUFFER = { 0 };
    int64_t position;
    verifier_print(verifier, &text);
    entry_begin(journal, "key");
    entry_add(journal, "verifier", buffer_text(&text));
    TRY(journal_append(journal, &position));
    TRY(query_open(journal->store, "INSERT INTO signing_key (position, day, verifier) VALUES (?1, ?2, ?3)", &insert));
    query_bind_integer(insert, 1, position);
    query_bind_integer(insert, 2, journal->event.day.number);
    query_bind_text(insert, 3, buffer_text(&text));
    return query_run(insert);
}

/* The key's text: sealed for the active officers who may write, plain while there are none. */
static const struct error *print_key(struct store *store, int64_t position, const struct key *key, struct buffer *secret_out)
{
    enum { HOLDERS_MAX = 40 }; /* more would not fit into SECRET_BYTES */
    struct officers officers SCOPED_OFFICERS = { 0 };
    const struct verifier *holders[HOLDERS_MAX];
    size_t count = 0;
    TRY(officers_load(store, &officers));
    for (size_t i = officers.count; i > 0 && count < HOLDERS_MAX; i--) {
        const struct officer *officer = &officers.items[i - 1];
        if (officer_active(officer, position) && !officer_has(officer, OFFICER_AUDITOR)) {
            holders[count++] = &officer->key;
        }
    }
    if (officers.count == 0) {
        key_print(key, TEXT_EMPTY, secret_out);
    } else {
        key_print_wrapped(key, holders, count, secret_out);
    }
    return NULL;
}

static const struct error *save_key(struct journal *journal, const struct identity *identity, struct buffer *path_out, struct key **out)
{
    struct key *key SCOPED_KEY = NULL;
    struct buffer text SCOPED_SECRET = { 0 };
    secret_open(&text);
    key_generate(text_of(identity->origin), KEY_SIGNS, &key);
    TRY(print_key(journal->store, journal_next(journal), key, &text));
    TRY(vault_make(journal->store));
    vault_key_path(journal->store, identity, key_verifier(key), path_out);
    const struct error *error = key_save_text(buffer_string(path_out), buffer_text(&text));
    if (error != NULL) {
        buffer_clear(path_out); /* there is nothing to take back */
        return error;
    }
    *out = key;
    key = NULL;
    return NULL;
}

const struct error *signing_new_key(struct journal *journal, struct buffer *path_out)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct key *key SCOPED_KEY = NULL;
    TRY(identity_read(journal->store, &identity));
    TRY(save_key(journal, &identity, path_out, &key));
    return record_key(journal, key_verifier(key));
}

const struct error *signing_prepare(struct journal *journal, struct buffer *path_out)
{
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    struct key *key SCOPED_KEY = NULL;
    if (journal->sealed == journal->tree.size) {
        return NULL;
    }
    TRY(identity_read(journal->store, &identity));
    if (identity.key_count > 0 || save_key(journal, &identity, path_out, &key) != NULL) {
        return NULL;
    }
    return record_key(journal, key_verifier(key));
}

void signing_undo(const struct store *store, struct buffer *path)
{
    struct buffer folder SCOPED_BUFFER = { 0 };
    if (path->length == 0) {
        return;
    }
    (void)unlink(buffer_string(path));
    vault_folder(store, &folder);
    (void)rmdir(folder.bytes); /* refused unless it is empty */
}

static const struct error *load_key(struct store *store, const struct identity *identity, const struct key *officer, struct key **out)
{
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer text SCOPED_SECRET = { 0 };
    struct key *key SCOPED_KEY = NULL;
    if (identity->key_count == 0) {
        vault_folder(store, &path);
        return error_new(ERROR_FAILED, _("the ledger has no key yet: none could be made in %s; see that the folder can be written, then run `dumisake checkpoint`"), path.bytes);
    }
    const struct verifier *wanted = &identity->keys[identity->key_count - 1];
    vault_key_path(store, identity, wanted, &path);
    if (access(buffer_string(&path), F_OK) != 0 && errno == ENOENT) {
        return error_new(ERROR_FAILED,
                         _("the ledger's key %s is not there: put the folder back from where the ledger was copied or from a backup; if it is lost, `dumisake checkpoint --new-key` makes another, and the journal will say so"),
                         path.bytes);
    }
    secret_open(&text);
    TRY(key_read_text(path.bytes, &text));
    TRY(key_unwrap(path.bytes, buffer_text(&text), officer, &key));
    if (!verifier_equal(key_verifier(key), wanted)) {
        return error_new(ERROR_FAILED, _("%s: is another key than the journal names; put the right one back from a backup"), path.bytes);
    }
    *out = key;
    key = NULL;
    return NULL;
}

/* Another process may have been faster; the bytes are the same then. */
static const struct error *put(const char *path, struct text note)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    if (fwrite(note.bytes, 1, note.length, output.stream) != note.length) {
        return error_errno(_("%s: cannot be written"), path);
    }
    return output_keep(&output);
}

/* The newest one that was signed must be the beginning of what is signed now. Also one by a key that the journal does not name:
 * it may be the journal that was made up. */
static const struct error *check_earlier(struct store *store, const struct identity *identity)
{
    struct buffer path SCOPED_BUFFER = { 0 };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct note note;
    struct checkpoint earlier;
    TRY(vault_newest(store, identity, false, 0, &path, &bytes));
    if (bytes.length == 0) {
        return NULL;
    }
    CHECK(note_parse(buffer_text(&bytes), &note) && checkpoint_parse(note.text, &earlier));
    return past_extends(store, identity, path.bytes, &earlier);
}

/* Sealed for the same holders: the lines agree but for what is in the boxes. */
static bool holders_equal(struct text one, struct text other)
{
    while (one.length > 0 && other.length > 0) {
        struct text line = text_split(&one, '\n');
        struct text same = text_split(&other, '\n');
        struct text word = text_split(&line, ' ');
        struct text name = text_split(&line, ' ');
        if (!text_equal(word, text_split(&same, ' ')) || (text_equal(word, TEXT("holder")) && !text_equal(name, text_split(&same, ' ')))) {
            return false;
        }
    }
    return one.length == other.length;
}

static const struct error *seal(struct store *store, const struct identity *identity, const struct key *key, bool unless_equal)
{
    struct buffer text SCOPED_SECRET = { 0 };
    struct buffer there SCOPED_SECRET = { 0 };
    struct buffer path SCOPED_BUFFER = { 0 };
    secret_open(&text);
    secret_open(&there);
    TRY(print_key(store, (int64_t)identity->size, key, &text));
    vault_key_path(store, identity, key_verifier(key), &path);
    TRY(unless_equal ? key_read_text(buffer_string(&path), &there) : NULL);
    return holders_equal(buffer_text(&there), buffer_text(&text)) ? NULL : key_replace_text(buffer_string(&path), buffer_text(&text));
}

const struct error *signing_reseal(struct store *store, const struct identity *identity, const struct key *officer)
{
    struct key *key SCOPED_KEY = NULL;
    TRY(load_key(store, identity, officer, &key));
    return seal(store, identity, key, false);
}

const struct error *signing_checkpoint(struct store *store, const struct identity *identity, const struct key *officer, struct buffer *path_out, struct buffer *note_out)
{
    struct key *key SCOPED_KEY = NULL;
    struct checkpoint checkpoint = { text_of(identity->origin), identity->size, identity->root };
    TRY(load_key(store, identity, officer, &key));
    if (officer != NULL) { /* a command that changed the officers may have been killed before it sealed the key; if it fails, the next one tries */
        (void)seal(store, identity, key, true);
    }
    TRY(check_earlier(store, identity));
    checkpoint_sign(&checkpoint, key, note_out);
    TRY(vault_make(store));
    vault_checkpoint_path(store, identity, identity->size, path_out);
    return put(buffer_string(path_out), buffer_text(note_out));
}
