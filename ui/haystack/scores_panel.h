#pragma once

#include "ui/widgets/panel.h"

class QTreeWidget;

namespace dass {

class ElidedLabel;
class HaystackSession;
class ScoreBar;

// What the model hears of the needle in the mixture: its probability beside that of the needle alone, its rank, and the
// top of what else is heard.
class ScoresPanel : public Panel
{
    Q_OBJECT
public:
    explicit ScoresPanel(HaystackSession& session, QWidget* parent = nullptr);

    QString probability() const; // as shown
    QString rank() const;
    QTreeWidget* tags() const { return m_tags; }

private:
    void refresh();

    HaystackSession& m_session;
    ElidedLabel* m_tag;
    ElidedLabel* m_probability;
    ElidedLabel* m_alone;
    ScoreBar* m_bar;
    ValueRow* m_drop;
    ValueRow* m_rank;
    QTreeWidget* m_tags;
};

} // namespace dass
