"""Flags are declared once, read from a command line, set, deleted and refused."""
import sys
def say(label, make):
    try:
        value = make()
    except BaseException as error:
        value = type(error).__name__ + " | " + (str(error).strip().splitlines() or [""])[0][:160]
    print(label, "=", value)

F = tf.app.flags
F.DEFINE_string("word", "a", "A word.")
F.DEFINE_integer("count", 3, "A number.")
F.DEFINE_float("rate", 0.5, "A rate.")
F.DEFINE_boolean("fast", False, "Whether.")
F.DEFINE_bool("slow", True, "Whether not.")
F.DEFINE_list("items", "x, y", "A list.")
F.DEFINE_enum("kind", "one", ["one", "two"], "A kind.")
flags = F.FLAGS
say("rest", lambda: flags(["program", "--word=b", "--count", "5", "--nofast", "-rate=0.25", "--noslow", "left", "--items=p,q", "--kind", "two", "--", "--word=c"]))
say("values", lambda: (flags.word, flags.count, flags.rate, flags.fast, flags.slow, flags.items, flags.kind))
say("fast", lambda: (flags(["program", "--fast"]), flags.fast))
say("number", lambda: flags(["program", "--count=b"]))
say("kind", lambda: flags(["program", "--kind=three"]))
say("truth", lambda: flags(["program", "--fast=perhaps"]))
say("there", lambda: ("word" in flags, "wird" in flags, sorted(set(flags) & {"word", "count"})))
say("absent", lambda: flags.wird)
say("set", lambda: setattr(flags, "word", "z") or flags.word)
say("set absent", lambda: setattr(flags, "wird", 1))
say("dict", lambda: {k: v for k, v in flags.flag_values_dict().items() if k in ("word", "count")})
del flags.count
say("deleted", lambda: flags.count)
F.DEFINE_integer("count", 8, "A number.")
say("again", lambda: flags.count)
say("run", lambda: tf.app.run(main=lambda rest: print(rest) or 7, argv=["program", "--word=w", "tail"]))
