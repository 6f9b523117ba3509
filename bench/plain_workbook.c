/* The smallest program that writes a list as .xlsx with libxlsxwriter in constant memory: plain_workbook TABLE OUT. TABLE: a row a line, fields
 * between tabs; "n" before a field is a number, "s" a text, nothing an empty cell. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

int main(int count, char **arguments)
{
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    FILE *table = count == 3 ? fopen(arguments[1], "r") : NULL;
    lxw_workbook *workbook = table == NULL ? NULL : workbook_new_opt(arguments[2], &options);
    lxw_worksheet *sheet = workbook == NULL ? NULL : workbook_add_worksheet(workbook, NULL);
    static char line[65536];
    lxw_row_t row = 0;
    while (sheet != NULL && fgets(line, sizeof(line), table) != NULL) {
        char *rest = line;
        char *field;
        lxw_col_t column = 0;
        line[strcspn(line, "\n")] = '\0';
        while ((field = strsep(&rest, "\t")) != NULL) {
            if (field[0] == 'n') {
                worksheet_write_number(sheet, row, column, strtod(field + 1, NULL), NULL);
            } else if (field[0] == 's') {
                worksheet_write_string(sheet, row, column, field + 1, NULL);
            }
            column++;
        }
        row++;
    }
    return sheet == NULL || workbook_close(workbook) != LXW_NO_ERROR;
}
