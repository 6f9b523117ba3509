/* day_text: days as offices write them.
 *
 * Law: the day stands before the month, always; what is no day of the calendar is refused. */
#ifndef IMPORTER_DAY_TEXT_H
#define IMPORTER_DAY_TEXT_H

#include "base/day.h"

/* "2024-03-31", "31/03/2024", "31-3-2024", "31.03.2024": one separator, years with four digits. */
bool day_read(struct text text, struct day *out) __attribute__((warn_unused_result));

#endif
