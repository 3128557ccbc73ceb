#pragma once

#include <QComboBox>
#include <QString>

namespace dass {

// A combo box with a secondary word before its value: "Model  DASS-Nano".
class LabelledCombo : public QComboBox
{
    Q_OBJECT
public:
    explicit LabelledCombo(const QString& label, QWidget* parent = nullptr);

    void hideLabel(); // where a form names it

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString shownText() const;
    int labelWidth() const;

    QString m_label;
};

} // namespace dass
