#pragma once

#include "app/haystack/probe.h"
#include "ui/widgets/panel.h"

class QComboBox;
class QPushButton;
class QSpinBox;

namespace dass {

class ValueSlider;

// What the needle is hidden in: kind, length, position, signal-to-noise ratio, seed, how it is put in. Every change
// acts at once.
class HaystackForm : public Panel
{
    Q_OBJECT
public:
    explicit HaystackForm(QWidget* parent = nullptr);

    void setChoice(const HaystackChoice& choice); // tells nobody
    const HaystackChoice& choice() const { return m_choice; }

signals:
    void changed(const dass::HaystackChoice& choice);

private:
    QWidget* addRow(const QString& name, QWidget* field);
    void chooseKind(int index);
    void chooseFile();
    void updateRows();

    HaystackChoice m_choice;
    QComboBox* m_kind;
    QPushButton* m_file;
    QWidget* m_fileRow;
    ValueSlider* m_length;
    ValueSlider* m_position;
    ValueSlider* m_ratio;
    QSpinBox* m_seed;
    QWidget* m_seedRow;
    QComboBox* m_insertion;
    QComboBox* m_pooling;
};

} // namespace dass
