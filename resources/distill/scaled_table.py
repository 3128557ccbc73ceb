#!/usr/bin/env python3
"""The rows of the paper's Tables 1 and 2, scaled down to minutes each on two cores: trains, scores, prints a table.

    python3 scaled_table.py CORPUS FOLDER [--dass PROGRAM] [--seeds 1,2,3] [--rows labels,stored]

CORPUS holds manifest.csv (path, source, label_text, split), class_labels_indices.csv and teacher_logits_f16.npy.
FOLDER gets everything else; what is finished there is skipped and what was cut is gone on with, so that the same
command can be given again at any time. FOLDER/table.md has what is finished so far. Docs: docs/distillation.md.
"""

import argparse
import csv
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

# The same student, clips, steps and augmentation for all rows; see docs/distillation.md for why so small.
STUDENT = {"size": {"dims": [16, 32, 64, 128], "depths": [1, 1, 2, 1]}}
COMMON = {
    "optimizer": {"lr": 2e-3, "warmup_steps": 100},
    "schedule": {"epochs": 3},
    "batch": 8,
    "ema": 0.99,
    "eval_every": 1000,
    "checkpoint_steps": 400,
    "precision": "fp32",  # such narrow layers gain nothing by bf16
}
DATA = {"clip_frames": 256, "eval_frames": 1024, "cache_mb": 4096}

STORED = {"kind": "stored"}
LABELS_ONLY_OF_STORED = {"kind": "stored", "weight": 0}  # gives the clips their labels, and teaches nothing
DASS = {"kind": "dass"}
EMA = {"kind": "ema"}

# name: what stands in the table, preset, teachers, where the student starts
ROWS = {
    "labels": ("labels only", "scaled-labels", [STORED], "scratch"),
    "stored": ("stored teacher, BCE", "scaled-stored", [STORED], "scratch"),
    "stored-kldiv": ("stored teacher, KL divergence", "scaled-stored-kldiv", [STORED], "scratch"),
    "dass": ("live DASS teacher, BCE", "scaled-dass", [LABELS_ONLY_OF_STORED, DASS], "scratch"),
    "ema": ("its own running mean, BCE", "scaled-ema", [LABELS_ONLY_OF_STORED, EMA], "scratch"),
    "ensemble": ("stored and live DASS, BCE", "scaled-ensemble", [STORED, DASS], "scratch"),
    "start-labels": ("labels only", "scaled-labels", [STORED], "checkpoint"),
    "start-stored": ("stored teacher, BCE", "scaled-stored", [STORED], "checkpoint"),
}

# ESC-10's folder names, which are human labels, as AudioSet's classes.
ESC10 = {
    "baby cry": "/t/dd00002",
    "chainsaw": "/m/01j4z9",
    "clock tick": "/m/01x3z,/m/07qjznt,/m/07qjznl",
    "dog bark": "/m/0bt9lr,/m/05tny_",
    "fire crackling": "/m/02_41,/m/07pzfmf",
    "helicopter": "/m/09ct_",
    "person sneeze": "/m/01hsr_",
    "rain": "/m/06mb1,/m/07r10fb,/t/dd00038",
    "rooster": "/m/09b5t,/m/07qn5dc",
    "sea waves": "/m/05kq4,/m/034srq",
}

SCORES = {  # of `dass eval`, in percent
    "teacher_first_tag": "first tag",
    "teacher_first_tag_in_five": "in first five",
    "mAP": "mAP",
    "esc10": "ESC-10",
}
CLIPS_A_CALL = 64  # of ffmpeg


class Cut(Exception):
    """Somebody wants it to end."""


def fail(words):
    sys.exit("scaled_table.py: " + words)


def write_whole(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def write_csv(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with open(part, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    os.replace(part, path)


def decode(corpus, clips, rows):
    """Decodes the clips once in place of once a run; gives the folder that the lists' paths start from."""
    if shutil.which("ffmpeg") is None:
        print("ffmpeg is not there: every run decodes the clips anew", flush=True)
        return corpus
    missing = [row["path"] for row in rows if not (clips / row["path"]).exists()]
    for first in range(0, len(missing), CLIPS_A_CALL):
        print(f"decoding clips: {first} of {len(missing)}", end="\r", flush=True)
        inputs, outputs, made = [], [], []
        for number, path in enumerate(missing[first : first + CLIPS_A_CALL]):
            whole = clips / path  # the name ends in .opus or whatever it was; what counts is what is in it
            whole.parent.mkdir(parents=True, exist_ok=True)
            part = whole.with_name(whole.name + ".part")
            inputs += ["-i", str(corpus / path)]
            outputs += ["-map", f"{number}:a:0", "-ar", "16000", "-ac", "1", "-c:a", "pcm_s16le", "-f", "wav", str(part)]
            made.append((part, whole))
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *inputs, *outputs]
        if subprocess.run(command, check=False).returncode != 0:
            fail("ffmpeg could not decode the clips; its words are above")
        for part, whole in made:
            os.replace(part, whole)
    return clips


def prepare(corpus, folder):
    for name in ("manifest.csv", "class_labels_indices.csv", "teacher_logits_f16.npy"):
        if not (corpus / name).is_file():
            fail(f"{corpus / name} is not there; CORPUS is the folder that holds it")
    with open(corpus / "manifest.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    root = decode(corpus, folder / "clips", rows)

    def human(row):
        return ESC10.get(row["label_text"], "") if row["source"] == "esc10" else ""

    # Rows follow the manifest's, as the stored outputs do.
    write_csv(folder / "clips.csv", ["path", "labels", "split"], [[r["path"], human(r), r["split"]] for r in rows])
    write_csv(
        folder / "esc10.csv",
        ["path", "labels"],
        [[r["path"], human(r)] for r in rows if r["source"] == "esc10" and r["split"] == "eval"],
    )
    # What the checkpoint learned before: which collection a clip comes from. Nobody had to listen for that.
    sources = sorted({r["source"] for r in rows})
    write_csv(
        folder / "sources.csv",
        ["index", "mid", "display_name"],
        [[i, f"/source/{i}", source] for i, source in enumerate(sources)],
    )
    write_csv(
        folder / "clips-by-source.csv",
        ["path", "labels"],
        [[r["path"], f"/source/{sources.index(r['source'])}"] for r in rows if r["split"] == "train"],
    )
    return root


def paper_row(name, seed, corpus, folder, root, dass_teacher):
    _, preset, teachers, start = ROWS[name]
    files = {"stored": {"path": str(corpus / "teacher_logits_f16.npy")}, "dass": {"path": str(dass_teacher)}, "ema": {}}
    student = dict(STUDENT, init=start)
    if start == "checkpoint":
        student["checkpoint"] = str(folder / "runs" / "start" / "model.safetensors")
    return dict(
        COMMON,
        preset=preset,
        student=student,
        teachers=[dict({"weight": 1}, **teacher, **files[teacher["kind"]]) for teacher in teachers],
        data=dict(
            DATA,
            train=str(folder / "clips.csv"),
            labels=str(corpus / "class_labels_indices.csv"),
            root=str(root),
            split_column="split",
            train_split="train",
        ),
        seed=seed,
    )


def start_run(folder, root):
    return dict(
        COMMON,
        preset="scaled-labels",
        student=dict(STUDENT, init="scratch"),
        teachers=[],
        data=dict(
            DATA,
            train=str(folder / "clips-by-source.csv"),
            labels=str(folder / "sources.csv"),
            root=str(root),
            split_column=None,
            train_split=None,
            eval_split=None,
            labels_from_teacher=None,
        ),
        seed=1000,
    )


def call(command, **more):
    """A Ctrl-C reaches the program as well, which then saves its state and ends."""
    result = subprocess.run([str(part) for part in command], check=False, **more)
    if result.returncode in (130, -signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGTERM):
        raise Cut
    if result.returncode != 0:
        fail(f"{command[1]} ended with {result.returncode}: {' '.join(str(part) for part in command)}")
    return result


def train(options, folder, name, spec):
    run = folder / "runs" / name
    if (run / "model.safetensors").exists():
        return
    path = folder / "specs" / (name + ".json")
    write_whole(path, json.dumps(spec, indent=2) + "\n")
    begun = time.monotonic()
    resume = ["--resume"] if (run / "metrics.jsonl").exists() or (run / "checkpoints" / "last").exists() else []
    print(f"{time.strftime('%H:%M:%S')} {name}: {'going on' if resume else 'training'}", flush=True)
    call([options.dass, "distill", path, "--output", run, "--threads", options.threads, "--quiet", *resume])
    print(f"{time.strftime('%H:%M:%S')} {name}: trained in {time.monotonic() - begun:.0f} s", flush=True)


def score(options, corpus, folder, root, name):
    path = folder / "scores" / (name + ".json")
    if path.exists():
        return
    model = ["--model", folder / "runs" / name, "--threads", options.threads, "--quiet"]
    whole = call(
        [options.dass, "eval", "--data", corpus / "manifest.csv", "--root", root, "--split-column", "split", "--split"]
        + ["eval", "--labels", corpus / "class_labels_indices.csv", "--teacher", corpus / "teacher_logits_f16.npy"]
        + ["--labels-from-teacher", "0.3", *model],
        stdout=subprocess.PIPE,
    )
    scores = json.loads(whole.stdout)
    if len((folder / "esc10.csv").read_text(encoding="utf-8").splitlines()) > 1:
        human = [options.dass, "eval", "--data", folder / "esc10.csv", "--root", root, *model]
        scores["esc10"] = json.loads(call(human, stdout=subprocess.PIPE).stdout)["accuracy"]
    write_whole(path, json.dumps(scores, indent=2) + "\n")


def cell(values):
    values = [value for value in values if value is not None]
    if not values:
        return "–"
    values = [100 * value for value in values]
    if len(values) == 1:
        return f"{values[0]:.1f}"
    return f"{statistics.mean(values):.1f} ± {statistics.stdev(values):.1f}"


def table(folder, seeds):
    lines = ["| student starts from | learns from | seeds | " + " | ".join(f"{n}, %" for n in SCORES.values()) + " |"]
    lines.append("|---" * (3 + len(SCORES)) + "|")
    for name, (what, _, _, start) in ROWS.items():
        found = []
        for seed in seeds:
            path = folder / "scores" / f"{name}-{seed}.json"
            if path.exists():
                found.append(json.loads(path.read_text(encoding="utf-8")))
        cells = [cell([scores.get(key) for scores in found]) for key in SCORES]
        lines.append(f"| {start} | {what} | {len(found)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dass", default=shutil.which("dass") or "dass", help="the program; else that on the path")
    parser.add_argument("--teacher", type=Path, help="the live DASS teacher's weights; else the bundled model")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--rows", default=",".join(ROWS), help="of " + ", ".join(ROWS))
    parser.add_argument("--epochs", type=int, default=COMMON["schedule"]["epochs"])
    parser.add_argument("--threads", default="0", help="as of dass distill")
    parser.add_argument("--only-print", action="store_true", help="print what is finished and train nothing")
    options = parser.parse_args()
    corpus, folder = options.corpus.resolve(), options.folder.resolve()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    rows = options.rows.split(",")
    for row in rows:
        if row not in ROWS:
            fail(f"there is no row {row}; there are {', '.join(ROWS)}")
    if options.only_print:
        print(table(folder, seeds), end="")
        return 0
    COMMON["schedule"] = {"epochs": options.epochs}
    teacher = options.teacher or Path(__file__).resolve().parent.parent / "models" / "dass-nano" / "model.safetensors"
    if any(DASS in ROWS[row][2] for row in rows) and not teacher.exists():
        fail(f"{teacher} is not there; name the live teacher's weights with --teacher")
    try:
        root = prepare(corpus, folder)
        if any(ROWS[row][3] == "checkpoint" for row in rows):
            train(options, folder, "start", start_run(folder, root))
        for seed in seeds:  # all rows of a seed first, so that a table that was cut compares like with like
            for row in rows:
                name = f"{row}-{seed}"
                train(options, folder, name, paper_row(row, seed, corpus, folder, root, teacher))
                score(options, corpus, folder, root, name)
                write_whole(folder / "table.md", table(folder, seeds))
    except (Cut, KeyboardInterrupt):
        print("cut; the same command goes on", flush=True)
        return 130
    print(table(folder, seeds), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
