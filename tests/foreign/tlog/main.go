// Checks what dumisake wrote with programs that are not ours: the transparency log packages of the Go project (Debian:
// golang-golang-x-mod-dev), which verify Go's own checksum database, and Go's Ed25519.
//
//	tlog checkpoint VERIFIERKEY NOTE            the note's signature; prints its size and root
//	tlog receipt VERIFIERKEY PROOF              a tlog-proof: signature and inclusion; prints the entry
//	tlog exchange VERIFIERKEY OLDNOTE EXCHANGE  the old checkpoint begins the new one: signatures and consistency
//	tlog cosigned WITNESSKEY NOTE               a witness's cosignature/v1; prints its time
//	tlog journal JOURNAL.txt SIZE               the root of the first SIZE entries, computed anew
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "tlog:", err)
		os.Exit(1)
	}
}

func read(name string) string {
	data, err := os.ReadFile(name)
	fail(err)
	return string(data)
}

// A C2SP checkpoint is Go's tree note but for its first line.
func checkpoint(key, text string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	fail(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	fail(err)
	lines := strings.SplitN(opened.Text, "\n", 2)
	if lines[0] != verifier.Name() {
		fail(fmt.Errorf("origin %q, key %q", lines[0], verifier.Name()))
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + lines[1]))
	fail(err)
	return tree
}

func hashes(lines []string) []tlog.Hash {
	var out []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		fail(err)
		out = append(out, hash)
	}
	return out
}

func receipt(key, text string) {
	head, rest, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		fail(fmt.Errorf("not a tlog-proof with an entry"))
	}
	entry, err := base64.StdEncoding.DecodeString(lines[1][6:])
	fail(err)
	index, err := strconv.ParseInt(lines[2][6:], 10, 64)
	fail(err)
	tree := checkpoint(key, rest)
	fail(tlog.CheckRecord(hashes(lines[3:]), tree.N, tree.Hash, index, tlog.RecordHash(entry)))
	os.Stdout.Write(entry)
}

func exchange(key, old, text string) {
	head, rest, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	before := checkpoint(key, old)
	if !found || lines[0] != fmt.Sprintf("old %d", before.N) {
		fail(fmt.Errorf("begins with %q, the old checkpoint has %d", lines[0], before.N))
	}
	after := checkpoint(key, rest)
	fail(tlog.CheckTree(hashes(lines[1:]), after.N, after.Hash, before.N, before.Hash))
	fmt.Println(before.N, after.N)
}

// cosignature/v1 is younger than these packages: a verifier for it.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
	time *uint64
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	*w.time = binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", *w.time, message)
	return ed25519.Verify(w.key, []byte(signed), signature[8:])
}

func cosigned(text, signedNote string) {
	parts := strings.SplitN(text, "+", 3)
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	fail(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	fail(err)
	if len(key) != 33 || key[0] != 4 {
		fail(fmt.Errorf("not the key of a witness"))
	}
	var at uint64
	_, err = note.Open([]byte(signedNote), note.VerifierList(witness{parts[0], uint32(hash), key[1:], &at}))
	fail(err)
	fmt.Println(at)
}

func journal(text string, size int) {
	entries := bytes.Split(bytes.TrimSuffix([]byte(text), []byte("\n")), []byte("\n\n"))
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var out []tlog.Hash
		for _, index := range indexes {
			out = append(out, stored[index])
		}
		return out, nil
	})
	for i, entry := range entries[:size] {
		more, err := tlog.StoredHashes(int64(i), append(entry[:len(entry):len(entry)], '\n'), reader)
		fail(err)
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(int64(size), reader)
	fail(err)
	fmt.Printf("%x\n", root[:])
}

func main() {
	words := os.Args[1:]
	switch {
	case len(words) == 3 && words[0] == "checkpoint":
		tree := checkpoint(words[1], read(words[2]))
		fmt.Printf("%d %x\n", tree.N, tree.Hash[:])
	case len(words) == 3 && words[0] == "receipt":
		receipt(words[1], read(words[2]))
	case len(words) == 4 && words[0] == "exchange":
		exchange(words[1], read(words[2]), read(words[3]))
	case len(words) == 3 && words[0] == "cosigned":
		cosigned(words[1], read(words[2]))
	case len(words) == 3 && words[0] == "journal":
		size, err := strconv.Atoi(words[2])
		fail(err)
		journal(read(words[1]), size)
	default:
		fail(fmt.Errorf("see the head of main.go"))
	}
}
