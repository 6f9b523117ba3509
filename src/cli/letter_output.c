#include "letter_output.h"

#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "exporter/letter.h"

/* A letter of this template may be replaced by another; a template or another paper may not. */
static const struct error *check_kind(const char *path, struct text template)
{
    struct buffer start SCOPED_BUFFER = { 0 };
    struct text beginning = letter_beginning(template);
    if (access(path, F_OK) != 0) {
        return NULL;
    }
    TRY(file_read_start(path, LETTER_TEMPLATE_MAX, &start));
    bool ours = start.length == 0 || (beginning.length > 0 && text_starts_with(buffer_text(&start), beginning) && strstr(buffer_string(&start), "{{") == NULL);
    return ours ? NULL : error_new(ERROR_FAILED, _("%s: exists already and was not written by this command; name another file"), path);
}

static const struct error *write_letter(const char *path, const struct buffer *letter)
{
    struct output output SCOPED_OUTPUT = { 0 };
    TRY(output_open(path, &output));
    if (fwrite(letter->bytes, 1, letter->length, output.stream) != letter->length) {
        return error_errno(_("%s: cannot be written"), path);
    }
    return output_keep(&output);
}

const struct error *letter_output(const struct invocation *invocation, struct day day, const char *template, const char *path, struct explained *explained)
{
    const struct letter letter = { &explained->programme, &explained->moment, &explained->explanation, explained->nik, day };
    struct buffer bytes SCOPED_BUFFER = { 0 };
    struct text text = letter_template();
    if (template != NULL) {
        TRY(file_read_all(template, LETTER_TEMPLATE_MAX, &bytes));
        text = buffer_text(&bytes);
    }
    if (path != NULL) {
        TRY(output_path_check(invocation->globals, path));
        TRY(check_kind(path, text));
    }
    TRY(letter_compose(template == NULL ? "surat_keputusan.txt" : template, text, &letter, &explained->letter));
    if (explained->letter.length == 0) {
        return error_new(ERROR_FAILED, _("%s: is empty; a letter would say nothing"), template);
    }
    explained->letter_file = path;
    return path == NULL ? NULL : write_letter(path, &explained->letter);
}
