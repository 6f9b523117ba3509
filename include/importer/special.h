/* special: where the bytes that shape a delimited file stand, 64 bytes at a look.
 *
 * Law: both ways of looking give the same mask; the portable one says what it means. */
#ifndef IMPORTER_SPECIAL_H
#define IMPORTER_SPECIAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define SPECIAL_BLOCK 64

/* What is looked for besides line feeds and carriage returns. */
struct specials {
    char delimiter;
    char quote;
    char escape; /* the quote again when nothing else escapes */
};

/* Bit i is set when bytes[i] is one of the specials, a line feed or a carriage return. Reads 64 bytes. */
static inline uint64_t special_mask_portable(const char *bytes, struct specials specials)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < SPECIAL_BLOCK; i++) {
        char byte = bytes[i];
        if (byte == specials.delimiter || byte == specials.quote || byte == specials.escape || byte == '\n' || byte == '\r') {
            mask |= UINT64_C(1) << i;
        }
    }
    return mask;
}

#ifdef __SSE2__
static inline uint64_t special_mask(const char *bytes, struct specials specials)
{
    const __m128i delimiters = _mm_set1_epi8(specials.delimiter);
    const __m128i quotes = _mm_set1_epi8(specials.quote);
    const __m128i escapes = _mm_set1_epi8(specials.escape);
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r');
    uint64_t mask = 0;
    for (size_t part = 0; part < SPECIAL_BLOCK / 16; part++) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + part * 16));
        __m128i cells = _mm_or_si128(_mm_cmpeq_epi8(block, delimiters), _mm_cmpeq_epi8(block, quotes));
        __m128i lines = _mm_or_si128(_mm_cmpeq_epi8(block, feeds), _mm_cmpeq_epi8(block, returns));
        cells = _mm_or_si128(cells, _mm_cmpeq_epi8(block, escapes));
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(cells, lines));
        mask |= (uint64_t)found << (part * 16);
    }
    return mask;
}
#else
static inline uint64_t special_mask(const char *bytes, struct specials specials)
{
    return special_mask_portable(bytes, specials);
}
#endif

#endif
