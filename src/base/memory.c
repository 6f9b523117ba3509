#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

void *memory_new(size_t bytes)
{
    void *memory = calloc(1, bytes == 0 ? 1 : bytes);
    CHECK(memory != NULL);
    return memory;
}

void *memory_resize(void *memory, size_t count, size_t bytes)
{
    CHECK(bytes == 0 || count <= SIZE_MAX / bytes);
    size_t size = count * bytes;
    void *resized = realloc(memory, size == 0 ? 1 : size);
    CHECK(resized != NULL);
    return resized;
}

void memory_free(void *memory)
{
    free(memory);
}

void *memory_grow(void *array, size_t count, size_t *capacity, size_t bytes)
{
    if (count < *capacity) {
        return array;
    }
    size_t wanted = *capacity < 16 ? 16 : *capacity * 2;
    array = memory_resize(array, wanted, bytes);
    *capacity = wanted;
    return array;
}

void memory_give(void *to, void *local, size_t bytes)
{
    memcpy(to, local, bytes);
    memset(local, 0, bytes);
}

void memory_release(void *pointer_to_pointer)
{
    void **pointer = pointer_to_pointer;
    free(*pointer);
    *pointer = NULL;
}
