#pragma once

#include <QWidget>

#include <cstdint>

namespace dass {

class BuilderPlot;
class ElidedLabel;
class HaystackSession;
class HintButton;
struct SceneNeedle;

// The builder: its title row with zoom, over the plot of the mixture. Follows the session.
class BuilderPanel : public QWidget
{
    Q_OBJECT
public:
    explicit BuilderPanel(HaystackSession& session, QWidget* parent = nullptr);

    BuilderPlot* plot() const { return m_plot; }
    HintButton* growButton() const { return m_grow; }
    void setGrowable(bool growable, const QString& why); // why not

signals:
    void growRequested(); // what is built, into an experiment

private:
    void showChoice();
    SceneNeedle describe(int index, std::int64_t begin) const; // of the list
    void showSweep();

    HaystackSession& m_session;
    ElidedLabel* m_words;
    HintButton* m_grow;
    BuilderPlot* m_plot;
};

} // namespace dass
