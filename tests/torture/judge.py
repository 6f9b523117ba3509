"""Judges what a disturbed command left: the books are as before or as after, what was said was true, and the same command again completes."""
import os
import shutil

import books
from scenes import run

UNKNOWN = 7


class State:
    """A folder at a moment."""

    def __init__(self, folder, beside):
        self.books = books.books(os.path.join(folder, "dumisake.db"))
        self.files = books.files(folder, beside)
        self.checkpoints = books.checkpoints(folder)


class Case:
    """One scene, prepared: how its folder is before and after."""

    def __init__(self, scene, bases, root):
        self.scene, self.bases, self.root = scene, bases, root
        folder = self.fresh()
        self.untouched = books.bytes_of(folder)
        self.before = State(folder, scene.beside)
        folder = self.fresh()  # looked at, its log may be another one
        done = self.learn(folder)
        self.status = done.returncode
        if self.status not in scene.statuses:
            raise RuntimeError(f"{scene.name}: exit status {self.status} without any fault: {done.stderr}")
        self.after = State(folder, scene.beside)
        again = run(folder, scene.words, check=False)
        self.again = (again.returncode, State(folder, scene.beside))
        self.known = set(self.before.files) | set(self.after.files) | {name + ".d" for name in self.after.files if name.endswith(".db")}

    def learn(self, folder):
        """Runs the command undisturbed, and takes down what a series wants of it."""
        return run(folder, self.scene.words, check=False)

    def fresh(self):
        folder = os.path.join(self.root, "work")
        shutil.rmtree(folder, ignore_errors=True)
        self.bases.copy(self.scene.base, folder)
        return folder


def differences(one, other):
    return sorted(name for name in set(one) | set(other) if one.get(name) != other.get(name))


class Trial:
    """One disturbance, and what is wrong afterwards. A series says how it strikes."""
    may_be_unknown = False  # exit status 7 can be true
    tidy = False            # the command itself must have taken its temporary files away
    weight = 1              # how many disturbances it counts for
    verify_twice = False    # after the same command again, too

    def __init__(self, case):
        self.case, self.wrong = case, []
        self.folder = case.fresh()

    def strike(self):
        """Exit status (None: nobody was told), output and messages."""
        raise NotImplementedError

    def label(self):
        raise NotImplementedError

    def unlike(self, files):
        """Names of the command's files that are not as after it; what else there is, is looked at as leftovers."""
        return [name for name in differences(files, self.case.after.files) if name in self.case.known]

    def blame(self, text):
        self.wrong.append(text)

    def play(self):
        case, scene = self.case, self.case.scene
        self.status, out, self.errors = self.strike()
        self.message = self.errors + out
        if self.status is not None and self.status > 100:
            self.blame(f"ended by a signal or an unknown status {self.status}")
        self.judge_leftovers()
        self.wiped = scene.gone is None or books.holds(self.folder, scene.gone) is False
        untouched = books.bytes_of(self.folder) == case.untouched
        if not untouched:
            self.verify("after the disturbance")
        self.state = state = case.before if untouched else State(self.folder, scene.beside)
        changed = self.judge_books(state)
        if self.status is not None:
            self.judge_status(state, changed)
        self.judge_files(state, changed)
        if changed and not self.wiped:
            self.blame("what was erased is still in the ledger's files, and no mark says so")
        if not untouched:  # else the same command again is the undisturbed run, which was seen already
            self.repeat(changed)
        return self.wrong

    def judge_leftovers(self):
        left = books.strays(self.folder, self.case.known)
        if "dumisake.db-scrub" in left and self.status != 1:
            left.remove("dumisake.db-scrub")  # the mark of what the next command that writes does
        if left and self.tidy:
            self.blame(f"left behind: {left}")

    def verify(self, when):
        path = os.path.join(self.folder, "dumisake.db")
        if os.path.exists(path) and os.path.getsize(path) > 0 and books.books(path) != {}:
            told = run(self.folder, ["verify"], check=False)
            still_older = self.case.scene.base == "older" and told.returncode == 1 and "was written by an older dumisake" in told.stderr
            if told.returncode != 0 and not still_older:
                self.blame(f"verify {when}: {told.returncode} {told.stderr.strip()} {told.stdout.strip()}")

    def judge_books(self, state):
        """True: as after; False: as before; None: the command does not change the books."""
        case = self.case
        is_before = state.books == case.before.books or state.books == {} and case.before.books == {"none": ""}
        is_after = state.books == case.after.books
        # A ledger whose key could not be kept is made without one; the next command that writes makes it.
        keyless = case.scene.base == "nothing" and differences(state.books, case.after.books) == ["journal", "signing_key", "tree_head"]
        is_after = is_after or keyless
        if not is_before and not is_after:
            self.blame(f"books neither as before nor as after: {differences(state.books, case.after.books)}")
        return None if case.before.books == case.after.books else is_after

    def judge_status(self, state, changed):
        scene = self.case.scene
        done = self.status in (0, 3)
        if self.status not in (0, 1, 3, UNKNOWN) and not (scene.refused and self.status == 4):
            self.blame(f"exit status {self.status} for a failing disk")
        if done and changed is False:
            self.blame(f"exit status {self.status}, and nothing was done")
        if done and scene.refused:
            self.blame(f"exit status {self.status} of what is refused")
        if self.status == 1 and changed:
            self.blame("exit status 1 (nothing was changed), and the books are changed")
        if "nothing was changed" in self.errors and changed and not scene.refused:
            self.blame("says that nothing was changed, and the books are changed")
        if self.status == 1 and "dumisake:" not in self.message:
            self.blame("fails without a word")
        if self.status == UNKNOWN and not (self.may_be_unknown and changed is not None):
            self.blame("says that it cannot be known, and it can")
        if self.status == UNKNOWN and "is not known" not in self.errors:
            self.blame("exit status 7 without saying what is not known")
        if done:
            self.judge_outputs(state, changed)

    def judge_outputs(self, state, changed):
        """What was done has its files; one that it has not is named, and then it is exit status 3 and something else was done."""
        after = self.case.after
        excusable = self.status == 3 and changed
        told = self.message + (" ".join(after.files) if self.case.scene.outside and "no checkpoint was written" in self.message else "")
        wrong = [name for name in self.unlike(state.files) if not (excusable and name in told)]
        if wrong:
            self.blame(f"exit status {self.status}, and files are not as they should be: {wrong}")
        unsigned = state.checkpoints != after.checkpoints and "signing_key" not in differences(state.books, after.books)
        if unsigned and not (excusable and "checkpoint" in self.message):
            self.blame(f"exit status {self.status} without the checkpoint")

    def judge_files(self, state, changed):
        case = self.case
        for name in sorted(set(case.before.files) | set(case.after.files)):
            now = state.files.get(name)
            if now not in (case.before.files.get(name), case.after.files.get(name)):
                self.blame(f"{name}: neither as before nor as after")
            elif changed and now != case.after.files.get(name) and not case.scene.outside and not case.scene.mends:
                self.blame(f"{name}: the books speak of it, and it is not there")

    def repeat(self, changed):
        case = self.case
        again = run(self.folder, case.scene.words, check=False)
        state = State(self.folder, case.scene.beside)
        expected = {case.again[0]} if changed else {case.status}
        if changed is None and not self.unlike(self.state.files):
            expected = {case.status, case.again[0]}  # done now, or done before and said so
        elif changed and case.scene.mends:
            expected |= set(case.scene.statuses)
        if again.returncode not in expected:
            self.blame(f"again: exit status {again.returncode} instead of {sorted(expected)}: {again.stderr.strip()}")
        if changed and state.books not in (case.after.books, case.again[1].books, self.state.books):
            self.blame(f"again: books as neither once nor twice: {differences(state.books, case.after.books)}")
        if not changed and state.books != case.after.books:
            self.blame(f"again: books are not as after: {differences(state.books, case.after.books)}")
        wrong = self.unlike(state.files)
        if wrong and changed and case.scene.mends and again.returncode == 4 and all(word in again.stderr for word in case.scene.mends):
            mended = run(self.folder, [*case.scene.words, *case.scene.mends], check=False)
            wrong = self.unlike(State(self.folder, case.scene.beside).files)
            if mended.returncode not in case.scene.statuses:
                self.blame(f"with {case.scene.mends}: {mended.returncode} {mended.stderr.strip()}")
        if wrong and (not changed or case.scene.mends):
            self.blame(f"again: files are not as after: {wrong}")
        left = books.strays(self.folder, case.known)
        if left and again.returncode in (0, 3):  # one that was refused may not have come so far
            self.blame(f"still there after the next run: {left}")
        if self.verify_twice and state.books != self.state.books:
            self.verify("after the same command again")
