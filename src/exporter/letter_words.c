#include "letter_words.h"

enum { WORDS_MAX = 400 }; /* bytes of one value */

static void add_printable(struct buffer *out, struct text text)
{
    buffer_add_printable(out, text, WORDS_MAX);
}

/* "   Tertulis      : ..." */
static void add_line(struct buffer *out, const char *label, struct text words)
{
    if (words.length > 0) {
        buffer_format(out, "\n   %-14s: ", label);
        add_printable(out, words);
    }
}

static bool is_reason(const struct rule_view *view)
{
    return view->effect != DECISION_ELIGIBLE;
}

/* The programme year has nothing for the category. */
static bool not_helped(const struct letter *letter)
{
    return !programme_helps(letter->programme, letter->explanation->category);
}

size_t letter_reasons(const struct letter *letter)
{
    const struct explanation *explanation = letter->explanation;
    size_t count = explanation->bar_count + (not_helped(letter) ? 1 : 0);
    for (size_t i = 0; i < explanation->rule_count; i++) {
        count += is_reason(&explanation->rules[i]) ? 1 : 0;
    }
    return explanation->status == DECISION_ELIGIBLE ? 0 : count;
}

static void add_bar(const struct bar_view *view, struct buffer *out)
{
    struct buffer entry SCOPED_BUFFER = { 0 };
    add_printable(out, text_of(view->title));
    add_line(out, "Tercatat", buffer_text(&view->value));
    if (view->entry != 0) {
        buffer_format(&entry, "entri jurnal %lld", (long long)view->entry);
    }
    add_line(out, "Sumber", view->entry != 0 ? buffer_text(&entry) : buffer_text(&view->source));
}

static void add_rule(const struct rule_view *view, struct buffer *out)
{
    struct buffer seen SCOPED_BUFFER = { 0 };
    struct buffer source SCOPED_BUFFER = { 0 };
    bool unknown = view->outcome == OUTCOME_UNKNOWN_REVIEW || view->outcome == OUTCOME_UNKNOWN_REJECTS;
    add_printable(out, text_of(view->rule->title));
    buffer_add_string(out, unknown ? " (belum terbukti)" : "");
    if (view->words.value.length > 0) {
        add_printable(&seen, buffer_text(&view->words.value));
        buffer_add_string(&seen, " (");
        add_printable(&seen, buffer_text(&view->words.from));
        buffer_add_byte(&seen, ')');
    }
    add_line(out, "Tertulis", buffer_text(&seen));
    add_line(out, "Masuk daftar", buffer_text(&view->words.lists));
    add_line(out, "Ketentuan", buffer_text(&view->words.threshold));
    add_printable(&source, text_of(view->rule->source));
    buffer_add_string(&source, view->rule->assumed ? " (asumsi)" : "");
    add_line(out, "Dasar", buffer_text(&source));
    add_line(out, "Terpenuhi bila", buffer_text(&view->words.flip));
}

/* Begins the next reason, when it is to be shown. */
static bool begin(size_t *number, size_t shown, struct buffer *out)
{
    if (*number == shown) {
        return false;
    }
    *number += 1;
    buffer_format(out, "%s%zu. ", out->length == 0 ? "" : "\n", *number);
    return true;
}

/* Eligible; what the rules leave open an officer has decided. */
static void add_no_reasons(const struct explanation *explanation, struct buffer *out)
{
    bool open = false;
    for (size_t i = 0; i < explanation->rule_count; i++) {
        open = open || is_reason(&explanation->rules[i]);
    }
    buffer_add_string(out, open ? "Ketentuan program terpenuhi; yang belum terbukti sudah diperiksa dan diterima oleh petugas." : "Semua ketentuan program terpenuhi.");
}

void letter_add_reasons(const struct letter *letter, size_t shown, struct buffer *out)
{
    const struct explanation *explanation = letter->explanation;
    size_t total = letter_reasons(letter);
    size_t number = 0;
    bool assumed = false;
    if (total == 0) {
        add_no_reasons(explanation, out);
        return;
    }
    if (not_helped(letter) && begin(&number, shown, out)) {
        buffer_format(out, "Program tahun %d tidak memberi bantuan untuk kategori %s.", letter->programme->year, category_title(explanation->category));
    }
    for (size_t i = 0; i < explanation->bar_count; i++) {
        if (begin(&number, shown, out)) {
            add_bar(&explanation->bars[i], out);
        }
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        if (is_reason(&explanation->rules[i]) && begin(&number, shown, out)) {
            add_rule(&explanation->rules[i], out);
            assumed = assumed || explanation->rules[i].rule->assumed;
        }
    }
    if (number < total) {
        buffer_format(out, number == 0 ? "%s%zu alasan" : "%sdan %zu alasan lain", number == 0 ? "" : "\n", total - number);
    }
    buffer_add_string(out, assumed ? "\n\n(asumsi) berarti tidak ada dalam ketentuan yang dipublikasikan; nilainya dianggap demikian." : "");
}

/* What the limit of a waiting list means. */
static void add_limit(struct text limit, struct buffer *out)
{
    static const struct {
        enum allocation_result result;
        const char *words;
    } limits[] = {
        { ALLOCATION_WAITING_BUDGET, "anggaran sudah terpakai" },
        { ALLOCATION_WAITING_LIMIT, "jumlah orang dalam batch itu dibatasi" },
        { ALLOCATION_WAITING_PLACE, "kecamatan usaha tidak dikenal" },
        { ALLOCATION_NOT_CHOSEN, "batch itu untuk kategori atau wilayah lain" },
    };
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        if (text_equal(limit, text_of(allocation_limit_name(limits[i].result)))) {
            buffer_add_string(out, limits[i].words);
            return;
        }
    }
    buffer_add_string(out, "kuota ");
    add_printable(out, limit);
    buffer_add_string(out, " penuh");
}

static void add_payout(const struct letter *letter, struct buffer *out)
{
    const struct fate *fate = &letter->explanation->fate;
    bool now = letter->moment->batch == 0;
    if (now && fate->account == ACCOUNT_TERSALUR) {
        buffer_add_string(out, "bantuan ");
        money_print(fate->amount, out);
        buffer_add_string(out, " sudah disalurkan");
    } else if (now && fate->account == ACCOUNT_RETUR) {
        buffer_add_string(out, "penyaluran bantuan dikembalikan oleh bank");
    } else if (now && fate->account == ACCOUNT_SETOR_KEMBALI) {
        buffer_add_string(out, "dana bantuan sudah disetor kembali ke kas daerah");
    } else {
        buffer_add_string(out, "ditetapkan untuk bantuan ");
        money_print(fate->amount, out);
    }
    buffer_format(out, " (batch %lld, urutan %lld, nomor rujukan ", (long long)fate->batch, (long long)fate->sequence);
    buffer_add(out, buffer_text(&fate->reference));
    buffer_add_byte(out, ')');
    buffer_add_string(out, fate->held_back ? "; penyalurannya ditahan" : "");
}

static void add_waiting(const struct explanation *explanation, struct buffer *out)
{
    const struct waiting_place *place = &explanation->waiting;
    buffer_add_string(out, "menunggu, ");
    if (place->batch != 0) {
        buffer_format(out, "urutan %lld pada daftar tunggu batch %lld; ", (long long)place->position, (long long)place->batch);
    }
    add_limit(buffer_text(&explanation->fate.limit), out);
}

static void add_fate(const struct letter *letter, struct buffer *out)
{
    const struct explanation *explanation = letter->explanation;
    switch (explanation->fate.kind) {
    case FATE_NONE:
        return;
    case FATE_PAYOUT:
        add_payout(letter, out);
        return;
    case FATE_NEXT:
        buffer_add_string(out, "menunggu batch berikutnya");
        return;
    case FATE_WAITING:
        add_waiting(explanation, out);
        return;
    case FATE_FAMILY:
        buffer_add_string(out, "tidak dibayar selama anggota lain dari KK yang sama didahulukan: satu KK satu bantuan");
        return;
    case FATE_PAID_LATER:
        buffer_add_string(out, "tidak dibayar, sebab NIK atau KK sudah mendapat bantuan tahun sesudahnya");
        return;
    case FATE_LOTTERY:
        buffer_add_string(out, "menunggu undian");
        return;
    case FATE_UNKNOWN:
        buffer_add_string(out, "tidak masuk batch itu dan daftar tunggunya");
        return;
    }
}

void letter_add_decision(const struct letter *letter, struct buffer *out)
{
    static const char *const words[] = {
        [DECISION_ELIGIBLE] = "MEMENUHI SYARAT",
        [DECISION_NEEDS_REVIEW] = "BELUM DIPUTUSKAN: perlu diperiksa petugas",
        [DECISION_INELIGIBLE] = "TIDAK MEMENUHI SYARAT",
    };
    const struct explanation_moment *moment = letter->moment;
    buffer_add_string(out, words[letter->explanation->status]);
    buffer_add_string(out, letter->explanation->fate.kind == FATE_NONE ? "" : "; ");
    add_fate(letter, out);
    if (moment->batch != 0) {
        buffer_format(out, ". Menurut keadaan pada batch %lld, ", (long long)moment->batch);
        day_print_words(moment->day, out);
    }
    buffer_add_byte(out, '.');
}

void letter_add_objection(const struct letter *letter, struct buffer *out)
{
    const char *words = letter->explanation->status == DECISION_ELIGIBLE
                            ? "Bila ada data yang keliru, sampaikan secara tertulis beserta buktinya"
                            : "Bila data di atas keliru atau Saudara berkeberatan, sampaikan sanggahan tertulis beserta buktinya";
    buffer_format(out, "%s kepada dinas yang membidangi koperasi dan UKM di kabupaten/kota tempat usaha. Sebutkan NIK%s. Sanggahan dicatat dan diperiksa petugas.",
                  words, letter_reasons(letter) == 0 ? "" : " dan nomor alasannya");
}
