/* memory: allocation that never fails. Out of memory aborts; transactions make that safe. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *memory_new(size_t bytes);                                /* zeroed */
void *memory_resize(void *memory, size_t count, size_t bytes); /* checked multiplication; the new part is not zeroed */
void memory_free(void *memory);                                /* takes NULL */

/* Grows *array so that `count + 1` items of `bytes` fit. */
void *memory_grow(void *array, size_t count, size_t *capacity, size_t bytes);

/* For __attribute__((cleanup)): frees what the pointer points to. */
void memory_release(void *pointer_to_pointer);
#define SCOPED_MEMORY __attribute__((cleanup(memory_release)))

/* Hands a local that a guard would release to the caller: *to becomes it, and the guard finds zeroes. */
#define MEMORY_GIVE(to, local) memory_give((to), &(local), sizeof(local))
void memory_give(void *to, void *local, size_t bytes);

#endif
