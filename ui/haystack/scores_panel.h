#pragma once

#include "ui/widgets/panel.h"

#include <QStringList>

#include <cstdint>
#include <vector>

class QTreeWidget;

namespace dass {

class ElidedLabel;
class HaystackSession;
class ScoreBar;

// What the model hears of the chosen needle in the mixture: its probability beside that of the needle alone, its rank;
// the same of each where several are hidden; and the top of what else is heard.
class ScoresPanel : public Panel
{
    Q_OBJECT
public:
    explicit ScoresPanel(HaystackSession& session, QWidget* parent = nullptr);

    QString probability() const; // as shown
    QString rank() const;
    QTreeWidget* each() const { return m_each; } // a row a needle; a click chooses one
    QTreeWidget* tags() const { return m_tags; }

private:
    QTreeWidget* makeTable(const QString& name, const QStringList& columns, const std::vector<int>& widths);
    void refresh();
    void refreshEach();
    void refreshTags(std::int64_t label);
    void clear();

    HaystackSession& m_session;
    ElidedLabel* m_tag;
    ElidedLabel* m_probability;
    ElidedLabel* m_alone;
    ScoreBar* m_bar;
    ValueRow* m_drop;
    ValueRow* m_rank;
    QTreeWidget* m_each;
    QTreeWidget* m_tags;
};

} // namespace dass
