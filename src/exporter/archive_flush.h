/* archive_flush: whether the parts of a workbook lie whole in their temporary files when they are packed.
 *
 * Law: libxlsxwriter does not look, and would pack half a part without a word. */
#ifndef EXPORTER_ARCHIVE_FLUSH_H
#define EXPORTER_ARCHIVE_FLUSH_H

/* Between the two calls every file that is flushed is looked at. */
void archive_flush_begin(void);
/* Errors: 0, or the errno of the first write that failed since. */
int archive_flush_end(void);

#endif
