#include "resources.h"

bool resource_line(struct text *rest_inout, struct text *line_out)
{
    while (rest_inout->length > 0) {
        *line_out = text_trim(text_split(rest_inout, '\n'));
        if (line_out->length > 0) {
            return true;
        }
    }
    return false;
}
