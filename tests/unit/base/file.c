#include "support.h"

#include "base/file.h"

#include <errno.h>

static void opens_an_ordinary_file_and_says_its_size(void **state)
{
    (void)state;
    int fd = -1;
    int64_t bytes = -1;
    file_write(scratch("in.csv"), "nik\n", 4);
    SUCCEEDS(file_open_input(scratch("in.csv"), &fd, &bytes));
    assert_int_equal(bytes, 4);
    assert_int_equal(close(fd), 0);
}

static void follows_a_symbolic_link_to_a_file_that_was_handed_in(void **state)
{
    (void)state;
    struct buffer whole = { 0 };
    file_write(scratch("in.csv"), "nik\n", 4);
    assert_int_equal(symlink(scratch("in.csv"), scratch("link.csv")), 0);
    SUCCEEDS(file_read_all(scratch("link.csv"), 100, &whole));
    assert_text(buffer_text(&whole), "nik\n");
    buffer_free(&whole);
}

static void refuses_what_is_not_an_ordinary_file(void **state)
{
    (void)state;
    int fd = 42;
    int64_t bytes = 42;
    assert_int_equal(mkfifo(scratch("pipe"), 0600), 0);
    assert_int_equal(symlink(scratch("nowhere"), scratch("dangling")), 0);
    REFUSES(file_open_input(scratch("missing.csv"), &fd, &bytes), ERROR_FAILED, "No such file");
    REFUSES(file_open_input(scratch("dangling"), &fd, &bytes), ERROR_FAILED, "No such file");
    REFUSES(file_open_input(scratch_folder, &fd, &bytes), ERROR_FAILED, "is a folder");
    REFUSES(file_open_input(scratch("pipe"), &fd, &bytes), ERROR_FAILED,
            "not an ordinary file"); /* and does not wait for a writer */
    REFUSES(file_open_input("/dev/null", &fd, &bytes), ERROR_FAILED, "not an ordinary file");
    REFUSES(file_open_input("", &fd, &bytes), ERROR_FAILED, "cannot be opened");
    assert_int_equal(fd, 42);
    assert_int_equal(bytes, 42);
}

static void reads_a_small_file_up_to_its_limit_and_refuses_one_byte_more(void **state)
{
    (void)state;
    struct buffer whole = { 0 };
    file_write(scratch("empty"), "", 0);
    SUCCEEDS(file_read_all(scratch("empty"), 0, &whole));
    assert_int_equal(whole.length, 0);
    file_write(scratch("five"), "a\0b\r\n", 5);
    SUCCEEDS(file_read_all(scratch("five"), 5, &whole));
    assert_int_equal(whole.length, 5);
    assert_memory_equal(whole.bytes, "a\0b\r\n", 6);
    REFUSES(file_read_all(scratch("five"), 4, &whole), ERROR_FAILED, "larger than the 4 bytes");
    assert_int_equal(whole.length, 5); /* as it was */
    buffer_free(&whole);
}

static void reads_a_file_of_several_chunks(void **state)
{
    (void)state;
    enum { LENGTH = 200001 };
    char *bytes = malloc(LENGTH);
    assert_non_null(bytes);
    for (int i = 0; i < LENGTH; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    struct buffer whole = { 0 };
    file_write(scratch("long"), bytes, LENGTH);
    SUCCEEDS(file_read_all(scratch("long"), LENGTH, &whole));
    assert_int_equal(whole.length, LENGTH);
    assert_memory_equal(whole.bytes, bytes, LENGTH);
    REFUSES(file_read_all(scratch("long"), LENGTH - 1, &whole), ERROR_FAILED, "larger");
    buffer_free(&whole);
    free(bytes);
}

static void an_output_appears_under_its_name_only_when_it_is_kept(void **state)
{
    (void)state;
    struct output output = { 0 };
    struct stat status;
    struct buffer whole = { 0 };
    SUCCEEDS(output_open(scratch("out.csv"), &output));
    assert_true(fputs("done\n", output.stream) >= 0);
    assert_false(file_exists(scratch("out.csv")));
    assert_int_equal(stat(output.temporary, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    SUCCEEDS(output_keep(&output));
    assert_null(output.stream);
    output_drop(&output); /* after keeping there is nothing to drop */
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(stat(scratch("out.csv"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    SUCCEEDS(file_read_all(scratch("out.csv"), 100, &whole));
    assert_text(buffer_text(&whole), "done\n");
    buffer_free(&whole);
}

static void a_dropped_output_leaves_nothing_and_the_earlier_file_as_it_was(void **state)
{
    (void)state;
    struct buffer whole = { 0 };
    file_write(scratch("out.csv"), "old\n", 4);
    {
        struct output output SCOPED_OUTPUT = { 0 };
        SUCCEEDS(output_open(scratch("out.csv"), &output));
        assert_true(fputs("new\n", output.stream) >= 0);
        assert_int_equal(scratch_count(), 2);
    }
    assert_int_equal(scratch_count(), 1);
    SUCCEEDS(file_read_all(scratch("out.csv"), 100, &whole));
    assert_text(buffer_text(&whole), "old\n");
    buffer_free(&whole);
    struct output none = { 0 };
    output_drop(&none);
}

static void a_kept_output_replaces_the_earlier_file(void **state)
{
    (void)state;
    struct output output = { 0 };
    struct buffer whole = { 0 };
    file_write(scratch("out.csv"), "older and longer\n", 17);
    SUCCEEDS(output_open(scratch("out.csv"), &output));
    assert_true(fputs("new\n", output.stream) >= 0);
    SUCCEEDS(output_keep(&output));
    SUCCEEDS(file_read_all(scratch("out.csv"), 100, &whole));
    assert_text(buffer_text(&whole), "new\n");
    assert_int_equal(scratch_count(), 1);
    buffer_free(&whole);
}

static void a_new_output_never_replaces_a_file(void **state)
{
    (void)state;
    struct output first = { 0 };
    struct output second = { 0 };
    struct buffer whole = { 0 };
    struct stat status;
    SUCCEEDS(output_open(scratch("copy.db"), &first));
    SUCCEEDS(output_open(scratch("copy.db"), &second)); /* two at once: the faster one has the name */
    assert_true(fputs("first\n", first.stream) >= 0 && fputs("second\n", second.stream) >= 0);
    SUCCEEDS(output_keep_new(&first));
    REFUSES(output_keep_new(&second), ERROR_FAILED, "exists already");
    output_drop(&second);
    SUCCEEDS(file_read_all(scratch("copy.db"), 100, &whole));
    assert_text(buffer_text(&whole), "first\n");
    assert_int_equal(stat(scratch("copy.db"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(status.st_nlink, 1);
    assert_int_equal(scratch_count(), 1);
    buffer_free(&whole);
}

static void an_output_that_cannot_be_written_is_refused_and_removed(void **state)
{
    (void)state;
    struct output output = { 0 };
    if (!file_exists("/dev/full")) {
        skip();
    }
    SUCCEEDS(output_open(scratch("out.csv"), &output));
    assert_non_null(freopen("/dev/full", "w", output.stream));
    assert_true(fputs("lost\n", output.stream) >= 0); /* still in the stream's buffer */
    REFUSES(output_keep(&output), ERROR_FAILED, "No space left");
    output_drop(&output);
    assert_int_equal(scratch_count(), 0);
}

static void refuses_to_put_an_output_in_the_place_of_anything_but_a_file(void **state)
{
    (void)state;
    struct output output = { 0 };
    file_write(scratch("real"), "real", 4);
    assert_int_equal(symlink(scratch("real"), scratch("link")), 0);
    assert_int_equal(symlink("/dev/null", scratch("device")), 0);
    assert_int_equal(mkfifo(scratch("pipe"), 0600), 0);
    REFUSES(output_open(scratch("link"), &output), ERROR_FAILED, "not an ordinary file");
    REFUSES(output_open(scratch("device"), &output), ERROR_FAILED, "not an ordinary file");
    REFUSES(output_open(scratch("pipe"), &output), ERROR_FAILED, "not an ordinary file");
    REFUSES(output_open("/dev/null", &output), ERROR_FAILED, "not an ordinary file");
    REFUSES(output_open(scratch_folder, &output), ERROR_FAILED, "not an ordinary file");
    REFUSES(output_open(scratch("no/such/folder.csv"), &output), ERROR_FAILED, "No such file");
    assert_null(output.stream);
    assert_int_equal(scratch_count(), 4); /* no temporary file */
}

static void writes_beside_a_name_without_a_folder(void **state)
{
    (void)state;
    char before[4096];
    struct output output = { 0 };
    assert_non_null(getcwd(before, sizeof(before)));
    assert_int_equal(chdir(scratch_folder), 0);
    SUCCEEDS(output_open("plain.csv", &output));
    SUCCEEDS(output_keep(&output));
    assert_int_equal(chdir(before), 0);
    assert_true(file_exists(scratch("plain.csv")));
    assert_int_equal(scratch_count(), 1);
}

static void an_output_knows_whether_the_file_of_its_name_says_something_else(void **state)
{
    (void)state;
    static const struct {
        const char *there;
        bool differs;
    } rows[] = { { NULL, false }, { "nik\n1\n", false }, { "nik\n2\n", true }, { "nik\n", true }, { "nik\n1\n2\n", true }, { "", true } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct output output SCOPED_OUTPUT = { 0 };
        bool differs = !rows[i].differs;
        if (rows[i].there != NULL) {
            file_write(scratch("out.csv"), rows[i].there, strlen(rows[i].there));
        }
        SUCCEEDS(output_open(scratch("out.csv"), &output));
        assert_true(fputs("nik\n1\n", output.stream) >= 0);
        SUCCEEDS(output_differs(&output, &differs));
        assert_int_equal(differs, rows[i].differs);
    }
}

#define file_test(name) cmocka_unit_test_setup_teardown(name, NULL, scratch_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        file_test(opens_an_ordinary_file_and_says_its_size),
        file_test(follows_a_symbolic_link_to_a_file_that_was_handed_in),
        file_test(refuses_what_is_not_an_ordinary_file),
        file_test(reads_a_small_file_up_to_its_limit_and_refuses_one_byte_more),
        file_test(reads_a_file_of_several_chunks),
        file_test(an_output_appears_under_its_name_only_when_it_is_kept),
        file_test(a_dropped_output_leaves_nothing_and_the_earlier_file_as_it_was),
        file_test(a_kept_output_replaces_the_earlier_file),
        file_test(a_new_output_never_replaces_a_file),
        file_test(an_output_that_cannot_be_written_is_refused_and_removed),
        file_test(refuses_to_put_an_output_in_the_place_of_anything_but_a_file),
        file_test(an_output_knows_whether_the_file_of_its_name_says_something_else),
        file_test(writes_beside_a_name_without_a_folder),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
