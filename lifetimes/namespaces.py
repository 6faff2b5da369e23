"""How a world gets its public names: each shared function, bound to that world, under TensorFlow's dotted name."""

import sys
from collections.abc import Callable, Iterable
from functools import partial, update_wrapper, wraps
from types import MethodType, ModuleType
from typing import Any, Final

from lifetimes import errors, library, nest
from lifetimes.ops import dtypes
from lifetimes.ops.registry import PUBLIC, VALUES
from lifetimes.tf1_arguments import old_signature


class Namespace(ModuleType):
    """A part of a world such as `tf.math`. A name is looked up at its first use; an absent one says what to use."""

    def __init__(self, path: str, names: "PublicNames", prefix: str) -> None:
        super().__init__(path)
        self._names, self._prefix = names, prefix

    def __getattr__(self, name: str) -> Any:
        value = self._names.find(name, self._prefix)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return self._names.inside(self._prefix)


def absent(module: str, name: str) -> str:
    """Return the sentence for a name that a world does not have."""
    world = module.split(".")[1]
    reason = LEFT_OUT.get(name)
    if reason is not None:
        return f"module '{module}' has no attribute '{name}'\n{reason}"
    return (
        f"module '{module}' has no attribute '{name}'\n"
        f"lifetimes.{world} models who owns a variable; what it has is listed by dir({module})."
    )


_INSTEAD: Final = (
    ("data", "Input pipelines are left out; loop over NumPy arrays instead."),
    ("batch shuffle_batch start_queue_runners queue_runner queue FIFOQueue", "Queues are left out; feed NumPy arrays."),
    ("parse_tensor serialize_tensor parse_example decode_csv decode_json_example FixedLenFeature Example python_io",
     "Records of files are left out; read them in Python, inside of a graph in a tf.py_function."),
    ("contrib", "tf.contrib is left out, as it was from TensorFlow 2; most of it lives on in tf.layers and tf.losses."),
    ("estimator feature_column", "Estimators are left out; write the loop, or call `fit` of a tf.keras.Model."),
    ("SparseTensor sparse sparse_placeholder", "Sparse tensors are left out; use a dense tensor."),
    ("distribute tpu Server SyncReplicasOptimizer ConditionalAccumulator",
     "There is one CPU here and nothing to distribute over."),
    ("Session", "Sessions are TensorFlow 1: use lifetimes.tf1, or tf.compat.v1.Session with a tf.Graph."),
    ("placeholder", "Placeholders are TensorFlow 1: pass the value as an argument of a tf.function."),
    ("get_variable", "Variables have no name to be found by in TensorFlow 2: keep the object."),
    ("global_variables", "There is no global list of variables in TensorFlow 2: ask a tf.Module for its .variables."),
    ("keras", "Keras belongs to the new world: use tf.layers here, or lifetimes.tf2."),
    ("audio", "Sound is left out of summaries; scalars, histograms, pictures, text and tensors are there."),
    ("datasets", "Data sets are left out; make the arrays with NumPy."),
    ("Conv1D Conv2D Conv3D conv1d conv2d conv3d MaxPooling2D max_pooling2d max_pool",
     "Convolutions are left out; this library is about variables, not images."),
    ("signal spectral", "Use NumPy's fft, inside of a graph in a tf.py_function."),
    ("raw_rnn", "Use tf.nn.dynamic_rnn, or a tf.while_loop that writes to a tf.TensorArray."),
    ("LSTM GRU SimpleRNN", "Write the cell as a layer, and call it for each step in a loop of a tf.function."),
    ("Attention MultiHeadAttention", "Write it as a layer that holds Dense layers, with tf.matmul and tf.nn.softmax."),
    ("BinaryIoU OneHotIoU OneHotMeanIoU", "Use IoU or MeanIoU, with `sparse_y_pred=False` for a row of classes."),
    ("Adafactor Muon LossScaleOptimizer", "Use Adam, or derive from tf.keras.optimizers.Optimizer: see `update_step`."),
    ("to_hash_bucket to_hash_bucket_strong string_to_hash_bucket string_to_hash_bucket_strong",
     "Use tf.strings.to_hash_bucket_fast."),
    ("DenseHashTable", "Use tf.lookup.experimental.MutableHashTable."),
    ("nextafter", "Use NumPy's nextafter."),
    ("to_categorical", "Use tf.one_hot."),
    ("ModelCheckpoint", "Use tf.train.CheckpointManager."),
)  # fmt: skip
LEFT_OUT: Final = {name: instead for names, instead in _INSTEAD for name in names.split()}


class BoundType(type):
    """The type of a class with its world filled in, as `tf.Graph`; every instance of the original is one of it."""

    _stands_for: Any = None
    _make: Any = None

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        make = cls.__dict__.get("_make")
        return super().__call__(*args, **kwargs) if make is None else make(*args, **kwargs)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, cls.__dict__.get("_stands_for", ())) or super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.__dict__.get("_stands_for", ())) or super().__subclasscheck__(subclass)


def bound_class(cls: Any, world: Any) -> Any:
    """Return a class to call, to subclass and to ask `isinstance` of, whose `__init__` is given the world first.

    A class that has a function `_make(world, ...)` says with it what calling the class makes.
    """

    def in_world(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__(self, world, *args, **kwargs)

    body = {"__init__": in_world, "__doc__": cls.__doc__, "__module__": cls.__module__, "_stands_for": cls}
    if hasattr(cls, "_make"):
        body["_make"] = MethodType(cls._make, world)
    return BoundType(cls.__name__, (cls,), body)


def bound(function: Any, world: Any) -> Any:
    """Return a shared function or class with the world filled in."""
    return bound_class(function, world) if isinstance(function, type) else MethodType(function, world)


class PublicNames:
    """What a program finds under `tf`: each name is looked up in the index, its room loaded, and bound, at first use.

    `world` is what shared functions are bound to, given as a function so that a world may be made as late as that.
    One function under several names is one object under all of them. `borrowed` are the names that another world lends
    in place of its own, and the namespaces to which it lends what they do not have.
    """

    def __init__(
        self, package: str, kind: str, world: Callable[[], Any], lender: "PublicNames | None" = None, *borrowed: str
    ) -> None:
        self._package, self._kind, self._world = package, kind, world
        self._lender: Any = lender
        self._borrowed = frozenset(borrowed)
        self._bound: dict[Any, Any] = {}
        names = library.index().names
        self._kinds = ("compat.v1", "tf1") if kind == "compat.v1" else (kind,)
        own = {name: module for part in reversed(self._kinds) for name, module in names[part].items()}
        self._modules = {name: module for name, module in own.items() if name not in self._borrowed}
        self._plain = plain_names(kind)
        self._namespaces: dict[str, Namespace] = {}
        for prefix in {dotted.rpartition(".")[0] for dotted in (*self._modules, *self._plain)}:
            self._make(prefix)

    def _make(self, prefix: str) -> None:
        """Make a namespace, and those on the way to it."""
        while prefix:
            self.namespace(prefix)
            prefix = prefix.rpartition(".")[0]

    def namespace(self, prefix: str = "") -> Namespace:
        """Return the namespace of a prefix; it can be imported (`from lifetimes.tf2.math import add`)."""
        found = self._namespaces.get(prefix)
        if found is None:
            path = f"{self._package}.{prefix}".rstrip(".")
            found = self._namespaces[prefix] = sys.modules[path] = Namespace(path, self, prefix)
        return found

    def put(self, dotted: str, value: Any) -> None:
        """Enter a value of this module's own, such as the module itself under `compat.v1`."""
        self._make(dotted.rpartition(".")[0])
        self._plain[dotted] = value

    def inside(self, prefix: str = "") -> list[str]:
        """Return the names under a prefix, those not yet loaded too."""
        lent = self._lender.inside(prefix) if prefix in self._borrowed else ()
        parts = (
            dotted.rpartition(".") for dotted in (*self._modules, *self._plain, *self._namespaces, *self._borrowed)
        )
        return sorted({*lent, *(name for before, _, name in parts if before == prefix)})

    def __contains__(self, dotted: str) -> bool:
        return dotted in self._modules or dotted in self._plain or dotted in self._namespaces

    def find(self, name: str, prefix: str = "") -> Any:
        """Return what stands under a name. AttributeError says what to use where nothing does."""
        dotted = f"{prefix}.{name}" if prefix else name
        if dotted in self._plain:
            return self._plain[dotted]
        if dotted in self._namespaces:
            return self._namespaces[dotted]
        if name.startswith("__"):
            raise AttributeError(name)
        module = self._modules.get(dotted)
        if module is None and (prefix or name) in self._borrowed:
            return self._lender.find(name, prefix)
        if module is None:
            raise AttributeError(absent(f"{self._package}.{prefix}".rstrip("."), name))
        try:
            library.load(module)
        except ModuleNotFoundError as error:
            raise AttributeError(
                f"'{self._package}.{dotted}' is in a library room that is not here: {error}"
            ) from error
        return self._loaded(dotted)

    def _loaded(self, dotted: str) -> Any:
        for kind in self._kinds:
            if dotted in VALUES[kind]:
                return VALUES[kind][dotted]
            if dotted in PUBLIC[kind]:
                return self._in_world(kind, dotted, PUBLIC[kind][dotted])
        raise AttributeError(f"the index is wrong about {dotted!r}; `python -m lifetimes.library_index` writes it anew")

    def _in_world(self, kind: str, dotted: str, function: Any) -> Any:
        old = old_signature(dotted) if kind == "tf1" else None
        key = (function, None if old is None else dotted.rpartition(".")[2])
        if key not in self._bound:
            chosen = function if old is None else old(function)
            if kind == "tf2" and dotted in library.index().answers:
                chosen = _answered(chosen, library.index().answers[dotted])
            self._bound.setdefault(key, bound(chosen, self._world()))  # another thread may have been first
        return self._bound[key]


_UNASKED: Final[list[tuple[Any, Callable[..., Any]]]] = []  # what answered functions call now, and will call later
_asking: Final = [False]


def _answered(function: Callable[..., Any], module: str) -> Callable[..., Any]:
    """Return the function as it is where an argument may be of a class that takes over functions: a ragged tensor.

    Only such an argument brings in the module with the answers, and only from `ask_arguments` on is any looked at.
    """

    @wraps(function)
    def call(world: Any, *args: Any, **kwargs: Any) -> Any:
        if _take_over(args) or (kwargs and _take_over(kwargs.values())):
            return library.load(module).ANSWERS[function](partial(function, world), *args, **kwargs)
        return function(world, *args, **kwargs)

    plain: Any = update_wrapper(partial(function), function, updated=())
    del plain.__wrapped__  # what it calls says what its signature is
    _UNASKED.append((plain, call))
    if _asking[0]:
        ask_arguments()
    return plain  # type: ignore[no-any-return]


def ask_arguments() -> None:
    """Look at the arguments from now on, for there is a class that takes over functions. It says so when it loads.

    A partial can be told in place what it calls, so a program that took the function before calls the new one too.
    """
    _asking[0] = True
    while _UNASKED:
        plain, call = _UNASKED.pop()
        plain.__setstate__((call, (), {}, vars(plain)))


def _take_over(arguments: Iterable[Any]) -> bool:
    for value in arguments:
        kinds = {*map(type, value)} if type(value) is list else (type(value),)
        for kind in kinds:
            if hasattr(kind, "_takes_over_functions"):
                return True
    return False


def published_by(names: PublicNames, package: dict[str, Any]) -> None:
    """Let a public name such as `tf.function` win over the file of the same name, an attribute of the package."""
    for name in [name for name, value in package.items() if isinstance(value, ModuleType)]:
        if name in names:
            package[name] = names.find(name)


# --- names that need no world ----------------------------------------------------------------------------

VERSION = "2.21.0"


def plain_names(kind: str) -> dict[str, Any]:
    """Return the names of dtypes, errors and the version, as a world has them."""
    found: dict[str, Any] = {"newaxis": None, "__version__": VERSION, "version.VERSION": VERSION}
    kinds = {dtype.name: dtype for dtype in dtypes.ALL} | {"half": dtypes.half, "double": dtypes.double}
    for name, value in {**kinds, "DType": dtypes.DType, "as_dtype": dtypes.as_dtype}.items():
        found[name] = found[f"dtypes.{name}"] = value
    found.update({f"nest.{function.__name__}": function for function in nest.PUBLIC})
    found.update({f"errors.{name}": value for name, value in errors.published().items()})
    if kind != "tf2":
        found.update({ref.name: ref for ref in map(dtypes.as_ref, dtypes.ALL)}, VERSION=VERSION, OpError=errors.OpError)
        del found["dtypes.DType"], found["dtypes.as_dtype"]
    return found
