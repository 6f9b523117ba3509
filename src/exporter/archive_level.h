/* archive_level: how hard the workbook's parts are compressed.
 *
 * Law: the bytes of a workbook depend on it, so it is one number for all files. */
#ifndef EXPORTER_ARCHIVE_LEVEL_H
#define EXPORTER_ARCHIVE_LEVEL_H

/* Of zlib's 1 to 9: the file is 12% larger than with the library's 6, and a third of the whole time is saved (bench/README.md). */
enum { ARCHIVE_LEVEL = 3 };

/* Called once before a workbook is closed, so that the linker takes this file in. */
void archive_level_use(void);

#endif
