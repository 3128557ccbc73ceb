#include "app/session/saved_tags.h"

#include "app/session/label_tree.h"
#include "app/session/tag_choice.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace dass {

SavedTags savedTags(const TagChoice& tags, const LabelTree& labels)
{
    SavedTags saved;
    saved.automatic = tags.isAutomatic();
    for (const TagChoice::Chosen& tag : tags.chosen())
        saved.chosen.push_back({labels.key(tag.classIndex), tag.colour});
    const auto& given = tags.givenColours();
    for (auto colour = given.cbegin(); colour != given.cend(); ++colour)
        saved.given.push_back({labels.key(colour.key()), colour.value()});
    std::ranges::sort(saved.given, {}, &SavedTags::Coloured::key);
    for (const std::int64_t c : tags.lists().kept)
        saved.kept << labels.key(c);
    for (const std::int64_t c : tags.lists().leftOut)
        saved.leftOut << labels.key(c);
    saved.thresholds.emplace();
    for (const auto& [c, threshold] : tags.ownThresholds())
        saved.thresholds->push_back({labels.key(c), threshold});
    return saved;
}

void restoreTags(TagChoice& tags, const LabelTree& labels, const SavedTags& saved)
{
    QHash<QString, std::int64_t> classes;
    for (std::int64_t c = 0; c < labels.classes(); ++c)
        classes.insert(labels.key(c), c);
    std::vector<TagChoice::Chosen> chosen;
    for (const SavedTags::Coloured& tag : saved.chosen)
        if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
            chosen.push_back({*found, tag.colour});
    QHash<std::int64_t, int> given;
    for (const SavedTags::Coloured& tag : saved.given)
        if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
            given.insert(*found, tag.colour);
    TagChoice::Lists lists;
    for (const auto& [keys, list] : {std::pair(&saved.kept, &lists.kept), std::pair(&saved.leftOut, &lists.leftOut)})
        for (const QString& key : *keys)
            if (const auto found = classes.constFind(key); found != classes.constEnd())
                list->push_back(*found);
    TagChoice::Thresholds thresholds;
    if (!saved.thresholds)
        thresholds = tags.ownThresholds(); // those that are remembered
    else
        for (const SavedTags::Threshold& tag : *saved.thresholds)
            if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
                thresholds[*found] = tag.threshold;
    tags.restore(saved.automatic, std::move(chosen), given, lists, thresholds);
}

} // namespace dass
