#include "app/session/tag_memory.h"

#include "app/session/label_tree.h"
#include "app/session/settings.h"
#include "app/session/tag_choice.h"

namespace dass {

namespace {

constexpr const char* kKept = "kept";
constexpr const char* kLeftOut = "left_out";
constexpr const char* kColours = "colours";
constexpr const char* kThresholds = "thresholds";

QHash<QString, std::int64_t> classesByKey(const LabelTree& labels)
{
    QHash<QString, std::int64_t> classes;
    for (std::int64_t c = 0; c < labels.classes(); ++c)
        classes.insert(labels.key(c), c);
    return classes;
}

std::vector<std::int64_t> classesOf(const QStringList& keys, const QHash<QString, std::int64_t>& byKey)
{
    std::vector<std::int64_t> classes;
    for (const QString& key : keys)
        if (const auto found = byKey.constFind(key); found != byKey.constEnd())
            classes.push_back(*found);
    return classes;
}

// "COLOUR KEY", "THRESHOLD KEY"
QString keyOf(const QString& note)
{
    return note.section(QLatin1Char(' '), 1);
}

} // namespace

TagMemory::TagMemory(Settings& settings, TagChoice& choice, QObject* parent)
    : QObject(parent), m_settings(settings), m_choice(choice)
{
    connect(&choice, &TagChoice::givenChanged, this, &TagMemory::keep);
}

void TagMemory::recall(const std::shared_ptr<const LabelTree>& labels)
{
    m_labels.reset(); // what follows is remembered already
    const auto byKey = classesByKey(*labels);
    QHash<std::int64_t, int> colours;
    for (const QString& note : m_settings.tagNotes(kColours)) {
        const auto found = byKey.constFind(keyOf(note));
        bool ok = false;
        const int colour = note.section(QLatin1Char(' '), 0, 0).toInt(&ok);
        if (ok && found != byKey.constEnd() && colour >= 0 && colour < TagChoice::kColours)
            colours.insert(*found, colour);
    }
    m_choice.setGivenColours(colours);
    TagChoice::Thresholds thresholds;
    for (const QString& note : m_settings.tagNotes(kThresholds)) {
        const auto found = byKey.constFind(keyOf(note));
        bool ok = false;
        const double threshold = note.section(QLatin1Char(' '), 0, 0).toDouble(&ok);
        if (ok && found != byKey.constEnd() && threshold >= 0 && threshold <= 1)
            thresholds[*found] = threshold;
    }
    m_choice.setOwnThresholds(thresholds);
    m_choice.setLists({classesOf(m_settings.tagNotes(kKept), byKey), classesOf(m_settings.tagNotes(kLeftOut), byKey)});
    m_labels = labels;
}

void TagMemory::keep()
{
    if (!m_labels)
        return;
    const auto byKey = classesByKey(*m_labels);
    const auto keysOf = [&](const char* name, const std::vector<std::int64_t>& classes) {
        QStringList keys;
        for (const QString& key : m_settings.tagNotes(name)) // of tags that these labels do not have
            if (!byKey.contains(key))
                keys << key;
        for (const std::int64_t c : classes)
            keys << m_labels->key(c);
        return keys;
    };
    // A list that is taken away is gone for every model.
    const TagChoice::Lists& lists = m_choice.lists();
    m_settings.setTagNotes(kKept, lists.kept.empty() ? QStringList() : keysOf(kKept, lists.kept));
    m_settings.setTagNotes(kLeftOut, lists.leftOut.empty() ? QStringList() : keysOf(kLeftOut, lists.leftOut));
    const auto notesOfOthers = [&](const char* name) { // of tags that these labels do not have
        QStringList notes;
        for (const QString& note : m_settings.tagNotes(name))
            if (!byKey.contains(keyOf(note)))
                notes << note;
        return notes;
    };
    QStringList colours = notesOfOthers(kColours);
    const auto& given = m_choice.givenColours();
    for (auto colour = given.cbegin(); colour != given.cend(); ++colour)
        colours << QString::number(colour.value()) + QLatin1Char(' ') + m_labels->key(colour.key());
    colours.sort();
    m_settings.setTagNotes(kColours, colours);
    QStringList thresholds = notesOfOthers(kThresholds);
    for (const auto& [c, threshold] : m_choice.ownThresholds())
        thresholds << QString::number(threshold) + QLatin1Char(' ') + m_labels->key(c);
    thresholds.sort();
    m_settings.setTagNotes(kThresholds, thresholds);
}

} // namespace dass
