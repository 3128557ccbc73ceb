#pragma once

#include "app/haystack/probe.h"
#include "ui/widgets/panel.h"

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QMenu;
class QPushButton;
class QSpinBox;

namespace dass {

class ElidedLabel;
class ValueSlider;

// What needles are hidden in: kind, length, position, signal-to-noise ratio, seed, how it is put in. Every change
// acts at once.
class HaystackForm : public Panel
{
    Q_OBJECT
public:
    explicit HaystackForm(QWidget* parent = nullptr);

    void setChoice(const HaystackChoice& choice); // tells nobody
    // Of the chosen needle: its own ratio, if it has one. asked: whether a person may give it one.
    void setOwnRatio(std::optional<double> ratio, bool asked);
    QCheckBox* ownRatio() const { return m_ownRatio; }
    QComboBox* kind() const { return m_kind; }
    QPushButton* file() const { return m_file; }
    void useFile(const QString& path); // of the haystack, without a dialog; empty: the babble of the program
    const HaystackChoice& choice() const { return m_choice; }

signals:
    void changed(const dass::HaystackChoice& choice);
    void ownRatioChanged(std::optional<double> ratio);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addSource();
    void addSliders();
    void addSeed();
    void addListening();
    void connectSource();
    void connectRatio();
    void connectChoices();
    QWidget* addRow(const QString& name, QWidget* field);
    QMenu* makeBabbleMenu();
    void chooseKind(int index);
    void askForPath(niah::HaystackKind kind, bool folder = false);
    void takeRatio(double ratio);
    void showRatio();
    void updateRows();

    HaystackChoice m_choice;
    std::vector<ElidedLabel*> m_names; // of the rows
    std::optional<double> m_own;
    QComboBox* m_kind;
    QPushButton* m_file;
    QMenu* m_babble; // what babble is made of
    QWidget* m_fileRow;
    ValueSlider* m_length;
    ValueSlider* m_position;
    ValueSlider* m_ratio;
    QCheckBox* m_ownRatio;
    QSpinBox* m_seed;
    QWidget* m_seedRow;
    QComboBox* m_insertion;
    QComboBox* m_pooling;
};

} // namespace dass
