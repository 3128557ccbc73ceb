#include "core/corrections/correction.h"

#include <utility>

namespace dass {

bool sameTag(const Label& a, const Label& b)
{
    return !a.mid.empty() && !b.mid.empty() ? a.mid == b.mid : a.name == b.name;
}

std::string correctionWords(const Correction& correction)
{
    const std::pair<bool, const char*> words[] = {
        {correction.isAdded(), "added"},
        {correction.deleted, "deleted"},
        {!correction.isAdded() && !correction.deleted && correction.tag, "renamed"},
        {!correction.isAdded() && !correction.deleted && correction.span, "moved"},
        {correction.verdict == Verdict::Right, "right"},
        {correction.verdict == Verdict::Wrong, "wrong"},
    };
    std::string text;
    for (const auto& [holds, word] : words)
        if (holds)
            text += (text.empty() ? "" : " ") + std::string(word);
    return text;
}

} // namespace dass
