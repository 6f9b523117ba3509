/* lottery_file: the tickets of a lottery for everybody to keep, before the seed is named.
 *
 * Law: nothing of the people; the tickets stand in ascending order, so that the place says nothing either. */
#ifndef EXPORTER_LOTTERY_FILE_H
#define EXPORTER_LOTTERY_FILE_H

#include "base/file.h"
#include "ledger/digest.h"

#define LOTTERY_FILE_HEADER "nomor,tiket\n"

/* `tickets` ascending; hexadecimal in the file. */
const struct error *lottery_file_write(const struct digest *tickets, size_t count, struct output *output);

#endif
