"""The corpora of the comparison: `corpora.py SHARED OUT_DIR`; what is absent in SHARED is left out with a message.

meantime/*.tml   the MEANTIME articles on Apple with their TIMEX3 marks; only what was annotated, without the dateline
speed.jsonl      plain news text, one document a day, in some MB
slice.jsonl      the beginning of it, as one document
one.jsonl        one line
"""

import gzip
import html
import itertools
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

SPEED_BYTES = 2_000_000
SLICE_BYTES = 100_000
# The sentence that holds nothing but the document creation time.
DATELINE = 1
NO_SPACE_BEFORE = re.compile(r"[,.;:!?)%’”]|'s?|’s|n't|n’t")
NO_SPACE_BEHIND = re.compile(r"[($£€#“]")


def anchored(markable):
    return [anchor.get("t_id") for anchor in markable.findall("token_anchor")]


def meantime(path):
    """One article in the form of TimeML."""
    root = ET.parse(path).getroot()
    tokens = [(token.get("t_id"), int(token.get("sentence")), token.text) for token in root.findall("token")]
    sentence_of = {token: sentence for token, sentence, _ in tokens}
    markables = [(markable, anchored(markable)) for markable in root.find("Markables")]
    last = max(sentence_of[token] for _, anchors in markables for token in anchors)
    timexes = {anchors[0]: (anchors[-1], mark) for mark, anchors in markables if mark.tag == "TIMEX3" and anchors}
    date = next(m.get("value") for m, _ in markables if m.get("functionInDocument") == "CREATION_TIME")
    kept = [token for token in tokens if token[1] <= last and token[1] != DATELINE]
    creation = f'<DCT><TIMEX3 functionInDocument="CREATION_TIME" value="{date}">{date}</TIMEX3></DCT>'
    return f"<TimeML>{creation}<TEXT>{marked(kept, timexes)}</TEXT></TimeML>\n"


def marked(tokens, timexes):
    """The text, one sentence a line."""
    pieces, before, end = [], None, None
    for token, sentence, word in tokens:
        pieces.append(gap(before, (sentence, word)))
        if token in timexes:
            end, mark = timexes[token]
            pieces.append(f'<TIMEX3 type="{mark.get("type")}" value="{mark.get("value")}">')
        pieces.append(html.escape(word, quote=False))
        if token == end:
            pieces.append("</TIMEX3>")
        before = sentence, word
    return "".join(pieces)


def gap(before, token):
    """What stands between two tokens."""
    if before is None:
        return ""
    if before[0] != token[0]:
        return "\n"
    joined = NO_SPACE_BEFORE.fullmatch(token[1]) or NO_SPACE_BEHIND.fullmatch(before[1])
    return "" if joined else " "


def days(path):
    """The items of each day as one document."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for date, items in itertools.groupby(map(json.loads, lines), lambda item: item["date"]):
            yield {"id": date, "date": date, "text": "\n\n".join(item["text"] for item in items)}


def first(documents, size):
    for document in documents:
        size -= len(document["text"].encode())
        if size < 0:
            return
        yield document


def write(path, documents):
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")


def absent(path):
    if not path.exists():
        print(f"{path} is absent and left out", file=sys.stderr)
    return not path.exists()


def main():
    shared, out = map(pathlib.Path, sys.argv[1:])
    articles = shared / "data/meantime/intra-doc_apple"
    if not absent(articles):
        (out / "meantime").mkdir(parents=True, exist_ok=True)
        for path in sorted(articles.glob("*.xml")):
            name = path.name.split("_")[0]
            (out / "meantime" / f"{name}.tml").write_text(meantime(path), encoding="utf-8")
    news = shared / "data/events/unlabelled.jsonl.gz"
    if not absent(news):
        write(out / "speed.jsonl", first(days(news), SPEED_BYTES))
        parts = list(first(days(news), SLICE_BYTES))
        text = "\n\n".join(part["text"] for part in parts)
        write(out / "slice.jsonl", [{**parts[0], "text": text}])
    line = "Ministers met in the capital on Monday to sign it."
    write(out / "one.jsonl", [{"id": "0", "date": "2020-01-01", "text": line}])


if __name__ == "__main__":
    main()
