/* Runs a fuzz target over the files and folders that are named: every build replays the corpus, with any compiler. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { LARGEST = 4 * 1024 * 1024 };

static int replay_file(const char *path)
{
    uint8_t *bytes = malloc(LARGEST);
    FILE *stream = fopen(path, "rb");
    if (bytes == NULL || stream == NULL) {
        (void)fprintf(stderr, "replay: %s: cannot be read\n", path);
        free(bytes);
        return -1;
    }
    size_t length = fread(bytes, 1, LARGEST, stream);
    (void)fclose(stream);
    /* An allocation of just its size, so that reading past the end is seen. */
    uint8_t *exact = malloc(length == 0 ? 1 : length);
    if (exact != NULL) {
        memcpy(exact, bytes, length);
        (void)LLVMFuzzerTestOneInput(exact, length);
    }
    free(exact);
    free(bytes);
    return 1;
}

/* The number of inputs, or -1. */
static int replay(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        (void)fprintf(stderr, "replay: %s: is not there\n", path);
        return -1;
    }
    if (!S_ISDIR(status.st_mode)) {
        return replay_file(path);
    }
    int count = 0;
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return -1;
    }
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char name[4096];
        if (entry->d_name[0] == '.') {
            continue;
        }
        (void)snprintf(name, sizeof(name), "%s/%s", path, entry->d_name);
        int inputs = replay(name);
        if (inputs < 0) {
            count = -1;
            break;
        }
        count += inputs;
    }
    (void)closedir(folder);
    return count;
}

int main(int count, char **words)
{
    int inputs = 0;
    for (int i = 1; i < count; i++) {
        int more = replay(words[i]);
        if (more < 0) {
            return 1;
        }
        inputs += more;
    }
    (void)printf("%d inputs replayed\n", inputs);
    return inputs > 0 ? 0 : 1;
}
