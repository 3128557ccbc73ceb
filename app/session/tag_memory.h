#pragma once

#include <QObject>

#include <memory>

namespace dass {

class LabelTree;
class Settings;
class TagChoice;

// Keeps what a person said of tags (colours, thresholds of their own, lists of tags to keep and to leave out) in the
// settings, by what tags are called, and says it again where other labels, or the next start of the program, give them
// other indices. Tags that the labels do not have stay remembered. GUI thread; settings and choice outlive it.
class TagMemory : public QObject
{
    Q_OBJECT
public:
    TagMemory(Settings& settings, TagChoice& choice, QObject* parent = nullptr);

    void recall(const std::shared_ptr<const LabelTree>& labels); // right after the choice was reset

private:
    void keep();

    Settings& m_settings;
    TagChoice& m_choice;
    std::shared_ptr<const LabelTree> m_labels;
};

} // namespace dass
