"""A number has bounds that its flag keeps, a flag can be required, and a default is read as a text is."""

flags, FLAGS = tf.flags, tf.flags.FLAGS

def words(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

def define(kind, name, *arguments, **bounds):
    made = words(lambda: getattr(flags, f"DEFINE_{kind}")(name, *arguments, "what it is for", **bounds))
    return made if isinstance(made, str) else FLAGS[name].value

print(define("integer", "size", 5, lower_bound=0, upper_bound=9), define("integer", "least", 5, lower_bound=2), define("integer", "most", 5, upper_bound=7))
print(define("integer", "above", 5, lower_bound=1), define("integer", "not_below", 5, lower_bound=0), define("integer", "below", -5, upper_bound=-1), define("integer", "not_above", -5, upper_bound=0))
print(define("float", "part", 0.5, lower_bound=0., upper_bound=1.), define("float", "weight", 0.5, lower_bound=0.), define("float", "limit", 1, upper_bound=2.))
for text in ("size=-1", "size=10", "size=x", "size=3", "least=1", "most=8", "above=0", "not_below=-1", "below=0", "not_above=1", "part=1.5", "part=nope", "weight=-1", "limit=2.5", "limit=2"):
    print(words(lambda: FLAGS(["program", f"--{text}"])))
print(FLAGS.size, FLAGS.limit)

def set_to(value):
    FLAGS.size = value

print(words(lambda: set_to(77)), FLAGS.size, words(lambda: set_to(8)), FLAGS.size)
print(define("float", "far", 3, upper_bound=2.), define("integer", "whole", 5.5), define("integer", "text", "5"), define("string", "number", 5))
print(define("boolean", "maybe", "maybe"), define("boolean", "sure", "true"), define("boolean", "one", 1), define("list", "names", ["a", "b"]), define("list", "others", "a, b"))
print(define("string", "path", None), define("integer", "count", None, required=True), define("enum", "mode", "a", ["a", "b"]), define("enum", "other", "c", ["a", "b"]))
flags.mark_flag_as_required("path")
print(words(lambda: flags.mark_flag_as_required("unknown")))
print(words(lambda: FLAGS(["program", "--count=1"])))
print(words(lambda: FLAGS(["program", "--count=1", "--path", "here", "--mode", "b", "rest"])), FLAGS.path, FLAGS.count, FLAGS.mode)
print(flags.DEFINE_string("held", "a", "what it is for").value)
