#pragma once

#include <QWidget>

namespace dass {

class BuilderPlot;
class ElidedLabel;
class HaystackSession;

// The builder: its title row with zoom, over the plot of the mixture. Follows the session.
class BuilderPanel : public QWidget
{
    Q_OBJECT
public:
    explicit BuilderPanel(HaystackSession& session, QWidget* parent = nullptr);

    BuilderPlot* plot() const { return m_plot; }

private:
    void showChoice();
    void showSweep();

    HaystackSession& m_session;
    ElidedLabel* m_words;
    BuilderPlot* m_plot;
};

} // namespace dass
