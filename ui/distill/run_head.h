#pragma once

#include "app/distill/run_details.h"
#include "app/distill/run_summary.h"

#include <QWidget>

class QAction;
class QLabel;

namespace dass {

class ElidedLabel;
class HintButton;

// The run that is looked at: its name and state with what can be done, its key numbers, and what is wrong with it.
class RunHead : public QWidget
{
    Q_OBJECT
public:
    // The buttons do what the actions do, and are enabled as they are.
    explicit RunHead(const QList<QAction*>& actions, QWidget* parent = nullptr);

    void show(const RunSummary& run, const RunDetails* details);
    // A way out of the trouble, at one click; empty: none.
    void setRemedy(const QString& words);

signals:
    void remedyRequested();

private:
    struct Number
    {
        ElidedLabel* name = nullptr;
        ElidedLabel* value = nullptr;
    };
    HintButton* makeButton(QAction* action);
    void passFocus(const HintButton* from);

    ElidedLabel* m_name;
    ElidedLabel* m_state;
    std::vector<Number> m_numbers;
    HintButton* m_pause = nullptr;
    HintButton* m_resume = nullptr;
    HintButton* m_next = nullptr; // takes the keyboard once it can be pressed
    QWidget* m_trouble;
    QLabel* m_troubleIcon;
    QLabel* m_troubleWords;
    HintButton* m_remedy;
};

} // namespace dass
