#include "base/language.h"
#include "base/memory.h"
#include "command.h"
#include "programme/status.h"

static const struct error *run(const struct invocation *invocation, int *status_out)
{
    struct work work SCOPED_WORK = { 0 };
    int *years SCOPED_MEMORY = NULL;
    size_t count;
    *status_out = STATUS_DONE;
    TRY(work_begin(invocation, STORE_NEW, &work));
    TRY(status_years(work.store, &years, &count));
    TRY(work_commit(&work));
    if (invocation->globals->json) {
        json_t *object = json_begin(invocation);
        json_t *array = json_array();
        for (size_t i = 0; i < count; i++) {
            (void)json_array_append_new(array, json_integer(years[i]));
        }
        (void)json_object_set_new(object, "file", json_text(text_of(ledger_path(invocation->globals))));
        (void)json_object_set_new(object, "years", array);
        json_print(object);
        return NULL;
    }
    say(invocation, _("%s: a new ledger with the built-in programme years %d-%d."), shown_text(text_of(ledger_path(invocation->globals))), years[0], years[count - 1]);
    say_next(invocation, 0, "import %s", _("FILE"));
    return NULL;
}

const struct command command_init = {
    .name = "init",
    .arguments = "",
    .summary = N_("make the ledger file"),
    .help = N_("Makes the ledger file with the built-in programme years, readable by its owner only. An existing file is never overwritten.\n"
               "Not needed before `import`, which makes the ledger by itself."),
    .examples = "dumisake init\ndumisake init --db umkm.db",
    .writes = true,
    .duty = "ledger",
    .run = run,
};
