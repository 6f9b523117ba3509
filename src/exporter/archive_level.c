/* libxlsxwriter has no say in the level of compression: it asks minizip for zlib's default. Between the two stands this function of the same
 * name as minizip's, which a program may put in a shared library's place (System V ABI, symbol interposition) and which passes everything on
 * but the level. Where the linker does not let it, files come out larger or smaller, and right. */
#include "archive_level.h"

#include <dlfcn.h>

#include <xlsxwriter/third_party/zip.h>

#include "base/error.h"

static int chosen = Z_DEFAULT_COMPRESSION;

void archive_level_use(void)
{
    chosen = ARCHIVE_LEVEL;
}

typedef int open_file(zipFile, const char *, const zip_fileinfo *, const void *, uInt, const void *, uInt, const char *, int, int, int, int, int, int,
                      const char *, uLong, uLong, uLong, int);

__attribute__((used, visibility("default"))) int zipOpenNewFileInZip4_64(
    zipFile file, const char *filename, const zip_fileinfo *zipfi, const void *extrafield_local, uInt size_extrafield_local, const void *extrafield_global,
    uInt size_extrafield_global, const char *comment, int method, int level, int raw, int windowBits, int memLevel, int strategy, const char *password,
    uLong crcForCrypting, uLong versionMadeBy, uLong flagBase, int zip64)
{
    union {
        void *address;
        open_file *function;
    } minizip = { .address = dlsym(RTLD_NEXT, "zipOpenNewFileInZip4_64") };
    CHECK(minizip.address != NULL);
    return minizip.function(file, filename, zipfi, extrafield_local, size_extrafield_local, extrafield_global, size_extrafield_global, comment, method,
                            level == Z_DEFAULT_COMPRESSION ? chosen : level, raw, windowBits, memLevel, strategy, password, crcForCrypting, versionMadeBy,
                            flagBase, zip64);
}
