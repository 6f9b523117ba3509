#include "support.h"

#include "importer/table.h"

/* All tables of the file: a line a header (H) or row, `line:[cell][cell]`, a line == between tables. */
static const struct error *show(const char *file, const struct table_wish *wish, struct buffer *out, struct table_facts *facts)
{
    struct table *table SCOPED_TABLE = NULL;
    const char *path = scratch("file.csv");
    file_write(path, file, strlen(file));
    buffer_clear(out);
    TRY(table_open(path, wish, NULL, &table));
    for (;;) {
        const struct csv_record *header = table_header(table);
        struct csv_record record;
        bool more = true;
        for (size_t i = 0; i < header->count; i++) {
            buffer_format(out, "%s[%.*s]", i == 0 ? "H" : "", TEXT_ARG(header->fields[i]));
        }
        buffer_add_string(out, header->count > 0 ? "\n" : "");
        while (more) {
            TRY(table_next(table, &record, &more));
            if (more) {
                buffer_format(out, "%lld:", (long long)record.line);
                for (size_t i = 0; i < record.count; i++) {
                    buffer_format(out, "[%.*s]", TEXT_ARG(record.fields[i]));
                }
                buffer_add_string(out, record.resplit ? " resplit\n" : "\n");
            }
        }
        table_facts(table, facts);
        if (table_following(table) == 0) {
            return NULL;
        }
        buffer_format(out, "== %lld%s\n", (long long)table_following(table), table_following_is_same(table) ? " same" : "");
        TRY(table_begin_following(table));
    }
}

static const struct {
    const char *file;
    const char *tables;
    int64_t above;
    int64_t below;
} files[] = {
    { "", "", 0, 0 },
    { "\n\n", "", 0, 0 },
    { "nik,nama\n1,Ani\n2,Budi\n", "H[nik][nama]\n2:[1][Ani]\n3:[2][Budi]\n", 0, 0 },
    { "nik,nama\n", "H[nik][nama]\n", 0, 0 },
    { "nik,nama\n1,Ani\n", "H[nik][nama]\n2:[1][Ani]\n", 0, 0 },
    /* No header at all. */
    { "1,Ani,2024-01-02\n2,Budi,2024-01-03\n3,Citra,2024-01-04\n", "1:[1][Ani][2024-01-02]\n2:[2][Budi][2024-01-03]\n3:[3][Citra][2024-01-04]\n", 0, 0 },
    /* Columns named by years, rows without a name, one column. */
    { "Negara,2019,2020,2021\nA,1,2,3\nB,4,5,6\n", "H[Negara][2019][2020][2021]\n2:[A][1][2][3]\n3:[B][4][5][6]\n", 0, 0 },
    { "Ani;Jl. Melati\nBudi;Jl. Mawar\nCitra;Jl. Kenanga\nDewi;Jl. Melati\n",
      "1:[Ani][Jl. Melati]\n2:[Budi][Jl. Mawar]\n3:[Citra][Jl. Kenanga]\n4:[Dewi][Jl. Melati]\n", 0, 0 },
    { "nama;alamat\nAni;Jl. Melati\nBudi;Jl. Mawar\n", "H[nama][alamat]\n2:[Ani][Jl. Melati]\n3:[Budi][Jl. Mawar]\n", 0, 0 },
    { "NIK\n1571020304050001\n1571020304050002\n", "H[NIK]\n2:[1571020304050001]\n3:[1571020304050002]\n", 0, 0 },
    /* Blanks within a header, a title or at a line's end divide nothing. */
    { "NO KK\n1571011203111001\n", "H[NO KK]\n2:[1571011203111001]\n", 0, 0 },
    { "NOMOR NIK\n1571011203111001\n1571011203111002\n1571011203111003\n",
      "H[NOMOR NIK]\n2:[1571011203111001]\n3:[1571011203111002]\n4:[1571011203111003]\n", 0, 0 },
    { "DAFTAR ASN\nNIK\n1571011203111001\n1571011203111002\n", "H[NIK]\n3:[1571011203111001]\n4:[1571011203111002]\n", 1, 0 },
    { "nik\n1571011203111001 \n 1571011203121002\n", "H[nik]\n2:[1571011203111001 ]\n3:[ 1571011203121002]\n", 0, 0 },
    { "DATA PEMOHON TAHUN 2024\nnik,nama,kategori,kab\n1571011203900001,ANI WATI,milenial,KOTA JAMBI\n",
      "H[nik][nama][kategori][kab]\n3:[1571011203900001][ANI WATI][milenial][KOTA JAMBI]\n", 1, 0 },
    { "nik nama umur\n1 Ani 20\n", "H[nik][nama][umur]\n2:[1][Ani][20]\n", 0, 0 },
    { "1,2,3\n4,5,6\n", "1:[1][2][3]\n2:[4][5][6]\n", 0, 0 },
    { "Nama,Umur\nAni,n/a\nBudi,30\nCitra,-\nDewi,40\n", "H[Nama][Umur]\n2:[Ani][n/a]\n3:[Budi][30]\n4:[Citra][-]\n5:[Dewi][40]\n", 0, 0 },
    { "nik,nama,umur\n1,Ani,20\n2,Budi\n3,Citra,40,x\n4,Dewi,50\n",
      "H[nik][nama][umur]\n2:[1][Ani][20]\n3:[2][Budi]\n4:[3][Citra][40][x]\n5:[4][Dewi][50]\n", 0, 0 },
    /* Titles above the table, padded or not. */
    { "DAFTAR PENERIMA\nTahun 2024\n\nnik,nama,umur\n1,Ani,20\n2,Budi,30\n", "H[nik][nama][umur]\n5:[1][Ani][20]\n6:[2][Budi][30]\n", 2, 0 },
    { "DAFTAR PENERIMA,,\nnik,nama,umur\n1,Ani,20\n2,Budi,30\n", "H[nik][nama][umur]\n3:[1][Ani][20]\n4:[2][Budi][30]\n", 1, 0 },
    /* Titles and comments with as many cells as the table; keys and values in cells. */
    { "Sales by region, product, month\nname,qty,price\npen,1,2.5\nink,2,3\ncap,1,2\n",
      "H[name][qty][price]\n3:[pen][1][2.5]\n4:[ink][2][3]\n5:[cap][1][2]\n", 1, 0 },
    { "# source: x,y,z\n# a, b, c\nname,qty,price\npen,1,2.5\nink,2,3\ncap,1,2\n",
      "H[name][qty][price]\n4:[pen][1][2.5]\n5:[ink][2][3]\n6:[cap][1][2]\n", 2, 0 },
    { "#id,name,price\n1,pen,2.5\n2,ink,3\n3,cap,2\n", "H[#id][name][price]\n2:[1][pen][2.5]\n3:[2][ink][3]\n4:[3][cap][2]\n", 0, 0 },
    { "Report of sales, region north, all shops\n\nid,name,price\n1,pen,2.5\n2,ink,3\n3,cap,2\n",
      "H[id][name][price]\n4:[1][pen][2.5]\n5:[2][ink][3]\n6:[3][cap][2]\n", 1, 0 },
    { "Report,north,all\n\nid,name,price\n1,pen,2.5\n2,ink,3\n3,cap,2\n",
      "H[id][name][price]\n4:[1][pen][2.5]\n5:[2][ink][3]\n6:[3][cap][2]\n", 1, 0 },
    { "DAFTAR USULAN,,,,,,\nKabupaten,:,Bungo,,,,\nKecamatan,:,Pasar,,,,\n,,,,,,\nNo,NIK,No KK,Nama,Umur,Kab,Kec\n"
      "1,157,158,Ani,20,Bungo,A\n2,159,160,Budi,30,Tebo,B\n3,161,162,Citra,40,Tebo,C\n",
      "H[No][NIK][No KK][Nama][Umur][Kab][Kec]\n6:[1][157][158][Ani][20][Bungo][A]\n7:[2][159][160][Budi][30][Tebo][B]\n"
      "8:[3][161][162][Citra][40][Tebo][C]\n", 3, 0 },
    { "Kabupaten,: Bungo,,\nTahun,2024,,\nNIK,Nama,Umur,Kab\n157,Ani,20,Bungo\n158,Budi,30,Tebo\n159,Citra,40,Tebo\n",
      "H[NIK][Nama][Umur][Kab]\n4:[157][Ani][20][Bungo]\n5:[158][Budi][30][Tebo]\n6:[159][Citra][40][Tebo]\n", 2, 0 },
    /* Header rows: groups over merged cells, a row of numbers under them. */
    { "No,ALAMAT KTP,,USAHA,\n,KAB,KEC,KAB,KEC\n1,Bungo,A,Tebo,B\n2,Bungo,C,Tebo,D\n3,Bungo,E,Tebo,F\n4,Bungo,G,Tebo,H\n",
      "H[No][ALAMAT KTP KAB][ALAMAT KTP KEC][USAHA KAB][USAHA KEC]\n3:[1][Bungo][A][Tebo][B]\n4:[2][Bungo][C][Tebo][D]\n"
      "5:[3][Bungo][E][Tebo][F]\n6:[4][Bungo][G][Tebo][H]\n", 0, 0 },
    /* Years above the names of what was counted in them. */
    { ",2023,2023,2024,2024\nname,min,max,min,max\na,1,2,3,4\nb,2,3,4,5\nc,3,4,5,6\n",
      "H[name][2023 min][2023 max][2024 min][2024 max]\n3:[a][1][2][3][4]\n4:[b][2][3][4][5]\n5:[c][3][4][5][6]\n", 0, 0 },
    { "region,2021,2021,2022,2022\n,men,women,men,women\na,1,2,3,4\nb,2,3,4,5\nc,3,4,5,6\n",
      "H[region][2021 men][2021 women][2022 men][2022 women]\n3:[a][1][2][3][4]\n4:[b][2][3][4][5]\n5:[c][3][4][5][6]\n", 0, 0 },
    /* The Dinas's header above few rows and many lines of signatures. */
    { "DATA PEMOHON,,,,,,\nNo,NIK,NAMA,ALAMAT KTP,,USAHA,\n,,,KAB,KEC,KAB,KEC\n1,157,Ani,Bungo,A,Tebo,B\n2,158,Budi,Bungo,C,Tebo,D\n"
      ",\"Jambi, 12-Mar-2024\",,,,,\n,KEPALA DINAS,,,,,\n,,,,,,\n,Drs. CONTOH,,,,,\n,NIP. 1960,,,,,\n",
      "H[No][NIK][NAMA][ALAMAT KTP KAB][ALAMAT KTP KEC][USAHA KAB][USAHA KEC]\n4:[1][157][Ani][Bungo][A][Tebo][B]\n"
      "5:[2][158][Budi][Bungo][C][Tebo][D]\n", 1, 4 },
    { "No,NIK,NAMA,ALAMAT KTP,,USAHA,\n,,,KAB,KEC,KAB,KEC\n1,157,Ani,Bungo,A,Tebo,B\n",
      "H[No][NIK][NAMA][ALAMAT KTP KAB][ALAMAT KTP KEC][USAHA KAB][USAHA KEC]\n3:[1][157][Ani][Bungo][A][Tebo][B]\n", 0, 0 },
    /* Two header rows on every page, whole or only the upper one; one header typed twice; a section below the header. */
    { "NIK,NAMA,USAHA,,BANTUAN\n,,PROV,KAB,\n'157,Ani,JAMBI,Tebo,Pemula\n'158,Budi,JAMBI,Bungo,Milenial\nNIK,NAMA,USAHA,,BANTUAN\n,,PROV,KAB,\n"
      "'159,Citra,JAMBI,Tebo,Pemula\nNIK,NAMA,USAHA,,BANTUAN\n'160,Dewi,JAMBI,Tebo,Pemula\n",
      "H[NIK][NAMA][USAHA PROV][USAHA KAB][BANTUAN]\n3:['157][Ani][JAMBI][Tebo][Pemula]\n4:['158][Budi][JAMBI][Bungo][Milenial]\n"
      "== 5 same\nH[NIK][NAMA][USAHA PROV][USAHA KAB][BANTUAN]\n7:['159][Citra][JAMBI][Tebo][Pemula]\n"
      "== 8 same\nH[NIK][NAMA][USAHA][][BANTUAN]\n9:['160][Dewi][JAMBI][Tebo][Pemula]\n", 0, 0 },
    { "nik,nama,kategori,kab\n157101 1203 900001,Ani,milenial,Tebo\n1571011203900002,Budi,milenial,Tebo\n",
      "H[nik][nama][kategori][kab]\n2:[157101 1203 900001][Ani][milenial][Tebo]\n3:[1571011203900002][Budi][milenial][Tebo]\n", 0, 0 },
    { "nik,nama,kab\nNIK,nama,kab\n157,Ani,Tebo\n158,Budi,Bungo\n", "H[nik][nama][kab]\n3:[157][Ani][Tebo]\n4:[158][Budi][Bungo]\n", 1, 0 },
    { "No,NIK,Nama,Kategori,Kab\nI,KEC. JELUTUNG,,,\n1,157,Ani,milenial,Tebo\n2,158,Budi,milenial,Tebo\n",
      "H[No][NIK][Nama][Kategori][Kab]\n2:[I][KEC. JELUTUNG][][][]\n3:[1][157][Ani][milenial][Tebo]\n4:[2][158][Budi][milenial][Tebo]\n", 0, 0 },
    { "NIK,NAMA,TGL,UMUR\n(1),(2),(3),(4)\n1,Ani,2024-01-02,20\n2,Budi,2024-01-02,30\n",
      "H[NIK][NAMA][TGL][UMUR]\n3:[1][Ani][2024-01-02][20]\n4:[2][Budi][2024-01-02][30]\n", 1, 0 },
    /* Signatures and totals below it; a last row with a field too few is a row. */
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n2,Budi,30,Tebo\n\n\"Jambi, 12-Mar-2024\"\nKEPALA DINAS\n",
      "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[2][Budi][30][Tebo]\n", 0, 2 },
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n2,Budi,30,Tebo\nJumlah,,50,\n", "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[2][Budi][30][Tebo]\n", 0, 1 },
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n2,Budi30,Tebo\n", "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[2][Budi30][Tebo]\n", 0, 0 },
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n2,Budi,30,Tebo\n\n1571020304050001,,,\n",
      "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[2][Budi][30][Tebo]\n5:[1571020304050001][][][]\n", 0, 0 },
    /* Signatures padded to the table's width, without a gap; one row with hardly a cell is a row. */
    { "nik,nama,umur,kab,kec,desa\n1,Ani,20,Bungo,A,B\n2,Budi,30,Tebo,C,D\n,\"Jambi, 12-Mar-2024\",,,,\n,KEPALA DINAS,,,,\n",
      "H[nik][nama][umur][kab][kec][desa]\n2:[1][Ani][20][Bungo][A][B]\n3:[2][Budi][30][Tebo][C][D]\n", 0, 2 },
    { "nik,nama,umur,kab,kec,desa\n1,Ani,20,Bungo,A,B\n2,Budi,30,Tebo,C,D\n,Citra,,,,\n",
      "H[nik][nama][umur][kab][kec][desa]\n2:[1][Ani][20][Bungo][A][B]\n3:[2][Budi][30][Tebo][C][D]\n4:[][Citra][][][][]\n", 0, 0 },
    /* An officer's number is no person's; a row with a place of the table is one, and so is one with a NIK, grouped or not. */
    { "nik,nama,umur,kab,kec\n1,Ani,20,Bungo,A\n2,Budi,30,Tebo,C\n\nKEPALA DINAS\nNIP. 196501011990031001\n",
      "H[nik][nama][umur][kab][kec]\n2:[1][Ani][20][Bungo][A]\n3:[2][Budi][30][Tebo][C]\n", 0, 2 },
    { "nik,nama,umur,kab,kec,desa\n1,Ani,20,Bungo,A,x\n2,Budi,30,Tebo,C,y\n\n,Citra,,Bungo,,\n,Dewi,,Tebo,,\n",
      "H[nik][nama][umur][kab][kec][desa]\n2:[1][Ani][20][Bungo][A][x]\n3:[2][Budi][30][Tebo][C][y]\n5:[][Citra][][Bungo][][]\n"
      "6:[][Dewi][][Tebo][][]\n", 0, 0 },
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n2,Budi,30,Tebo\n\n1571 0203 0405 0001,,,\n",
      "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[2][Budi][30][Tebo]\n5:[1571 0203 0405 0001][][][]\n", 0, 0 },
    /* Many columns of short texts do not make the header a row. */
    { "n,c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,d0,d1,d2,d3,d4\n1,v0,v1,v2,v3,v4,v5,v6,v7,v8,v9,w0,w1,w2,w3,w4\n2,v0,v1,v2,v3,v4,v5,v6,v7,v8,v9,w0,w1,w2,w3,w4\n",
      "H[n][c0][c1][c2][c3][c4][c5][c6][c7][c8][c9][d0][d1][d2][d3][d4]\n2:[1][v0][v1][v2][v3][v4][v5][v6][v7][v8][v9][w0][w1][w2][w3][w4]\n"
      "3:[2][v0][v1][v2][v3][v4][v5][v6][v7][v8][v9][w0][w1][w2][w3][w4]\n", 0, 0 },
    /* A sparse row in the middle is a row. */
    { "nik,nama,umur,kab\n1,Ani,20,Bungo\n,Catatan,,\n2,Budi,30,Tebo\n",
      "H[nik][nama][umur][kab]\n2:[1][Ani][20][Bungo]\n3:[][Catatan][][]\n4:[2][Budi][30][Tebo]\n", 0, 0 },
    /* Tables below the first. */
    { "nik,nama,umur\n1,Ani,20\n2,Budi,30\n\nnik,nama,umur\n3,Citra,40\n", "H[nik][nama][umur]\n2:[1][Ani][20]\n3:[2][Budi][30]\n== 5 same\nH[nik][nama][umur]\n6:[3][Citra][40]\n", 0, 0 },
    { "nik,nama,umur\n1,Ani,20\n2,Budi,30\nnik,nama\n3,Citra\n4,\"D, E\"\n", "H[nik][nama][umur]\n2:[1][Ani][20]\n3:[2][Budi][30]\n== 4\nH[nik][nama]\n5:[3][Citra]\n6:[4][D, E]\n", 0, 0 },
    { "nik,nama,umur\n1,Ani,20\n2,Budi,30\n\nTabel 2\nkab,jumlah\nBungo,7\nTebo,8\n", "H[nik][nama][umur]\n2:[1][Ani][20]\n3:[2][Budi][30]\n== 6\nH[kab][jumlah]\n7:[Bungo][7]\n8:[Tebo][8]\n", 0, 1 },
    /* A row with the delimiter of another hand. */
    { "nik,nama,umur\n1,Ani,20\n2;Budi;30\n3,Citra,40\n", "H[nik][nama][umur]\n2:[1][Ani][20]\n3:[2][Budi][30] resplit\n4:[3][Citra][40]\n", 0, 0 },
    { "sep=;\nnik;nama\n1;Ani\n", "H[nik][nama]\n3:[1][Ani]\n", 1, 0 },
};

static void finds_the_tables_and_what_surrounds_them(void **state)
{
    (void)state;
    struct buffer shown = { 0 };
    for (size_t i = 0; i < ROWS(files); i++) {
        struct table_facts facts;
        SUCCEEDS(show(files[i].file, &TABLE_WISH_NONE, &shown, &facts));
        if (!text_equal(buffer_text(&shown), text_of(files[i].tables)) || facts.above_lines != files[i].above || facts.footer_lines != files[i].below) {
            fail_msg("file %zu: above %lld, below %lld\n%.*s\nexpected:\n%s", i, (long long)facts.above_lines, (long long)facts.footer_lines,
                     TEXT_ARG(buffer_text(&shown)), files[i].tables);
        }
    }
    buffer_free(&shown);
}

static void what_a_person_states_is_taken(void **state)
{
    (void)state;
    struct buffer shown = { 0 };
    struct table_facts facts;
    struct table_wish wish = TABLE_WISH_NONE;
    wish.headers = 0;
    SUCCEEDS(show("nik,nama\n1,Ani\n2,Budi\n", &wish, &shown, &facts));
    assert_text(buffer_text(&shown), "1:[nik][nama]\n2:[1][Ani]\n3:[2][Budi]\n");
    wish.headers = 2;
    SUCCEEDS(show("nik,nama\n1,Ani\n2,Budi\n", &wish, &shown, &facts));
    assert_text(buffer_text(&shown), "H[nik 1][nama Ani]\n3:[2][Budi]\n");
    wish = TABLE_WISH_NONE;
    wish.skip = 2;
    SUCCEEDS(show("a,b\n1,2\nnik,nama\n1,Ani\n", &wish, &shown, &facts));
    assert_text(buffer_text(&shown), "H[nik][nama]\n4:[1][Ani]\n");
    wish = TABLE_WISH_NONE;
    wish.header_needed = true;
    SUCCEEDS(show("1,Ani,20\n2,Budi,30\n3,Citra,40\n", &wish, &shown, &facts));
    assert_text(buffer_text(&shown), "H[1][Ani][20]\n2:[2][Budi][30]\n3:[3][Citra][40]\n");
    SUCCEEDS(show("DAFTAR\n1,Ani,20\n2,Budi,30\n3,Citra,40\n", &wish, &shown, &facts));
    assert_text(buffer_text(&shown), "H[1][Ani][20]\n3:[2][Budi][30]\n4:[3][Citra][40]\n");
    assert_int_equal(facts.above_lines, 1);
    buffer_free(&shown);
}

static void joins_tables_with_the_same_columns_and_no_others(void **state)
{
    (void)state;
    struct table *table SCOPED_TABLE = NULL;
    struct csv_record record;
    bool more;
    const char *path = scratch("file.csv");
    static const char file[] = "nik,nama,umur\n1,Ani,20\nNIK ,nama,umur\n3,Citra,40\nnik,nama\n4,Dewi\n5,Eka\n";
    file_write(path, file, sizeof(file) - 1);
    SUCCEEDS(table_open(path, &TABLE_WISH_NONE, NULL, &table));
    SUCCEEDS(table_next_joined(table, &record, &more));
    assert_int_equal(record.line, 2);
    SUCCEEDS(table_next_joined(table, &record, &more));
    assert_int_equal(record.line, 4);
    assert_int_equal(table_skipped(table), 1);
    REFUSES(table_next_joined(table, &record, &more), ERROR_FAILED, "line 5: a second table");
}

/* A row damaged by a quote does not take the rows below with it, and those far below are read as well. */
static void damage_stays_where_it_is(void **state)
{
    (void)state;
    struct table *table SCOPED_TABLE = NULL;
    struct buffer file = { 0 };
    struct csv_record record;
    bool more = true;
    int64_t rows = 0;
    int64_t damaged = 0;
    const char *path = scratch("file.csv");
    buffer_add_string(&file, "no,nama,alamat,umur\n");
    for (int i = 1; i <= 20000; i++) {
        buffer_format(&file, "%d,%sNama %d,\"Jl. Melati, No. %d\",%d\n", i, i % 1000 == 7 ? "\"" : "", i, i, 20 + i % 50);
    }
    file_write(path, file.bytes, file.length);
    SUCCEEDS(table_open(path, &TABLE_WISH_NONE, NULL, &table));
    while (more) {
        SUCCEEDS(table_next(table, &record, &more));
        if (more) {
            rows += 1;
            damaged += record.bad_quote != 0 ? 1 : 0;
            assert_int_equal(record.count, 4);
            assert_int_equal(record.line, rows + 1);
        }
    }
    assert_int_equal(rows, 20000);
    assert_int_equal(damaged, 20);
    buffer_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_tables_and_what_surrounds_them),
        cmocka_unit_test(what_a_person_states_is_taken),
        cmocka_unit_test(joins_tables_with_the_same_columns_and_no_others),
        cmocka_unit_test(damage_stays_where_it_is),
    };
    return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
