#include "ledger/officer.h"

#include <strings.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/query.h"

static const struct {
    enum officer_role role;
    const char *name;
    const char *title;
} roles_all[] = {
    { OFFICER_ADMINISTRATOR, "administrator", "Administrator" },
    { OFFICER_OPERATOR, "operator", "Operator" },
    { OFFICER_VERIFIER, "verifier", "Verifikator" },
    { OFFICER_APPROVER, "approver", "Pejabat penyetuju" },
    { OFFICER_TREASURER, "treasurer", "Bendahara" },
    { OFFICER_AUDITOR, "auditor", "Auditor" },
};
enum { ROLES = sizeof(roles_all) / sizeof(roles_all[0]) };

void officers_free(struct officers *officers)
{
    memory_free(officers->items);
    *officers = (struct officers){ 0 };
}

struct officer *officers_find(const struct officers *officers, struct text name)
{
    for (size_t i = 0; i < officers->count; i++) {
        if (text_equal(text_of(officers->items[i].name), name)) {
            return &officers->items[i];
        }
    }
    return NULL;
}

bool officer_active(const struct officer *officer, int64_t position)
{
    return officer->active_from <= position && position < officer->active_to;
}

bool officer_has(const struct officer *officer, unsigned roles)
{
    return (officer->roles & roles) != 0;
}

size_t officers_active(const struct officers *officers, enum officer_role role, int64_t position)
{
    size_t count = 0;
    for (size_t i = 0; i < officers->count; i++) {
        count += officer_has(&officers->items[i], role) && officer_active(&officers->items[i], position) ? 1 : 0;
    }
    return count;
}

static bool is_name_byte(char byte, bool first)
{
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    return letter || (!first && (byte == '-' || byte == '.' || byte == '_'));
}

bool officer_name_sound(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        if (!is_name_byte(name.bytes[i], i == 0)) {
            return false;
        }
    }
    return name.length > 0 && name.length <= OFFICER_NAME_MAX;
}

bool officer_roles_parse(struct text words, unsigned *out)
{
    unsigned roles = 0;
    for (size_t at = 0; at < words.length;) {
        size_t end = at;
        unsigned found = 0;
        while (end < words.length && words.bytes[end] != ' ' && words.bytes[end] != ',') {
            end++;
        }
        for (size_t i = 0; i < ROLES; i++) {
            if (text_equal((struct text){ words.bytes + at, end - at }, text_of(roles_all[i].name))) {
                found = roles_all[i].role;
            }
        }
        if (found == 0) {
            return false;
        }
        roles |= found;
        at = end + 1;
    }
    *out = roles;
    return roles != 0;
}

void officer_roles_print(unsigned roles, struct buffer *out)
{
    bool first = true;
    for (size_t i = 0; i < ROLES; i++) {
        if ((roles & roles_all[i].role) != 0) {
            buffer_format(out, "%s%s", first ? "" : " ", roles_all[i].name);
            first = false;
        }
    }
}

const char *officer_role_title(enum officer_role role)
{
    for (size_t i = 0; i < ROLES; i++) {
        if (roles_all[i].role == role) {
            return roles_all[i].title;
        }
    }
    return "?";
}

const struct error *officers_load(struct store *store, struct officers *out)
{
    struct officers officers SCOPED_OFFICERS = { 0 };
    struct query *query SCOPED_QUERY = NULL;
    bool row;
    /* The tables name the entries; what counts is what the entries say. */
    TRY(query_open(store,
                   "SELECT j.position, j.text FROM journal AS j WHERE j.position IN (SELECT position FROM officer UNION ALL SELECT position FROM officer_revocation "
                   "UNION ALL SELECT position FROM officer_confirmation) ORDER BY j.position",
                   &query));
    for (;;) {
        TRY(query_step(query, &row));
        if (!row) {
            break;
        }
        TRY(officers_apply(&officers, query_integer(query, 0), query_text(query, 1)));
    }
    MEMORY_GIVE(out, officers);
    return NULL;
}
