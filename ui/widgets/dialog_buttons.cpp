#include "ui/widgets/dialog_buttons.h"

#include "ui/widgets/hint_button.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>

namespace dass {

namespace {

// Whose words these are to translators.
struct DialogButtons
{
    Q_DECLARE_TR_FUNCTIONS(dass::DialogButtons)
};

} // namespace

QHBoxLayout* makeDialogButtons(QDialog* dialog, HintButton* accept)
{
    auto* cancel = new HintButton(DialogButtons::tr("Cancel"), DialogButtons::tr("Esc"), dialog);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    accept->setPrimary(true);
    accept->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(accept);
    return buttons;
}

} // namespace dass
