#pragma once

#include "ui/style/fonts.h"

#include <QString>
#include <QWidget>

namespace dass {

// Which of the theme's text colours a label takes.
enum class TextTone { Text, Secondary, Danger };

// One line of text in one of the type scale's sizes that elides instead of wrapping; a tool tip has the whole text
// where it does not fit. Follows the theme by itself.
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    ElidedLabel(TextSize size, TextTone tone, QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return m_text; }
    void setTone(TextTone tone);
    void setWeight(QFont::Weight weight);
    void setAlignment(Qt::Alignment alignment);
    void setElideMode(Qt::TextElideMode mode);
    // The text that room is kept for, so that neighbours do not move when figures change.
    void setWidthFor(const QString& widest);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont labelFont() const { return textFont(m_size, m_weight); }
    void updateToolTip();

    TextSize m_size = TextSize::Body;
    TextTone m_tone = TextTone::Text;
    QFont::Weight m_weight = QFont::Normal;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    QString m_text;
    QString m_widest;
};

} // namespace dass
