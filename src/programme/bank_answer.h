/* The section `answer` of a bank's template. */
#ifndef PROGRAMME_BANK_ANSWER_H
#define PROGRAMME_BANK_ANSWER_H

#include "programme/bank_template.h"
#include "programme/yaml.h"

/* What the template does not say is as in the default one. */
const struct error *bank_answer_take(const char *file, const struct yaml_node *root, struct bank_answer *out);
void bank_answer_free(struct bank_answer *answer); /* takes a zeroed one */

#endif
