#!/usr/bin/env python3
"""Makes audioset_labels.csv and audioset_tree.csv from AudioSet's two published files.

    python3 resources/labels/make_tables.py class_labels_indices.csv ontology.json

Only facts are taken over: index, machine id, display name and the parent relation. Descriptions, examples and
links stay where they are. The tables lie beside this script; it is run again only if AudioSet changes.
"""
import csv
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        labels = sorted(csv.DictReader(file), key=lambda row: int(row["index"]))
    with open(sys.argv[2], encoding="utf-8") as file:
        nodes = json.load(file)

    parents = {node["id"]: [] for node in nodes}
    for node in nodes:
        for child in node["child_ids"]:
            parents[child].append(node["id"])
    joined = {mid: ";".join(found) for mid, found in parents.items()}
    names = {row["mid"]: row["display_name"] for row in labels}
    unknown = [mid for mid in names if mid not in parents]
    if unknown:
        sys.exit(f"labels that the ontology lacks: {', '.join(unknown)}")

    write("audioset_labels.csv", ["index", "mid", "name", "parents"],
          [[row["index"], row["mid"], row["display_name"], joined[row["mid"]]] for row in labels])
    # Preorder: a reader meets every node after its first parent, in the ontology's own order of siblings.
    children = {node["id"]: node["child_ids"] for node in nodes}
    own_names = {node["id"]: node["name"] for node in nodes}
    order = []
    pending = [node["id"] for node in reversed(nodes) if not parents[node["id"]]]
    while pending:
        mid = pending.pop()
        if mid not in order:
            order.append(mid)
            pending.extend(reversed(children[mid]))
    write("audioset_tree.csv", ["mid", "name", "parents", "is_label"],
          [[mid, names.get(mid, own_names[mid]), joined[mid], int(mid in names)] for mid in order])


if __name__ == "__main__":
    main()
