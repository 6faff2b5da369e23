"""How an answer reads: one path per reason, the lasting root first, and one piece of advice for the edge to cut."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import html.parser
import queue
import re
import threading
import types
import weakref

import pytest

from lifetimes import labels
from lifetimes.observe import label, register_owner, trace, why_alive
from lifetimes.observe.drawing.picture import Picture
from lifetimes.observe.naming.edges import Edge, name_edge

kept_globally = None


class Thing:
    def method(self):
        return self


class Holder:
    pass


def edges(path):
    return [step.edge for step in path.steps]


def test_a_root_that_outlives_the_call_comes_before_a_frame():
    """The way from the module is longer, and it is the one that still holds when the call is over."""
    global kept_globally
    here = Holder()
    here.items = [Thing()]
    kept_globally = {"a": {"long": [here]}}

    why = why_alive(weakref.ref(here.items[0]))
    kept_globally = None

    assert why.paths[0].root.text == f"module {__name__}"
    assert edges(why.paths[0])[-2:] == [".items", "[0]"]
    assert edges(why.paths[0])[0] == ".kept_globally"


def test_equal_ends_are_one_path_that_names_the_other_roots():
    here = Holder()
    here.thing = Thing()

    def loop(argument):
        return run(argument)

    def run(argument):
        return why_alive(weakref.ref(argument.thing))

    why = loop(here)

    assert len(why.paths) == 1
    assert why.paths[0].also == ("loop()", "test_equal_ends_are_one_path_that_names_the_other_roots()")
    assert "  also from loop(), test_equal_ends" in str(why)


def test_a_coroutine_that_runs_has_its_local_once():
    """Its frame has it, and whoever runs the coroutine holds the coroutine: that is one reason."""

    async def ask():
        thing = Thing()
        return why_alive(weakref.ref(thing))

    def run(coroutine):
        with pytest.raises(StopIteration) as answer:
            coroutine.send(None)
        return answer.value.value

    paths = run(ask()).paths

    assert [edges(path) for path in paths] == [["local thing"]]
    assert paths[0].also == ("run()",)


def test_a_timer_of_the_running_loop_is_reached_through_the_loop():
    async def ask():
        thing = Thing()
        asyncio.get_running_loop().call_later(1000, thing.method)
        reference = weakref.ref(thing)
        del thing
        why = why_alive(reference)
        return why, eval(why.expression) is reference()

    why, walks = asyncio.run(ask())

    assert why.paths[0].root.text == "the running event loop"
    assert edges(why.paths[0]) == ["._scheduled", "[0]", "._callback", ".__self__"]
    assert walks


def test_a_task_that_sleeps_is_told_by_its_name():
    async def sleep(thing):
        await asyncio.sleep(1000)

    async def ask():
        thing = Thing()
        reference = weakref.ref(thing)
        asyncio.create_task(sleep(thing), name="sleeper")  # noqa: RUF006  the loop alone has it
        del thing
        await asyncio.sleep(0)
        return why_alive(reference)

    why = asyncio.run(ask())

    assert "task 'sleeper'" in [step.leads_to for step in why.paths[0].steps]
    assert why.advice == "await the task 'sleeper', or cancel() it"


def test_a_running_thread_begins_the_way_to_what_it_holds():
    """Its own frames, and the table of threads, say the same again."""
    leave, arrived = threading.Event(), threading.Event()

    def work(thing):
        arrived.set()
        leave.wait()

    class Worker(threading.Thread):
        def run(self):
            work(None)

    worker = Worker(name="worker")
    worker.thing = Thing()
    reference = weakref.ref(worker.thing)
    worker.start()
    arrived.wait()
    why = why_alive(reference)
    leave.set()
    worker.join()

    assert [(path.root.text, edges(path), path.also) for path in why.paths] == [("thread 'worker'", [".thing"], ())]


def test_a_long_run_of_one_edge_is_told_once():
    head = tail = Holder()
    for _ in range(30):
        tail.next = Holder()
        tail = tail.next
    reference = weakref.ref(tail)
    del tail

    path = why_alive(reference).paths[0]

    assert [step.edge for step in path.told] == ["local head", ".next", "... 29 times more ..."]
    assert len(path.steps) == 31
    assert path.told[-1].identity == id(reference())
    assert eval(why_alive(reference).expression, {"head": head}) is reference()


def test_a_run_of_two_edges_in_turn_is_told_once():
    head = tail = Holder()
    for number in range(10):
        tail.children = [None] * number + [Holder()]
        tail = tail.children[number]
    reference = weakref.ref(tail)
    del tail

    path = why_alive(reference).paths[0]

    assert [step.edge for step in path.told] == ["local head", ".children", "[0]", "... 9 times more ..."]
    assert head is not None


def test_a_short_run_is_told_in_full():
    head = Holder()
    head.next = Holder()
    head.next.next = Holder()
    head.next.next.next = Thing()

    path = why_alive(weakref.ref(head.next.next.next)).paths[0]

    assert [step.edge for step in path.told] == ["local head", ".next", ".next", ".next"]


def test_contexts_that_rest_in_a_list_are_of_no_thread():
    variable = contextvars.ContextVar("variable")
    kept = [contextvars.Context() for _ in range(3)]
    for context in kept:
        context.run(variable.set, Thing())
    del context

    roots = [[path.root.kind for path in why_alive(weakref.ref(one[variable])).paths] for one in kept]

    assert roots == [["frame"], ["frame"], ["frame"]]


def test_a_method_is_called_by_its_name():
    thing = Thing()
    kept = [thing.method]

    why = why_alive(kept[0])

    assert why.subject == "method Thing.method"


def test_a_module_whose_name_is_not_set_yet_has_none():
    """As in the middle of its `__init__`: the words are those of a module without a name."""

    class Module:
        @property
        def name(self):
            return self._name

    label(Module, "module", name=lambda module: module.name)
    kept = Module()

    assert why_alive(weakref.ref(kept)).subject == "module"


def test_the_method_that_reads_a_table_is_in_the_path():
    class Registry:
        def __init__(self):
            self.models = {}

        def find(self, name):
            return self.models[name]

    labels.register_table(f"{__name__}.Registry", "models", "find")
    registry = Registry()
    registry.models["a b"] = Thing()
    reference = weakref.ref(registry.models["a b"])

    path = why_alive(reference).paths[0]

    assert edges(path) == ["local registry", ".models['a b']"]
    assert path.expression == "registry.find('a b')"
    assert registry.find("a b") is reference()


# Pictures ---------------------------------------------------------------------------------------------------


class Elements(html.parser.HTMLParser):
    """The names of elements of a page, and the ids in it."""

    def __init__(self, text):
        super().__init__()
        self.names, self.ids = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.ids += [value for name, value in attributes if name == "id"]


@pytest.mark.parametrize("ask", [lambda: why_alive(Thing), lambda: trace(Thing, Thing)], ids=["why", "trace"])
def test_a_notebook_that_shows_an_answer_twice_stays_as_it_is(ask):
    """Nothing in it speaks to the page around, and no id is there twice."""
    shown = Elements(ask()._repr_html_() * 2)

    assert shown.names.isdisjoint({"html", "body", "head", "style", "script"})
    assert shown.ids == []


def test_a_report_is_shown_whole_within_its_frame():
    report = trace(Thing, Thing)

    shown = report._repr_html_()

    assert shown.startswith("<iframe ")
    assert html.escape(report.to_html().partition("<body>")[2][:300]) in shown.replace("&#39;", "&#x27;")


def test_a_page_has_the_drawing_and_the_words():
    kept = [Thing()]

    page = why_alive(weakref.ref(kept[0])).to_html()

    assert page.startswith("<!doctype html>")
    assert "<svg" in page
    assert "what to do: take it out of" in page


def test_a_long_path_is_drawn_downwards():
    """Nine hops are as wide as the widest of them."""
    kept = {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": Thing()}}}}}}}}}
    thing = weakref.ref(kept["a"]["b"]["c"]["d"]["e"]["f"]["g"]["h"]["i"])

    drawn = why_alive(thing, paths=1)
    width, height = (float(drawn.to_svg().partition(f' {side}="')[2].partition('"')[0]) for side in ("width", "height"))

    assert width < 800 < height
    assert "rankdir=TB" in drawn.to_dot()
    assert "flowchart TB" in drawn.to_mermaid()


def test_an_arrow_down_bends_upright():
    """It leaves a box downwards, and comes into the next one downwards."""
    picture = Picture("two", downwards=True)
    for name in "abc":
        picture.node(name, name * 20)
    picture.edge("a", "c", "x" * 30)
    picture.edge("b", "c")

    curves = re.findall(r"([\d.]+) ([\d.]+)C([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)", picture.to_svg())

    assert curves
    assert all(x == first_x and second_x == end_x for x, _, first_x, _, second_x, _, end_x, _ in curves)


def test_an_owner_that_is_the_root_is_drawn_as_an_owner():
    store = register_owner(Holder(), "the store")
    store.things = [Thing()]
    labels.register_root("the one store", "get_store()", weakref.ref(store))

    nodes = list(why_alive(weakref.ref(store.things[0])).picture().nodes.values())
    labels.unregister("the one store")
    labels.unregister(store)

    assert nodes[0].kind == "owner"
    assert nodes[0].label == "the one store\nHolder 'the store'"


# Advice -----------------------------------------------------------------------------------------------------


def advice_for(build):
    """The advice on what keeps a thing alive, with all that was built kept in the local `kept`."""
    thing = Thing()
    reference = weakref.ref(thing)
    kept = build(thing)
    del thing
    why = why_alive(reference)
    assert str(why).count("what to do: ") == 1
    assert kept is not None
    return why.advice


def test_a_list_is_named_and_counted():
    assert advice_for(lambda thing: {"seen": [1, thing]}) == (
        "take it out of `kept['seen']` (2 items); does it only grow?"
    )


def test_an_entry_is_to_be_deleted():
    assert advice_for(lambda thing: {"seen": thing}) == "`del kept['seen']`"


def test_a_key_is_to_be_popped():
    advice = "pop it from `kept`, where it is a key, or make that a weakref.WeakKeyDictionary"

    assert advice_for(lambda thing: {thing: 1}) == advice


def test_an_attribute_is_to_be_set_to_none():
    def build(thing):
        kept = Holder()
        kept.thing = thing
        return kept

    assert advice_for(build) == "set `kept.thing` to None"


def test_a_name_that_no_code_can_write_is_told_as_an_entry():
    def build(thing):
        setattr(Holder, "class", thing)
        return Holder

    advice = advice_for(build)
    delattr(Holder, "class")

    assert advice == "set `test_answers.Holder.__dict__['class']` to None"


def test_a_callback_is_to_be_taken_out_of_its_list():
    """The bound method cannot let go of its object: who holds the method can."""
    advice = "take the method Thing.method out of `kept` (1 item); does it only grow?"

    assert advice_for(lambda thing: [thing.method]) == advice


def test_a_cache_is_to_be_cleared():
    @functools.lru_cache
    def cached(thing):
        return 1

    def build(thing):
        cached(thing)
        return True

    assert advice_for(build) == "`cached.cache_clear()`"  # of a method it says more: see `leak_cases`


def test_a_known_holder_near_the_end_has_the_say():
    @functools.lru_cache
    def cached():
        return {"deep": [reference()]}

    thing = Thing()
    reference = weakref.ref(thing)
    cached()
    del thing

    assert why_alive(reference).advice.endswith(".cache_clear()`")


def test_a_local_is_gone_when_its_call_returns():
    def work():
        thing = Thing()
        return why_alive(weakref.ref(thing))

    assert work().advice == "let work() return, or `del thing` in it"


def test_what_a_labelled_object_keeps_in_private_goes_with_it():
    class Tape:
        pass

    label(Tape, "tape")

    def build(thing):
        kept = Tape()
        kept._watched = [thing]
        return [kept]

    advice = "it goes with the tape: take the tape out of `kept` (1 item); does it only grow?"
    assert advice_for(build) == advice


def test_a_lost_object_is_let_go_as_its_root_says():
    store = register_owner(Holder(), "the store")
    store.things = [Thing()]
    labels.register_root("the store", "get_store()", weakref.ref(store), "`reset_store()`")

    why = why_alive(weakref.ref(store.things[0]))
    labels.unregister("the store")
    labels.unregister(store)

    assert why.state == "lost"
    assert why.advice == "its owner keeps it: `reset_store()`, or take it out of the owner's tables"


def test_the_answer_says_what_to_do_last():
    kept = [Thing()]

    assert str(why_alive(weakref.ref(kept[0]))).splitlines()[-1].startswith("  what to do: take it out of `kept`")


def test_a_class_that_lies_about_its_module_is_not_asked():
    class Odd:
        class __module__:  # noqa: N801  as hostile as it gets
            def __format__(self, form):
                raise RuntimeError

        __module__ = __module__()

    kept = Odd()
    kept.thing = Thing()

    why = why_alive(weakref.ref(kept.thing))

    assert why.advice == "set `kept.thing` to None"


def test_a_local_may_be_a_cell_itself():
    """By a name of its own, and not as what a closure shares."""

    def make(held):
        yield

    cell = types.CellType(1)
    kept = make(cell)
    next(kept)

    assert name_edge(kept, [cell]).text.startswith("local held of generator make()")


def test_a_cached_result_may_be_its_own_key():
    same = functools.lru_cache(lambda text: text)
    text = same("".join(["a", "b"]))

    assert name_edge(same, [text]).text == "cached result for 'ab'"


@pytest.mark.parametrize(("base", "arguments"), [(map, (str, "a")), (queue.SimpleQueue, ())])
def test_what_only_a_label_tells_of_is_walked_as_it_says(base, arguments):
    thing = Thing()
    kept = type("Told", (base,), {})(*arguments)
    labels.register(type(kept), "told", holds=lambda told: [(".thing", thing)])

    edge = name_edge(kept, [thing])
    labels.unregister(type(kept))

    assert edge == Edge(".thing", "{}.thing")


@pytest.mark.parametrize("value", [None, True, 1, -5, "", "a", b"x", (), int, type], ids=repr)
def test_what_the_interpreter_keeps_forever_is_said_to_stay(value):
    """Whatever name it has: to drop that one, or to set an attribute of a library to None, would free nothing."""
    why = why_alive(value)

    assert (why.state, why.paths) == ("named", ())
    assert "keeps it forever" in str(why) and "no program can free it" in why.advice


@pytest.mark.parametrize("value", [257, -6, "a word", "\N{EURO SIGN}", (1,), Thing], ids=repr)
def test_other_values_and_classes_have_a_name_that_can_go(value):
    kept = [value * 1 if isinstance(value, int) else value]

    assert why_alive(kept[0]).paths
