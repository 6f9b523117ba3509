/* libxlsxwriter has no say in the level of compression: it asks minizip for zlib's default. Between the two stands this function of the same
 * name as minizip's, which a program may put in a shared library's place (System V ABI, symbol interposition) and which passes everything on
 * but the level. Where the linker does not let it, files come out larger or smaller, and right. */
#include "archive_level.h"

#include <dlfcn.h>

#include <xlsxwriter/third_party/zip.h>

#include "base/error.h"

static int level = Z_DEFAULT_COMPRESSION;

void archive_level_use(void)
{
    level = ARCHIVE_LEVEL;
}

typedef int open_file(zipFile, const char *, const zip_fileinfo *, const void *, uInt, const void *, uInt, const char *, int, int, int, int, int, int,
                      const char *, uLong, uLong, uLong, int);

__attribute__((used, visibility("default"))) int zipOpenNewFileInZip4_64(zipFile file, const char *name, const zip_fileinfo *info, const void *local,
                                                                          uInt local_bytes, const void *global, uInt global_bytes, const char *comment,
                                                                          int method, int asked, int raw, int window_bits, int memory_level, int strategy,
                                                                          const char *password, uLong crc, uLong made_by, uLong flags, int zip64)
{
    union {
        void *address;
        open_file *function;
    } minizip = { .address = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64") };
    CHECK(minizip.address != NULL);
    return minizip.function(file, name, info, local, local_bytes, global, global_bytes, comment, method,
                            asked == Z_DEFAULT_COMPRESSION ? level : asked, raw, window_bits, memory_level, strategy, password, crc, made_by, flags, zip64);
}
