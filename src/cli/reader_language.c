#include "reader_language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/language.h"
#include "base/text.h"

/* The catalogues lie beside the program in a build, below ../share/locale when installed. */
static void bind_catalogues(void)
{
    static const char *const places[] = { "/locale", "/../share/locale" };
    char program[4096];
    struct buffer folder SCOPED_BUFFER = { 0 };
    ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
    if (length > 0) {
        program[length] = '\0';
        *strrchr(program, '/') = '\0';
        for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
            buffer_clear(&folder);
            buffer_format(&folder, "%s%s", program, places[i]);
            struct buffer catalogue SCOPED_BUFFER = { 0 };
            buffer_format(&catalogue, "%s/id/LC_MESSAGES/dumisake.mo", folder.bytes);
            if (access(catalogue.bytes, R_OK) == 0) {
                (void)bindtextdomain("dumisake", folder.bytes);
                return;
            }
        }
    }
    (void)bindtextdomain("dumisake", DUMISAKE_LOCALE_DIR);
}

/* The language the environment asks for, whether or not the system has that locale. */
static const char *environment_language(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "id", 2) == 0 ? "id" : "en";
        }
    }
    return "en";
}

const struct error *reader_language_choose(const char *lang)
{
    bool known = lang == NULL || strcmp(lang, "id") == 0 || strcmp(lang, "en") == 0;
    /* Messages only: numbers and dates in files never follow the locale. C.UTF-8 is on every Debian; gettext takes the
     * language from LANGUAGE in any locale but C itself. */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    (void)setlocale(LC_MESSAGES, "C.UTF-8");
    (void)setenv("LANGUAGE", known && lang != NULL ? lang : environment_language(), 1);
    bind_catalogues();
    (void)bind_textdomain_codeset("dumisake", "UTF-8");
    (void)textdomain("dumisake");
    return known ? NULL : error_new(ERROR_USAGE, _("--lang %s: the languages are id and en"), lang);
}
