"""at_terminal.py [--type TEXT | --signal NAME | --meanwhile COMMAND]... -- PROGRAM ARGUMENT...: runs a program at a terminal of its own. Each --type (with a return) and
each --signal waits until the program asks (its output ends in ": "); before the next of them --meanwhile runs a shell's command, whose status and seconds are printed. Prints what the terminal showed, then whether it echoes again, then the status."""
import fcntl, os, pty, select, signal, subprocess, sys, termios, time


def take(line):
    os.setsid()
    fcntl.ioctl(line, termios.TIOCSCTTY, 0)
    for descriptor in range(3):
        os.dup2(line, descriptor)


actions, words = [], sys.argv[1:]
while words[0] != "--":
    actions.append((words[0], words[1]))
    words = words[2:]
program = words[1:]

terminal, keeper = pty.openpty()  # keeper stays open, so that the terminal's settings can be looked at when the program has ended
child = os.fork()
if child == 0:
    take(keeper)
    os.execvp(program[0], program)
shown, asked, status = b"", 0, None
deadline = time.monotonic() + 120
while time.monotonic() < deadline:
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if ready:
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
    elif status is not None:
        break
    echoes = termios.tcgetattr(keeper)[3] & termios.ECHO
    if actions and shown.endswith(b": ") and len(shown) > asked and not echoes:
        kind, text = actions.pop(0)
        if kind == "--meanwhile":
            began = time.monotonic()
            print(f"meanwhile {subprocess.run(text, shell=True, stdin=subprocess.DEVNULL).returncode} after {time.monotonic() - began:.0f} s", flush=True)
            continue
        asked = len(shown)
        if kind == "--type":
            os.write(terminal, text.encode() + b"\n")
        else:
            # Between the question and the reading of the answer a signal would be remembered, and acted upon after the answer.
            time.sleep(0.2)
            while open(f"/proc/{child}/stat").read().rsplit(")", 1)[1].split()[0] != "S":
                time.sleep(0.05)
            os.kill(child, getattr(signal, text))
    if status is None:
        done, code = os.waitpid(child, os.WNOHANG)
        status = os.waitstatus_to_exitcode(code) if done else None
if status is None:
    os.kill(child, signal.SIGKILL)
    sys.exit(f"the program did not end; it showed: {shown!r}")
sys.stdout.write(shown.decode(errors="backslashreplace").replace("\r\n", "\n"))
print(f"\necho {'on' if termios.tcgetattr(keeper)[3] & termios.ECHO else 'off'}\nstatus {status}")
