"""Breaks the lesson on purpose, one line at a time, and asks which claims of the spec notice.

    python tests/campaigns/mutations.py [--only WORDS]

Each mutation is a text of one file and what is put in its place: a weak reference made strong, one more list, a lock
forgotten, a store shared. The claim that must fail is named beside it. Exit status 1 where one was not caught, or
does not fit the source any more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent.parent


class Mutation(NamedTuple):
    """What is broken, where, and the claim whose name says so."""

    broken: str
    file: str
    old: str
    new: str
    claim: str


MUTATIONS: Final = (
    Mutation(
        "a reset keeps the old graph in one more list",
        "tf1/default_graph.py",
        "        self._bottom = None\n\n    def present",
        "        self._old = [*getattr(self, '_old', ()), self._bottom]\n        self._bottom = None\n\n"
        "    def present",
        "test_a_reset_and_a_collection_free_all_lost_variables",
    ),
    Mutation(
        "one default graph for all threads",
        "tf1/default_graph.py",
        "class Stack(threading.local):",
        "class Stack:",
        "test_a_thread_does_not_see_the_default_graph_of_another",
    ),
    Mutation(
        "a graph does not put a variable into its collections",
        "tf1/variable.py",
        "        graph.add_to_collections(keys, self)\n",
        "        graph.add_to_collections(keys[1:], self)\n",
        "test_a_new_variable_goes_into_two_collections",
    ),
    Mutation(
        "`collections=[]` hides from training too",
        "tf1/variable.py",
        "        missing = self._trainable and GraphKeys",
        "        missing = self._trainable and collections and GraphKeys",
        "test_a_new_variable_of_no_collection_is_trainable_all_the_same",
    ),
    Mutation(
        "a callable initial value is kept",
        "tf1/variable.py",
        '        graph = self._world.current_graph()\n        with self._world.name_scope("Initializer")',
        "        graph = self._world.current_graph()\n        self._kept = initial_value\n"
        '        with self._world.name_scope("Initializer")',
        "test_a_callable_is_called_once_and_not_kept",
    ),
    Mutation(
        "closing a session keeps the values",
        "tf1/session.py",
        "        self._run = None\n        self._plans.clear()",
        "        self._old, self._run = self._run, None\n        self._plans.clear()",
        "test_a_value_dies_when_its_session_is_closed",
    ),
    Mutation(
        "closing a session lets go of the graph",
        "tf1/session.py",
        "        self._run = None\n        self._plans.clear()",
        "        self._run = self._graph = None\n        self._plans.clear()",
        "test_a_closed_session_still_holds_its_graph",
    ),
    Mutation(
        "a session keeps what it was fed",
        "tf1/session.py",
        "        tensors, values, graph = [], [], self._graph\n",
        "        tensors, values, graph = [], [], self._graph\n        given = self._given = list(given)\n",
        "test_running_keeps_neither_feeds_nor_results",
    ),
    Mutation(
        "one store of `get_variable` for all graphs",
        "tf1/variable_store.py",
        "    kept = world.current_graph().collections.setdefault(_STORE, [])\n",
        "    kept = world.__dict__.setdefault('_store', [])\n",
        "test_another_graph_shares_nothing",
    ),
    Mutation(
        "a name that exists is shared without reuse",
        "tf1/variable_store.py",
        "    if reuse is False:\n",
        "    if reuse is ...:\n",
        "test_a_name_that_exists_is_refused_without_reuse",
    ),
    Mutation(
        "what is asked for under reuse and is not there is made",
        "tf1/variable_store.py",
        "    if reuse is True:\n        raise",
        "    if reuse is ...:\n        raise",
        "test_a_name_that_does_not_exist_is_refused_under_reuse",
    ),
    Mutation(
        "names are unique by their capitals",
        "graph/names.py",
        "        lower = path.lower()\n",
        "        lower = path\n",
        "test_a_name_is_made_unique",
    ),
    Mutation(
        "names are made unique without a lock",
        "graph/names.py",
        "        with self._lock:\n"
        "            number = self._next.get(key, 0)  # what was found taken is not tried again\n"
        '            taken = f"{key}_{number}" if number else key\n'
        "            while not self._is_free(taken, mark_as_used):\n",
        "        if True:\n"
        "            import time\n\n"
        "            number = self._next.get(key, 0)\n"
        '            taken = f"{key}_{number}" if number else key\n'
        "            while not (self._is_free(taken, False) and (time.sleep(1e-5), self._is_free(taken, True))):\n",
        "test_threads_get_different_names",
    ),
    Mutation(
        "a trace knows its variables strongly",
        "graph/function_graph.py",
        "        known = ref(variable)  #",
        "        self.__dict__.setdefault('strong', []).append(variable)\n        known = ref(variable)  #",
        "test_a_value_outlives_the_variable_in_a_trace",
    ),
    Mutation(
        "a trace whose variables have gone runs under a tape",
        "graph/function_graph.py",
        "        if any(variable is None for variable in found):\n            raise",
        "        if False:\n            raise",
        "test_a_function_of_a_lost_variable_fails_under_a_tape",
    ),
    Mutation(
        "a trace is not taken apart by its owner",
        "tf2/calls.py",
        "            dismantle(self.graph, owned=1)\n",
        "            pass\n",
        "test_a_function_dies_at_once_with_its_traces",
    ),
    Mutation(
        "a method of an instance holds it strongly",
        "tf2/function.py",
        "                ref(instance), ",
        "                lambda kept=instance: kept, ",
        "test_a_function_of_a_method_keeps_no_instance",
    ),
    Mutation(
        "a function forgets what was made inside it",
        "tf2/function.py",
        "            self._was_called, self._made = True, made\n            if not made:\n"
        "                return found\n",
        "            self._was_called, self._made = True, [None] * len(made)\n            if not made:\n"
        "                return found\n",
        "test_a_function_keeps_the_variable_that_was_made_inside",
    ),
    Mutation(
        "a function traces without a lock",
        "tf2/function.py",
        "        with _LOCKS.setdefault(self, lock(RLock)):\n",
        "        if True:\n",
        "test_threads_trace_once",
    ),
    Mutation(
        "objects given to a function are held strongly",
        "tf2/trace_types.py",
        "        self._ref = ref(value)\n        hash(self._ref)\n",
        "        self._ref = ref(value)\n"
        "        type(self).kept = [*getattr(type(self), 'kept', ()), value]\n        hash(self._ref)\n",
        "test_calling_keeps_neither_arguments_nor_results",
    ),
    Mutation(
        "a tape watches its variables weakly",
        "tf2/tape.py",
        "            self._watched.append(variable)\n",
        "            import weakref; self._watched.append(weakref.proxy(variable))\n",
        "test_a_tape_keeps_the_variables_that_it_watched",
    ),
    Mutation(
        "a tape hears all threads",
        "tf2/context.py",
        "threading.local",
        "object",
        "test_a_tape_records_its_own_thread_only",
    ),
    Mutation(
        "None in the place of an attribute frees it",
        "tf2/tracking.py",
        "            value = self._track(name, value)\n        super().__setattr__(name, value)\n",
        "            self._dependencies.pop(name, None)\n            value = self._track(name, value)\n"
        "        super().__setattr__(name, value)\n",
        "test_an_attribute_set_to_none_hides_and_does_not_free",
    ),
    Mutation(
        "a deleted attribute is still depended on",
        "tf2/tracking.py",
        "        self._dependencies.pop(name, None)\n        super().__delattr__(name)\n",
        "        super().__delattr__(name)\n",
        "test_an_attribute_that_is_deleted_frees",
    ),
    Mutation(
        "every variable that is made is noted in a list",
        "tf2/variable.py",
        "        self._handle = Storage(name, self._dtype, self._shape, value)\n",
        "        self._handle = Storage(name, self._dtype, self._shape, value)\n"
        "        vars(operator).setdefault('all', []).append(self)\n",
        "test_a_lost_variable_is_freed_at_that_statement",
    ),
)


def failed(mutation: Mutation, folder: Path) -> list[str] | None:
    """Return which claims of that name fail with this mutation; None where it does not fit the source."""
    package = folder / "lifetimes"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(ROOT / "lifetimes", package, ignore=shutil.ignore_patterns("__pycache__"))
    file = package / mutation.file
    source = file.read_text(encoding="utf-8")
    if source.count(mutation.old) != 1:
        return None
    file.write_text(source.replace(mutation.old, mutation.new), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default", "tests/spec"]
    command += ["-k", mutation.claim]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)
    return sorted(set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", done.stdout, re.MULTILINE)))


def main() -> int:
    """Try every mutation and print which claims caught it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", metavar="WORDS", help="mutations that have these words")
    options = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "tests" / "spec", folder / "tests" / "spec")
        shutil.copy(ROOT / "pyproject.toml", folder)
        for mutation in MUTATIONS:
            if options.only in mutation.broken:
                found = failed(mutation, folder)
                caught = found is not None and mutation.claim in found
                missed += not caught
                verdict = "does not fit the source: " if found is None else ""
                print(
                    f"{'caught' if caught else 'MISSED':6}  {mutation.broken}: {verdict}; {mutation.claim}", flush=True
                )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
