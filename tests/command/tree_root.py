"""The root and the frontier (hex, largest subtree first) of the first SIZE entries of a journal's text: JOURNAL.txt SIZE"""
import hashlib
import sys

entries = [text + "\n" for text in open(sys.argv[1], encoding="utf-8", newline="\n").read().rstrip("\n").split("\n\n")]
frontier = []  # (leaves, hash)
for entry in entries[: int(sys.argv[2])]:
    frontier.append((1, hashlib.sha256(b"\0" + entry.encode()).digest()))
    while len(frontier) > 1 and frontier[-1][0] == frontier[-2][0]:
        (n, right), (_, left) = frontier.pop(), frontier.pop()
        frontier.append((2 * n, hashlib.sha256(b"\1" + left + right).digest()))
root = frontier[-1][1]
for _, left in reversed(frontier[:-1]):
    root = hashlib.sha256(b"\1" + left + root).digest()
print(root.hex(), "".join(digest.hex() for _, digest in frontier))
