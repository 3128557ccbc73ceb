#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <optional>

class QLineEdit;
class QSlider;

namespace dass {

// A value that is dragged or typed: its name, a field and a slider below. Text that is no value has the field's edge in
// red and changes nothing.
class ValueSlider : public QWidget
{
    Q_OBJECT
public:
    struct Scale
    {
        std::function<double(double share)> valueAt; // of the slider's way, 0 to 1
        std::function<double(double value)> shareOf;
        std::function<std::optional<double>(const QString& text)> parse; // none: no such value
        std::function<QString(double value)> text;
    };

    ValueSlider(const QString& name, Scale scale, QWidget* parent = nullptr);

    double value() const { return m_value; }
    void setValue(double value); // tells nobody, and leaves what is being typed
    QLineEdit* field() const { return m_field; }
    QSlider* slider() const { return m_slider; }

signals:
    void valueChanged(double value); // by a person

private:
    void showValue(double value);
    void takeText();
    void takeSlider(int position);

    Scale m_scale;
    QLineEdit* m_field;
    QSlider* m_slider;
    double m_value = 0;
};

} // namespace dass
