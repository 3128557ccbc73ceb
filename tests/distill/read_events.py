"""Reads the event files of a folder with TensorBoard's own readers and prints, as JSON, what these made of them.

read_events.py FOLDER

"series": per tag the steps and values that TensorBoard shows (EventAccumulator, as it forgets what a later start
replaces); "records": per tag the steps of all records, none of them forgotten (EventFileLoader).
"""

import json
import pathlib
import sys

from tensorboard.backend.event_processing import event_accumulator, event_file_loader


def series(folder):
    accumulator = event_accumulator.EventAccumulator(folder, size_guidance={event_accumulator.SCALARS: 0})
    accumulator.Reload()
    return {tag: [[event.step, event.value] for event in accumulator.Scalars(tag)]
            for tag in accumulator.Tags()["scalars"]}


def records(folder):
    steps = {}
    for path in sorted(pathlib.Path(folder).glob("*tfevents*")):
        for event in event_file_loader.EventFileLoader(str(path)).Load():
            for value in event.summary.value:
                steps.setdefault(value.tag, []).append(event.step)
    return steps


json.dump({"series": series(sys.argv[1]), "records": records(sys.argv[1])}, sys.stdout)
