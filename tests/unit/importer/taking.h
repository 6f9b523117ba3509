/* taking: files of applicants taken in by a test. */
#ifndef UNIT_IMPORTER_TAKING_H
#define UNIT_IMPORTER_TAKING_H

#include "../programme/life.h"
#include "importer/catalogue.h"
#include "importer/import.h"

/* Takes the text in as `name` in open work. The caller frees the result when there is no error. */
static inline const struct error *import_as(struct work *work, const char *name, const char *content, const struct import_options *wanted,
                                     struct import_result *out)
{
    struct programme programme SCOPED_PROGRAMME = { 0 };
    struct import_options options = *wanted;
    char path[600];
    (void)snprintf(path, sizeof(path), "%s", scratch(name));
    file_write(path, content, strlen(content));
    options.path = path;
    TRY(programme_load(work->store, 2024, work->journal.event.day, &programme));
    return import_applicants(&work->journal, &programme, &options, out);
}

static const struct import_options plainly = { .letter = { -1, -1 } };

static inline struct import_result import_whole(const char *name, const char *content, const struct import_options *options)
{
    struct work work;
    struct import_result result = { 0 };
    work_begin(&work, "2024-06-01");
    SUCCEEDS(import_as(&work, name, content, options, &result));
    assert_int_equal(result.rows, result.accepted + result.unchanged + result.conflicting + result.rejected);
    if (result.recorded) {
        work_commit(&work);
    } else {
        work_end(&work);
    }
    assert_verifies();
    return result;
}

static inline void assert_counts(const struct import_result *result, int64_t accepted, int64_t unchanged, int64_t conflicting, int64_t rejected)
{
    if (result->accepted != accepted || result->unchanged != unchanged || result->conflicting != conflicting || result->rejected != rejected) {
        fail_msg("%lld accepted, %lld unchanged, %lld conflicting, %lld rejected", (long long)result->accepted, (long long)result->unchanged,
                 (long long)result->conflicting, (long long)result->rejected);
    }
}

#endif
