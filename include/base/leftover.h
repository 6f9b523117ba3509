/* leftover: the temporary files of a program that was killed.
 *
 * Law: what this program writes under a temporary name ends in LEFTOVER_MARK, twelve random digits and eight that follow from them, so that nobody
 * gives such a name to a file of their own; and it is locked as long as its maker lives. What has such a name and no lock belongs to nobody any
 * more, and the next one that writes into the folder removes it. */
#ifndef BASE_LEFTOVER_H
#define BASE_LEFTOVER_H

#include "base/text.h"

#define LEFTOVER_MARK ".dumisake-"

/* Makes an empty file "NAME" LEFTOVER_MARK and digits, of mode 0600, open for reading and writing and locked; its name is added to the buffer, which
 * begins with NAME. Removes leftovers in its folder first. -1: errno says why not. */
int leftover_make_file(struct buffer *name);
/* The same for a folder of mode 0700; what is returned holds the lock until it is closed. */
int leftover_make_folder(struct buffer *name);
/* Removes one with the files in it, and closes the lock. */
void leftover_remove_folder(const char *path, int lock);
/* Removes the folder `path` when the file `mark` lies in it and nobody has it locked: its maker had not finished it. */
void leftover_tidy_folder(const char *path, const char *mark);
/* Tells the paths of those of the file `path`: who was making it did not come to the end, or is at it. */
void leftover_each(const char *path, void (*found)(void *context, const char *leftover), void *context);
/* Removes those in the folder of `path`. */
void leftover_tidy(const char *path);

#endif
