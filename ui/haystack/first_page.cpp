#include "ui/haystack/first_page.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/page_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kContentWidth = 620;
constexpr int kHeroButton = 32;

// Layouts in layouts do not ask how high wrapped words are.
QLabel* makeTallWords(const QString& text, TextSize size, QWidget* parent)
{
    QLabel* label = makeWords(text, parent, size);
    label->setMinimumHeight(label->heightForWidth(kContentWidth - 24));
    return label;
}

} // namespace

FirstPage::FirstPage(bool withExample, QWidget* parent) : QWidget(parent)
{
    QVBoxLayout* column = makePageColumn(this, kContentWidth, tr("Does the model still hear it?"));
    column->setSpacing(0);
    QWidget* content = column->parentWidget();
    column->addSpacing(6);
    column->addWidget(
        makeTallWords(tr("A sound of ten seconds, the needle, is hidden in a recording of minutes or hours, "
                         "the haystack, and the model "
                         "is handed the whole as one input. What it then gives the needle's tag, beside what "
                         "it gives the needle alone, "
                         "shows how much of a short sound survives in long ones."),
                      TextSize::Body, content));
    column->addSpacing(14);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 3, 0, 3); // room for the focus ring
    buttons->setSpacing(8);
    auto* example = new HintButton(tr("Show me an example"), {}, content);
    example->setPrimary(true);
    example->setIcon(themedIcon(Icon::Run, IconTone::OnAccent));
    auto* add = new HintButton(tr("Add clips…"), {}, content);
    auto* open = new HintButton(tr("Open an experiment…"), {}, content);
    for (HintButton* button : {example, add, open}) {
        button->setFixedHeight(kHeroButton);
        button->setMinimumWidth(button->sizeHint().width() + 8);
        buttons->addWidget(button);
    }
    example->setVisible(withExample);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addSpacing(10);
    column->addWidget(makeTallWords(
        tr("The example hides sounds of the sample in a minute of noise: drag the needles, tick more of them, make the "
           "haystack longer or louder, and watch the scores. Or drop clips of your own anywhere here."),
        TextSize::Label, content));
    placeInMiddle(content, this);
    connect(example, &QPushButton::clicked, this, &FirstPage::exampleRequested);
    connect(add, &QPushButton::clicked, this, &FirstPage::addRequested);
    connect(open, &QPushButton::clicked, this, &FirstPage::openRequested);
}

} // namespace dass
