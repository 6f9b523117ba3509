/* recorder: takes down what a traced program does to its files, so that a power cut after each of its calls can be played (power.py).
 *
 * The record is a line of fields parted by tabs for each call that succeeded, and behind that of a write its bytes and a newline. A file or folder is
 * DEVICE:INODE, a path is absolute:
 *     open FILE PATH CREATED MODE · write FILE OFFSET LENGTH · size FILE LENGTH · room FILE LENGTH · mode FILE MODE · sync FILE
 *     folder FILE PATH MODE · rename FROM TO · link FROM TO · remove PATH */
#ifndef TORTURE_RECORDER_H
#define TORTURE_RECORDER_H

#include <stdbool.h>
#include <sys/types.h>
#include <sys/user.h>

/* False: errno says why not. */
bool recorder_open(const char *path);
bool recorder_is_on(void);
/* The program `pid` stands before a call; what is asked now cannot be asked afterwards. */
void recorder_before(pid_t pid, const struct user_regs_struct *registers);
/* The same call was made. */
void recorder_after(pid_t pid, long result);

#endif
