"""The last part of the code inside notebooks: answers that are clicked, where the package ipywidgets is installed.

A button's state is in no notebook's file. So what was clicked is put into the output of the cell, which is saved with the
notebook, and into a hidden file beside it, which is still there after a restart.
"""

import html
import re

from generator.render.notebook_memory import Memory
from generator.render.notebook_runtime import Quiz
from generator.render.notebook_telling import ALONE, bundle, display, get_ipython

try:
    import ipywidgets as widgets
except ImportError:  # then answers are typed
    widgets = None

ANSWER = "application/vnd.course-compiler.answer+json"
CLICK = "Not answered yet: click your answer, or write it in the cell and run that again."
STYLE = """<style>
.course-clicks, .course-clicks .widget-box { overflow: visible; }
.course-clicks > * { max-width: 45em; }
.course-clicks .widget-radio, .course-clicks .widget-checkbox { width: auto; height: auto; margin: 0; }
.course-clicks .widget-radio-box { width: auto; max-width: none; padding: 0; margin: 0; }
.course-clicks .widget-radio-box label, .course-clicks .widget-checkbox label {
  display: flex; align-items: flex-start; width: auto; height: auto; margin: 0; padding: 3px 0; font-size: inherit; line-height: 1.4;
  white-space: normal; cursor: pointer; }
.course-clicks .widget-radio-box input, .course-clicks .widget-checkbox input { flex: none; order: -1; margin: 0.2em 8px 0 2px; }
.course-clicks .widget-radio-box input { width: 1em; height: 1em; }
.course-clicks .widget-dropdown { width: auto; height: auto; }
.course-clicks .widget-dropdown > .widget-label { width: 1.5em; text-align: left; }
.course-clicks .widget-dropdown select { height: auto; padding-top: 3px; padding-bottom: 3px; font-size: inherit; }
.course-clicks .widget-html, .course-clicks .widget-html-content { height: auto; font-size: inherit; line-height: 1.4; }
.course-clicks .course-sure { margin-top: 8px; }
</style>"""


class Clicks:
    """Lets answers be clicked."""

    def __init__(self):
        self.memory = Memory()

    def ask(self, quiz, item, sure):
        """Show what was clicked for an item, with controls to change it where there can be any."""
        answer, sure_then, trouble = self.memory.get(item)
        try:
            quiz.read_sure(sure)
        except ValueError as problem:
            sure, trouble = "", str(problem)
        sure = sure or sure_then
        lines = quiz.take(item, answer, sure)
        if not widgets:
            display(saved(item, answer, sure, lines + [("last", trouble)] * bool(trouble)), raw=True)
        else:
            Panel(quiz, item, self.memory, answer, sure).show(lines if answer else [("line", CLICK)], trouble)


def saved(item, answer, sure, lines):
    """What a cell's output holds of a clicked answer, for who reads it and for who grades it."""
    said = {True: "yes", False: "no", None: ""}[Quiz.read_sure(sure)]
    return {ANSWER: {"item": item["id"], "answer": answer, "sure": said}, **bundle(lines)}


def page_of_request():
    """The open page that the kernel is answering. A page that was opened anew is another one."""
    try:
        return get_ipython().kernel.get_parent("shell")["header"]["session"]
    except (AttributeError, KeyError, TypeError):  # a kernel that doesn't tell
        return None


class Panel:
    """The controls of one item and, below them, what its answer comes to."""

    def __init__(self, quiz, item, memory, answer, sure):
        self.quiz, self.item, self.memory = quiz, item, memory
        self.page = page_of_request()
        self.output = None
        self.filling = False
        self.note = widgets.HTML(layout={"display": "none"})
        self.rows, self.inputs = CONTROLS[item["kind"]](item)
        self.fill(answer)
        word = {True: "yes", False: "no", None: None}[Quiz.read_sure(sure)]
        self.sure = widgets.RadioButtons(options=[("I am sure", "yes"), ("I am not sure", "no")], value=word)
        if item.get("confidence"):
            self.rows.append(self.sure)
        self.sure.add_class("course-sure")
        self.rows.append(widgets.HBox(self.buttons()))
        if quiz.graded:
            for control in (*self.inputs.values(), self.sure):
                control.observe(self.changed, "value")

    def buttons(self):
        """Check, for practice; and Clear."""
        check, clear = widgets.Button(description="Check", button_style="primary"), widgets.Button(description="Clear")
        check.on_click(self.take)
        clear.on_click(self.clear)
        return [clear] if self.quiz.graded else [check, clear]

    def fill(self, answer):
        """Set the controls to an answer, which may be empty."""
        words = Quiz.words(answer)
        kind = self.item["kind"]
        if kind in ("single", "true-false"):
            self.inputs[""].value = words[0] if words else None
        elif kind in ("multiple", "highlight"):
            for label, box in self.inputs.items():
                box.value = label in words
        else:
            chosen = dict(zip(words[::2], words[1::2], strict=False)) if kind == "match" else dict(enumerate(words, 1))
            for place, menu in self.inputs.items():
                menu.value = chosen.get(place, "")

    def clicked(self):
        """The answer that the controls show, as it would be typed."""
        kind = self.item["kind"]
        if kind in ("single", "true-false"):
            return self.inputs[""].value or ""
        if kind in ("multiple", "highlight"):
            return ", ".join(label for label, box in self.inputs.items() if box.value)
        return ", ".join(f"{place if kind == 'match' else ''}{menu.value}" for place, menu in self.inputs.items() if menu.value)

    def show(self, lines, trouble):
        """Show controls and answer below the cell."""
        panel = widgets.VBox([widgets.HTML(STYLE), *self.rows, self.note])
        panel.add_class("course-clicks")
        self.remark(trouble)
        view = panel._repr_mimebundle_()
        view["text/plain"] = "If there is nothing to click here, run this cell again. Or write your answer in it."
        display(view, raw=True)
        self.output = display(self.saved(lines), raw=True, display_id=True)

    def changed(self, _):
        """Take a choice at once."""
        if not self.filling:
            self.take()

    def take(self, _=None):
        """Take what is clicked as the answer."""
        answer = self.clicked()
        lines = self.quiz.take(self.item, answer, self.sure.value)
        if self.item["id"] not in self.quiz.answers:  # of all that can be clicked only an order can be wrong in form
            lines = [("line", f"Not stored yet: choose each of {', '.join(self.item['labels'])} once." if answer else CLICK)]
            answer = ""
        self.keep(answer, lines)

    def clear(self, _):
        """Leave the item open again."""
        self.filling = True
        self.fill("")
        self.sure.value = None
        self.filling = False
        self.take()

    def keep(self, answer, lines):
        """Put an answer into the cell's output and the hidden file, and say what can't be done."""
        self.output.update(self.saved(lines, answer), raw=True)
        trouble = self.memory.keep(self.item, answer, self.sure.value or "")
        if page_of_request() != self.page:
            trouble = "This page was opened anew since the cell ran. Run the cell again, then save: only then is your click in the file."
        if getattr(get_ipython(), "user_ns", {}).get("quiz", self.quiz) is not self.quiz:
            trouble = "The first code cell ran again since. Run this cell again too, so that your answer counts."
        self.remark(trouble)

    def remark(self, trouble):
        """Show what went wrong, or nothing."""
        self.note.value = shown(trouble)
        self.note.layout.display = "" if trouble else "none"

    def saved(self, lines, answer=None):
        """The cell's output."""
        return saved(self.item, self.clicked() if answer is None else answer, self.sure.value, lines)


def shown(text):
    """Text as HTML in which nothing is markup, and nothing begins a formula."""
    return re.sub(r"[$\\]", lambda found: ALONE[found[0]], html.escape(text))


def radio_rows(item):
    """One of several."""
    texts = [text if text.lower() == label else f"{label}: {text}" for label, text in item["texts"].items()]
    control = widgets.RadioButtons(options=[*zip(texts, item["texts"], strict=True)], value=None)
    return [control], {"": control}


def tick_rows(item):
    """Any of several."""
    boxes = {
        label: widgets.Checkbox(description=shown(f"{label}: {text}"), description_allow_html=True, indent=False)
        for label, text in item["texts"].items()
    }
    return [*boxes.values()], boxes


def menu_rows(item, places):
    """One of several for each place."""
    options = [("Choose…", ""), *((f"{label}: {text}", label) for label, text in item["texts"].items())]
    return {place: widgets.Dropdown(options=options, value="", description=f"{place}") for place in places}


def order_rows(item):
    """One entry for each place."""
    menus = menu_rows(item, range(1, len(item["labels"]) + 1))
    return [*menus.values()], menus


def match_rows(item):
    """One choice for each claim."""
    menus = menu_rows(item, item["claims"])
    rows = [(widgets.HTML(shown(f"{number}: {text}")), menus[number]) for number, text in item["claims"].items()]
    return [part for row in rows for part in row], menus


CONTROLS = {
    "single": radio_rows,
    "true-false": radio_rows,
    "multiple": tick_rows,
    "highlight": tick_rows,
    "order": order_rows,
    "match": match_rows,
}


def clicks():
    """What lets answers be clicked; None where there is no notebook to show anything in."""
    return Clicks() if get_ipython and get_ipython() else None
