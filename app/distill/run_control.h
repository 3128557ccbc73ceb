#pragma once

#include "app/distill/run_summary.h"

#include <QString>
#include <QStringList>

#include <filesystem>

namespace dass {

// What a person does to a run, through its folder. Any thread but the GUI's: all of it waits for the disk. Each throws
// Error with one line for people.

void askToPause(const std::filesystem::path& folder);
void askToGoOn(const std::filesystem::path& folder); // of a paused one
void askToStop(const std::filesystem::path& folder); // after the step, with its state kept

// Ends the process in whatever it is doing; its state is kept. On another computer, and where no process is known for
// certain to be the one that owns the folder, it is asked to stop.
void cancelRun(const RunSummary& run);

// Starts `dass distill` on the folder's specification as a process that outlives this one; resume: goes on with what is
// there.
void startRun(const std::filesystem::path& folder, bool resume);

// Makes the folder and its specification, from which startRun() starts.
void makeRun(const std::filesystem::path& folder, const std::string& spec);

// Removes what a run wrote and the lists in its data folder that its specification names, then the folder if nothing
// else is in it. Throws where a process is at work there, where it is no run, and where something was left.
void deleteRun(const std::filesystem::path& folder);

// The folder itself where it is a run's, else those of its subfolders that are.
QStringList findRuns(const std::filesystem::path& folder);

// The program that trains; empty where there is none.
QString distillProgram();
// As somebody would type it into a terminal.
QString commandLine(const QString& spec, const QString& folder);

} // namespace dass
