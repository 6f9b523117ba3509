"""What a disk holds of what a program did, when the current fails: a model of files and folders that knows of each change whether it was synced.

Strict where file systems differ: a file's bytes are kept once that file was synced, its name once its folder was, and nothing else is promised; what
was not synced may be there or not, each block of a write and each name for itself."""
import os

BLOCK, SECTOR = 4096, 512


class File:
    def __init__(self, mode, data=b""):
        self.mode, self.now, self.kept, self.pending = mode, bytearray(data), data, []

    def change(self, *step):
        self.pending.append(step)
        apply(self.now, step)

    def sync(self):
        if self.pending:
            self.kept, self.pending = bytes(self.now), []

    def last(self):
        data = bytearray(self.kept)
        for step in self.pending[-1:]:
            apply(data, step)
        return bytes(data)

    def some(self, dice, share):
        """What may be on the disk: of each write some blocks, of one block in ten some sectors."""
        data = bytearray(self.kept)
        for step in self.pending:
            if step[0] != "write":
                if dice.random() < share:
                    apply(data, step)
                continue
            for at, piece in pieces(step[1], step[2], BLOCK):
                if dice.random() < share:
                    torn = dice.random() < 0.1
                    for inner, part in pieces(at, piece, SECTOR) if torn else [(at, piece)]:
                        if not torn or dice.random() < 0.5:
                            apply(data, ("write", inner, part))
        if self.pending and dice.random() < 0.3:  # the length is there, the bytes are not
            data.extend(bytes(max(0, len(self.now) - len(data))))
        return bytes(data)


def apply(data, step):
    if step[0] == "write":
        _, at, piece = step
        data.extend(bytes(max(0, at - len(data))))
        data[at:at + len(piece)] = piece
    elif step[0] == "size":
        del data[step[1]:]
        data.extend(bytes(step[1] - len(data)))
    else:  # room: never shorter
        data.extend(bytes(max(0, step[1] - len(data))))


def pieces(at, data, size):
    """Parted where blocks of the disk are."""
    while data:
        length = size - at % size
        yield at, data[:length]
        at, data = at + length, data[length:]


class Folder:
    def __init__(self, mode):
        self.mode, self.now, self.kept, self.pending = mode, {}, {}, []

    def change(self, **names):
        """Names to files, or to None; all of them at once, as a rename does."""
        self.pending.append(names)
        name_all(self.now, names)

    def sync(self):
        self.kept, self.pending = dict(self.now), []

    def last(self):
        names = dict(self.kept)
        for step in self.pending[-1:]:
            name_all(names, step)
        return names

    def some(self, dice, share):
        names = dict(self.kept)
        for step in self.pending:
            if dice.random() < share:
                name_all(names, step)
        return names


def name_all(names, step):
    for name, file in step.items():
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


class Disk:
    """A folder, all of which is on the disk, and what is done to it from now on."""

    def __init__(self, root):
        self.root = os.path.realpath(root)
        self.numbers = {}  # as the recorder names files
        self.top = self.read(self.root)

    def read(self, path):
        status = os.stat(path)
        mode = status.st_mode & 0o7777
        if os.path.isdir(path):
            node = Folder(mode)
            for name in os.listdir(path):
                node.now[name] = self.read(os.path.join(path, name))
            node.kept = dict(node.now)
        else:
            with open(path, "rb") as file:
                node = File(mode, file.read())
        self.numbers[f"{status.st_dev:x}:{status.st_ino}"] = node
        return node

    def move(self, root):
        """The same disk, where a copy of the folder lies."""
        self.root = os.path.realpath(root)
        self.numbers = {}

        def number(path, node):
            status = os.stat(path)
            self.numbers[f"{status.st_dev:x}:{status.st_ino}"] = node
            for name, inner in node.now.items() if isinstance(node, Folder) else []:
                number(os.path.join(path, name), inner)

        number(self.root, self.top)

    def place(self, path):
        """The folder of a path and the name in it; None outside."""
        path = os.path.normpath(path)
        if not path.startswith(self.root + "/"):
            return None, None
        *folders, name = path[len(self.root) + 1:].split("/")
        node = self.top
        for folder in folders:
            node = node.now[folder]
        return node, name

    def play(self, event):
        """One call, as read_record yields it. False: it changed nothing here."""
        verb, *fields = event
        if verb == "open":
            number, path, made, mode = fields
            folder, name = self.place(path)
            if folder is None or made == "0":
                return False
            self.numbers[number] = File(int(mode, 8))
            folder.change(**{name: self.numbers[number]})
        elif verb == "folder":
            number, path, mode = fields
            folder, name = self.place(path)
            self.numbers[number] = Folder(int(mode, 8))
            folder.change(**{name: self.numbers[number]})
        elif verb in ("rename", "link"):
            self.name_anew(verb, *fields)
        elif verb == "remove":
            folder, name = self.place(fields[0])
            if folder is None:
                return False
            folder.change(**{name: None})
        else:
            return self.change(verb, self.numbers.get(fields[0]), fields[1:])
        return True

    def name_anew(self, verb, source, target):
        (one, name), (other, new) = self.place(source), self.place(target)
        file = one.now[name]
        if one is other and verb == "rename":
            one.change(**{new: file, name: None})
            return
        other.change(**{new: file})
        if verb == "rename":
            one.change(**{name: None})

    @staticmethod
    def change(verb, file, fields):
        if file is None:
            return False
        if verb == "sync":
            file.sync()
        elif verb == "mode":
            file.mode = int(fields[0], 8)
        elif verb == "write":
            file.change("write", int(fields[0]), fields[2])
        else:
            file.change(verb, int(fields[0]))
        return True

    def image(self, names_of, data_of):
        """Path to (mode, bytes), of a folder (mode, None)."""
        found = {}

        def walk(path, folder):
            for name, node in sorted(names_of(folder).items()):
                inner = os.path.join(path, name)
                found[inner] = (node.mode, None if isinstance(node, Folder) else data_of(node))
                if isinstance(node, Folder):
                    walk(inner, node)

        walk("", self.top)
        return found

    def all_there(self):
        return self.image(lambda folder: folder.now, lambda file: bytes(file.now))

    def all_lost(self):
        return self.image(lambda folder: folder.kept, lambda file: file.kept)

    def bytes_lost(self):
        """Every name is there, and of the files what was synced."""
        return self.image(lambda folder: folder.now, lambda file: file.kept)

    def names_lost(self):
        return self.image(lambda folder: folder.kept, lambda file: bytes(file.now))

    def overtaken(self):
        """Of what was not synced the last change of each file and folder came first."""
        return self.image(Folder.last, File.last)

    def some_lost(self, dice):
        share, contents = dice.choice((0.1, 0.3, 0.5, 0.7, 0.9)), {}

        def content(file):  # of a file under two names the same
            if id(file) not in contents:
                contents[id(file)] = file.some(dice, share)
            return contents[id(file)]

        return self.image(lambda folder: folder.some(dice, share), content)


def read_record(path):
    """The recorder's events, the bytes of a write last."""
    events = []
    with open(path, "rb") as record:
        for line in record:
            event = line.rstrip(b"\n").decode("utf-8", "surrogateescape").split("\t")
            if event[0] == "write":
                event.append(record.read(int(event[3])))
                record.read(1)
            events.append(event)
    return events


def write_image(image, folder):
    os.makedirs(folder)
    for path, (mode, data) in image.items():
        place = os.path.join(folder, path)
        if data is None:
            os.mkdir(place)
        else:
            with open(place, "wb") as file:
                file.write(data)
        os.chmod(place, mode)
