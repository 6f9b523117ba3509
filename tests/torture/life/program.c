/* The program's main under another name, so that the host calls it. */
int dumisake_main(int count, char **words);
#define main dumisake_main
#include "../../../src/cli/main.c"
