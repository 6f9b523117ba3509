#include "ledger/vault.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/leftover.h"
#include "base/memory.h"

#define ENDING ".checkpoint"

/* Without the slash. */
static void folder_name(const struct store *store, struct buffer *out)
{
    char *real SCOPED_MEMORY = realpath(store_path(store), NULL);
    buffer_format(out, "%s.d", real == NULL ? store_path(store) : real);
}

void vault_folder(const struct store *store, struct buffer *out)
{
    folder_name(store, out);
    buffer_add_byte(out, '/');
}

void vault_tidy(const struct store *store)
{
    struct buffer folder SCOPED_BUFFER = { 0 };
    vault_folder(store, &folder);
    leftover_tidy(buffer_string(&folder));
}

/* A ledger that was handed over may bring a folder in which others can exchange the keys that are written to it. */
static const struct error *check_ours(const struct store *store, const char *name, const struct stat *status)
{
    struct stat ledger;
    if (S_ISLNK(status->st_mode)) {
        return error_new(ERROR_FAILED, _("%s is a link; the ledger's keys and checkpoints are written to a folder of its own only: put the folder itself there"), name);
    }
    if ((status->st_mode & S_IWOTH) != 0) {
        return error_new(ERROR_FAILED, _("%s: everybody may write there, and could exchange the ledger's keys; take that right away (chmod o-w)"), name);
    }
    if (status->st_uid != geteuid() && (stat(store_path(store), &ledger) != 0 || ledger.st_uid != status->st_uid)) {
        return error_new(ERROR_FAILED, _("%s belongs to another user than the ledger; nothing is written there"), name);
    }
    return NULL;
}

const struct error *vault_make(const struct store *store)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    struct stat status;
    folder_name(store, &name);
    if (mkdir(buffer_string(&name), 0700) == 0) {
        const struct error *error = file_sync_folder(buffer_string(&name));
        if (error != NULL) {
            (void)rmdir(name.bytes);
        }
        return error;
    }
    if (errno == EEXIST && lstat(name.bytes, &status) == 0 && (S_ISDIR(status.st_mode) || S_ISLNK(status.st_mode))) {
        return check_ours(store, name.bytes, &status);
    }
    return error_errno(_("%s: the folder for the ledger's key and checkpoints cannot be made"), name.bytes);
}

static void add_ledger(const struct identity *identity, struct buffer *out)
{
    buffer_add(out, (struct text){ identity->id, SHORT_ID_LENGTH });
    buffer_add_byte(out, '-');
}

void vault_key_path(const struct store *store, const struct identity *identity, const struct verifier *key, struct buffer *out)
{
    vault_folder(store, out);
    add_ledger(identity, out);
    buffer_add_hex(out, key->id, KEY_ID_BYTES);
    buffer_add_string(out, ".key");
}

void vault_checkpoint_path(const struct store *store, const struct identity *identity, uint64_t size, struct buffer *out)
{
    vault_folder(store, out);
    add_ledger(identity, out);
    buffer_format(out, "%012llu" ENDING, (unsigned long long)size);
}

static int compare_paths(const void *a, const void *b)
{
    const char *const *one = a;
    const char *const *other = b;
    return strcmp(*one, *other);
}

static const struct error *list_files(const struct store *store, const char *ending, struct vault_list *out)
{
    struct vault_list list SCOPED_VAULT_LIST = { 0 };
    struct buffer folder SCOPED_BUFFER = { 0 };
    vault_folder(store, &folder);
    DIR *opened = opendir(folder.bytes);
    if (opened == NULL) {
        return errno == ENOENT ? NULL : error_errno(_("%s: cannot be opened"), folder.bytes);
    }
    for (const struct dirent *entry = readdir(opened); entry != NULL; entry = readdir(opened)) {
        size_t length = strlen(entry->d_name);
        if (length > strlen(ending) && strcmp(entry->d_name + length - strlen(ending), ending) == 0) {
            struct buffer path = { 0 };
            buffer_format(&path, "%s%s", folder.bytes, entry->d_name);
            list.paths = memory_grow(list.paths, list.count, &list.capacity, sizeof(*list.paths));
            list.paths[list.count++] = path.bytes;
        }
    }
    (void)closedir(opened);
    if (list.count > 0) {
        qsort(list.paths, list.count, sizeof(*list.paths), compare_paths);
    }
    MEMORY_GIVE(out, list);
    return NULL;
}

const struct error *vault_list(const struct store *store, struct vault_list *out)
{
    return list_files(store, ENDING, out);
}

const struct error *vault_list_keys(const struct store *store, struct vault_list *out)
{
    return list_files(store, ".key", out);
}

void vault_list_free(struct vault_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        memory_free(list->paths[i]);
    }
    memory_free(list->paths);
    *list = (struct vault_list){ 0 };
}

/* The file's checkpoint speaks of that ledger, and unless `own` is false one of its keys signed it. */
static bool speaks_of(const struct identity *identity, struct text bytes, bool own, uint64_t *size_out)
{
    struct note note;
    struct checkpoint checkpoint;
    if (!note_parse(bytes, &note) || !checkpoint_parse(note.text, &checkpoint) || !text_equal(checkpoint.origin, text_of(identity->origin))) {
        return false;
    }
    enum note_verdict verdict = note_verify(&note, identity->keys, identity->key_count);
    if (verdict == NOTE_FORGED || (own && verdict != NOTE_GENUINE)) {
        return false;
    }
    *size_out = checkpoint.size;
    return true;
}

const struct error *vault_newest(const struct store *store, const struct identity *identity, bool own, uint64_t size, struct buffer *path_out,
                                 struct buffer *out)
{
    struct vault_list list SCOPED_VAULT_LIST = { 0 };
    struct buffer prefix SCOPED_BUFFER = { 0 };
    TRY(vault_list(store, &list));
    vault_folder(store, &prefix);
    add_ledger(identity, &prefix);
    for (size_t i = list.count; i > 0; i--) {
        struct buffer bytes SCOPED_BUFFER = { 0 };
        uint64_t found;
        /* One that cannot be read or is not genuine says nothing; the one before it does. */
        if (text_starts_with(text_of(list.paths[i - 1]), buffer_text(&prefix)) && file_read_all(list.paths[i - 1], NOTE_BYTES_MAX, &bytes) == NULL &&
            speaks_of(identity, buffer_text(&bytes), own, &found) && found >= size) {
            buffer_add_string(path_out, list.paths[i - 1]);
            buffer_add(out, buffer_text(&bytes));
            return NULL;
        }
    }
    return NULL;
}
