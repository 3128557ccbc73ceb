#include "ui/widgets/page_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace dass {

QVBoxLayout* makePageColumn(QWidget* page, int width, const QString& title)
{
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto* content = new QWidget(page);
    content->setFixedWidth(width);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 24, 12, 24);
    column->setSpacing(8);
    auto* label = new QLabel(title, content);
    label->setFont(textFont(TextSize::Large, QFont::DemiBold));
    column->addWidget(label);
    return column;
}

void placeInMiddle(QWidget* content, QWidget* page)
{
    auto* layout = new QVBoxLayout(page);
    layout->addStretch(2);
    auto* middle = new QHBoxLayout; // an alignment would cut wrapped lines
    middle->addStretch(1);
    middle->addWidget(content);
    middle->addStretch(1);
    layout->addLayout(middle);
    layout->addStretch(3);
}

QLabel* makeWords(const QString& text, QWidget* parent, TextSize size)
{
    auto* label = new QLabel(text, parent);
    label->setFont(textFont(size));
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace dass
