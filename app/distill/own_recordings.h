#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

// Recordings that a person has sorted, and what is heard in them.
struct OwnRecordings
{
    struct Clip
    {
        std::filesystem::path path;
        std::vector<int> labels; // into `labels`, ascending
        // Samples at 16 kHz of the stretch of the recording that is meant, [start, end); none: the whole file.
        std::int64_t startSample = 0;
        std::int64_t endSample = 0;
        std::filesystem::path cutFrom = {}; // the recording, once the stretch is a file of its own

        bool isStretch() const { return endSample > startSample && cutFrom.empty(); } // not cut yet
        const std::filesystem::path& recording() const { return cutFrom.empty() ? path : cutFrom; }
    };
    QStringList labels;
    std::vector<Clip> clips;
    QStringList problems; // one line each; training can do without what they name

    std::vector<int> clipsOfLabels() const; // by label
};

// From a folder whose subfolders are the labels (sound files in them and below them), or from a CSV list with the
// columns path and labels, these comma-separated names. Throws Error where nothing can be learned from it: fewer than
// two labels, a list that cannot be read, no such place. A stop gives what was found until then.
OwnRecordings readOwnRecordings(const std::filesystem::path& place, const std::stop_token& stop);

// Which clips are held out: of each label about this share, at least one where it has two; every label keeps at least
// one to learn from. Recordings as a whole first; of a label that would lose too much with them, stretches that share
// no sound with another: nothing that is held out is learned from. The same for the same seed. [clips]
std::vector<bool> heldOut(const OwnRecordings& recordings, double share, std::uint64_t seed);

// The model that training starts from.
struct StartModel
{
    std::filesystem::path path;       // a folder or a file of weights in any readable layout
    std::vector<std::int64_t> dims;   // of an AST its width
    std::vector<std::int64_t> depths; // likewise its blocks
    bool isAst = false;
};
// By names and shapes alone, in milliseconds. Throws Error, also for a model that no student can start from.
StartModel readStartModel(const std::filesystem::path& path);

struct OwnModelChoices
{
    double heldOutShare = 0.2;
    std::int64_t epochs = 20;
    std::int64_t batch = 8;
    std::uint64_t seed = 0;
};

// Writes label file and lists below the run's folder, and gives the specification that trains on them: the start model
// with a fresh head for these labels, learning from the labels alone. Stretches of recordings are cut out into files
// beside the lists; those that cannot be are left out and added to `problems`. Nothing once a stop was asked for, which
// leaves nothing there. Throws Error, also where the folder holds anything.
std::optional<std::string> prepareOwnModel(const OwnRecordings& recordings, const StartModel& start,
                                           const OwnModelChoices& choices, const std::filesystem::path& folder,
                                           const std::stop_token& stop = {}, QStringList* problems = nullptr);

} // namespace dass
