"""A flag may be given several times or be checked by a function, and `app.run` leaves flags that nobody declared."""

flags, FLAGS = tf.flags, tf.flags.FLAGS
flags.DEFINE_multi_integer("size", [1, 2], "may be given again")
flags.DEFINE_multi_string("name", "a", "one is a list of one")
flags.DEFINE_multi_float("rate", 0.5, "numbers")
flags.DEFINE_multi_enum("mode", None, ["x", "y"], "of a list")
flags.DEFINE_spaceseplist("words", "a b", "between spaces")
flags.DEFINE_list("parts", None, "between commas")
flags.DEFINE_integer("odd", 3, "odd")
flags.DEFINE_string("path", None, "not bad")
flags.DEFINE_bool("fast", True, "yes or no")
flags.DEFINE_integer("steps", 7, "whatever is set")
NAMES = "size name rate mode words parts odd path fast steps".split()
flags.register_validator("odd", lambda value: value % 2 == 1, message="must be odd")


@flags.validator("path")
def good(value):
    if value == "bad":
        raise flags.ValidationError("no bad one")
    return True


def attempt(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error).__name__, "|", error)


def show():
    print({name: value for name, value in FLAGS.flag_values_dict().items() if name in NAMES})


show()
line = "p --size=5 --size 6 --name=q --words=u\tv --mode=x --mode=y --rate=1 rest --steps=8 -- --odd=7"
attempt(FLAGS, line.split(" "))
show()
print([(name, FLAGS[name].present) for name in ("size", "mode", "fast")], [FLAGS[name].boolean for name in ("size", "fast")])
for word in ("--odd=2", "--path=bad", "--mode=z", "--size=q", "--nofast=1", "--size"):
    attempt(FLAGS, ["p", "--odd=5", "--path=good", word])
FLAGS.path, FLAGS.odd = "good", 5
attempt(setattr, FLAGS, "odd", 4)
attempt(setattr, FLAGS, "path", "bad")
attempt(setattr, FLAGS, "steps", "as it is")
show()
print([text for text in FLAGS.flags_into_string().split("\n") if text[2:].split("=")[0] in NAMES])
attempt(FLAGS, ["p", "--unknown=1", "--odd", "11", "-f", "kernel.json", "--", "t"], True)
attempt(FLAGS, ["p", "--unknown=1"])
print([FLAGS[name].serialize() for name in ("size", "words", "fast", "path", "mode")])
FLAGS.set_default("parts", "a,b")
FLAGS.set_default("odd", 1)
print(FLAGS.parts, FLAGS.odd, FLAGS["odd"].default)
print(FLAGS.get_flag_value("path", "else"), FLAGS.is_parsed(), "path" in FLAGS, {*NAMES} <= {*dir(FLAGS)})
print(sorted(name for name, flag in FLAGS.__flags.items() if name in NAMES and flag.value == FLAGS[name].value))
FLAGS.unparse_flags()
print(FLAGS.is_parsed())
FLAGS.mark_as_parsed()
show()


def main(arguments):
    print(arguments, FLAGS.odd)
    return 3


try:
    tf.app.run(main, ["p", "--unknown=3", "-f", "x", "--odd=5"])
except SystemExit as error:
    print("left with", error.code)
