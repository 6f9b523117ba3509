/* What an officer's verdict makes of the rules' decision. */
#ifndef PROGRAMME_REVIEW_MARK_H
#define PROGRAMME_REVIEW_MARK_H

#include "programme/eligibility.h"

enum decision_status review_decide(enum review_verdict verdict, enum decision_status status);

#endif
