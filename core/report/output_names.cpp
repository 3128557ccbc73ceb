#include "core/report/output_names.h"

#include <map>
#include <set>
#include <string>

namespace dass {

namespace {

namespace fs = std::filesystem;

// The JSON of "x.provenance.wav" would be the provenance of "x.wav".
bool endsLikeAResult(const fs::path& stem)
{
    return stem.extension() == ".provenance";
}

} // namespace

std::vector<fs::path> outputStems(std::span<const Recording> recordings, const fs::path& folder)
{
    std::map<fs::path, int> wanted;
    for (const Recording& recording : recordings)
        ++wanted[recording.folder / recording.path.stem()];

    std::vector<fs::path> stems;
    std::set<fs::path> taken;
    for (const Recording& recording : recordings) {
        fs::path name = recording.folder / recording.path.stem();
        if (wanted[name] > 1 || endsLikeAResult(name))
            name = recording.folder / recording.path.filename();
        // Not the stem of another recording either ("a.wav" of a.wav beside that of a.wav.mp3).
        fs::path unique = name;
        const auto isTaken = [&] {
            return taken.contains(unique) ||
                   (unique != recording.folder / recording.path.stem() && wanted.contains(unique));
        };
        for (int number = 2; isTaken(); ++number) {
            unique = name;
            unique += "-" + std::to_string(number);
        }
        taken.insert(unique);
        stems.push_back(folder / unique);
    }
    return stems;
}

std::vector<fs::path> distinctNames(std::span<const fs::path> files)
{
    std::vector<fs::path> names;
    std::vector<fs::path> above;
    for (const fs::path& file : files) {
        names.push_back(file.filename());
        above.push_back(file.parent_path());
    }
    for (bool longer = true; longer;) {
        longer = false;
        std::map<fs::path, int> found;
        for (const fs::path& name : names)
            ++found[name];
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (found[names[i]] == 1 || !above[i].has_filename())
                continue;
            names[i] = above[i].filename() / names[i];
            above[i] = above[i].parent_path();
            longer = true;
        }
    }
    return names;
}

} // namespace dass
