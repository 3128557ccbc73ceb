#include "core/distill/checkpoint_start.h"

namespace dass::distill {

std::string replaceHead(Parameters& checkpoint, std::int64_t checkpointClasses, const Parameters& fresh,
                        std::int64_t classes, const std::array<const char*, 2>& head, const std::filesystem::path& path)
{
    if (checkpointClasses == classes)
        return {};
    for (const char* name : head)
        checkpoint.insert_or_assign(name, fresh.at(name));
    return path.string() + " tells " + std::to_string(checkpointClasses) + " classes and the label file " +
           std::to_string(classes) + ": the head starts anew, the rest of the network goes on from there";
}

std::string checkpointText(const std::filesystem::path& path)
{
    return path.string() + ", which has to be of student.size,";
}

} // namespace dass::distill
