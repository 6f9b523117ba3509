#include "ledger/vault_copy.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/leftover.h"
#include "base/memory.h"
#include "store/query.h"

/* Lies in the folder until the copy beside it is there, too. */
#define UNFINISHED "unfinished"

static char *text_copy(const char *text)
{
    size_t bytes = strlen(text) + 1;
    char *copy = memory_new(bytes);
    memcpy(copy, text, bytes);
    return copy;
}

static void remove_folder(const struct vault_copy *copy, const char *folder)
{
    for (size_t i = 0; i < copy->names.count; i++) {
        struct buffer path SCOPED_BUFFER = { 0 };
        buffer_format(&path, "%s/%s", folder, copy->names.paths[i]);
        (void)unlink(path.bytes);
    }
    struct buffer mark SCOPED_BUFFER = { 0 };
    buffer_format(&mark, "%s/" UNFINISHED, folder);
    (void)unlink(buffer_string(&mark));
    (void)rmdir(folder);
}

void vault_copy_drop(struct vault_copy *copy)
{
    if (copy->temporary != NULL && copy->temporary[0] != '\0') {
        remove_folder(copy, copy->temporary);
    }
    if (copy->locked) {
        (void)close(copy->lock);
    }
    memory_free(copy->path);
    memory_free(copy->temporary);
    vault_list_free(&copy->names);
    *copy = (struct vault_copy){ 0 };
}

void vault_copy_undo(struct vault_copy *copy)
{
    if (copy->path != NULL && copy->temporary[0] == '\0') {
        remove_folder(copy, copy->path);
    }
}

static const struct error *refuse_existing(const struct vault_copy *copy)
{
    struct stat status;
    return lstat(copy->path, &status) != 0 ? NULL : error_new(ERROR_FAILED, _("%s: exists already and is not replaced; name another file"), copy->path);
}

/* A whole folder gets its name at once: its files need none before. */
static const struct error *write_new(const char *path, struct text bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return error_errno(_("%s: cannot be written"), path);
    }
    bool written = write(fd, bytes.bytes, bytes.length) == (ssize_t)bytes.length && fsync(fd) == 0;
    const struct error *error = written ? NULL : error_errno(_("%s: cannot be written"), path);
    (void)close(fd);
    return error;
}

/* The folder is made with the first file: a ledger with nothing beside it has a copy with nothing beside it. */
static const struct error *open_folder(const char *path, struct vault_copy *copy)
{
    struct buffer name SCOPED_BUFFER = { 0 };
    if (copy->path != NULL) {
        return NULL;
    }
    buffer_format(&name, "%s.d", path);
    copy->path = text_copy(name.bytes);
    copy->temporary = text_copy("");
    leftover_tidy_folder(copy->path, UNFINISHED);
    TRY(refuse_existing(copy));
    copy->lock = leftover_make_folder(&name);
    if (copy->lock < 0) {
        return error_errno(_("%s: the folder for the ledger's key and checkpoints cannot be made"), copy->path);
    }
    copy->locked = true;
    memory_free(copy->temporary);
    copy->temporary = text_copy(name.bytes);
    buffer_add_string(&name, "/" UNFINISHED);
    return write_new(buffer_string(&name), TEXT_EMPTY);
}

/* To mode 0600, checkpoints too. */
static const struct error *put_file(const char *from, struct text bytes, const char *path, struct vault_copy *copy)
{
    struct buffer to SCOPED_BUFFER = { 0 };
    const char *name = strrchr(from, '/') + 1;
    TRY(open_folder(path, copy));
    buffer_format(&to, "%s/%s", copy->temporary, name);
    copy->names.paths = memory_grow(copy->names.paths, copy->names.count, &copy->names.capacity, sizeof(*copy->names.paths));
    copy->names.paths[copy->names.count++] = text_copy(name);
    return write_new(buffer_string(&to), bytes);
}

/* One that cannot be read does not keep the ledger from being copied; it is counted. */
static const struct error *copy_checkpoint(const char *from, const char *path, struct vault_copy *copy)
{
    struct buffer bytes SCOPED_BUFFER = { 0 };
    if (file_read_all(from, NOTE_BYTES_MAX, &bytes) != NULL) {
        copy->unread += 1;
        return NULL;
    }
    copy->checkpoints += 1;
    return put_file(from, buffer_text(&bytes), path, copy);
}

static const struct error *copy_key(const char *from, const char *path, struct vault_copy *copy)
{
    struct buffer secret SCOPED_SECRET = { 0 };
    secret_open(&secret);
    if (secret_read(from, &secret) != NULL) {
        copy->unread += 1;
        return NULL;
    }
    copy->keys += 1;
    return put_file(from, buffer_text(&secret), path, copy);
}

static bool is_called(const char *path, const char *beginning, size_t length)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL && strncmp(slash + 1, beginning, length) == 0;
}

/* Not what is another ledger's of the same name. */
static const struct error *copy_files(struct store *store, const struct identity *identity, const struct vault_list *checkpoints, const char *path, struct vault_copy *copy)
{
    struct vault_list keys SCOPED_VAULT_LIST = { 0 };
    TRY(vault_list_keys(store, &keys));
    for (size_t i = 0; i < checkpoints->count; i++) {
        if (is_called(checkpoints->paths[i], identity->id, SHORT_ID_LENGTH)) {
            TRY(copy_checkpoint(checkpoints->paths[i], path, copy));
        }
    }
    for (size_t i = 0; i < keys.count; i++) {
        if (is_called(keys.paths[i], identity->id, SHORT_ID_LENGTH) || is_called(keys.paths[i], VAULT_OFFICER, strlen(VAULT_OFFICER))) {
            TRY(copy_key(keys.paths[i], path, copy));
        }
    }
    return NULL;
}

const struct error *vault_copy_make(struct store *store, const struct vault_list *checkpoints, const char *path, struct vault_copy *out)
{
    struct vault_copy copy SCOPED_VAULT_COPY = { 0 };
    struct identity identity SCOPED_IDENTITY = { .size = 0 };
    int64_t has_keys;
    TRY(query_one_integer(store, "SELECT count(*) FROM sqlite_schema WHERE name = 'signing_key'", &has_keys));
    if (has_keys == 0) {
        return NULL; /* of a program that put nothing beside it */
    }
    TRY(identity_read(store, &identity));
    TRY(copy_files(store, &identity, checkpoints, path, &copy));
    if (identity.key_count > 0) {
        struct buffer key SCOPED_BUFFER = { 0 };
        vault_key_path(store, &identity, &identity.keys[identity.key_count - 1], &key);
        copy.key_missing = access(buffer_string(&key), F_OK) != 0;
    }
    MEMORY_GIVE(out, copy);
    return NULL;
}

const struct error *vault_copy_keep(struct vault_copy *copy)
{
    if (copy->path == NULL) {
        return NULL;
    }
    struct buffer inside SCOPED_BUFFER = { 0 };
    TRY(refuse_existing(copy));
    buffer_format(&inside, "%s/", copy->temporary);
    TRY(file_sync_folder(buffer_string(&inside))); /* what lies in it has its name before the folder has */
    if (rename(copy->temporary, copy->path) != 0) {
        return error_errno(_("%s: cannot be put in place"), copy->path);
    }
    copy->temporary[0] = '\0';
    const struct error *error = file_sync_folder(copy->path);
    if (error != NULL) {
        vault_copy_undo(copy);
    }
    return error;
}

void vault_copy_finish(const struct vault_copy *copy)
{
    struct buffer mark SCOPED_BUFFER = { 0 };
    if (copy->path != NULL) {
        buffer_format(&mark, "%s/" UNFINISHED, copy->path);
        (void)unlink(buffer_string(&mark));
        (void)file_sync_folder(mark.bytes); /* a mark that comes back after a power cut says less than the copy beside it */
    }
}
