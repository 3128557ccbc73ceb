#pragma once

#include "core/inference/events.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dass {

// Which tags are drawn, and in which place of the colour list each is. Until a person ticks something, the choice
// follows the results: the most probable tags. A tag keeps its colour for as long as it is chosen. GUI thread.
class TagChoice : public QObject
{
    Q_OBJECT
public:
    static constexpr int kAutomaticTags = 5;

    struct Chosen
    {
        std::int64_t classIndex = 0;
        int colour = 0;

        bool operator==(const Chosen&) const = default;
    };

    using QObject::QObject;

    bool isAutomatic() const { return m_automatic; }
    const std::vector<Chosen>& chosen() const { return m_chosen; } // in the order of ticking
    std::vector<std::int64_t> classes() const;
    std::optional<int> colourOf(std::int64_t classIndex) const;

    void setChosen(std::int64_t classIndex, bool on);   // by a person: ends following
    void clear();                                       // likewise
    void followResults();                               // as at the start
    void update(std::span<const ClassSummary> summary); // new results; does something only while following
    void reset();                                       // another label set: class indices mean other tags

signals:
    void changed();

private:
    int freeColour() const;

    bool m_automatic = true;
    std::vector<Chosen> m_chosen;
};

// The classes of highest maximum, falling; classes that never reach 0.005 are left out.
std::vector<std::int64_t> topClasses(std::span<const ClassSummary> summary, int count);

} // namespace dass
