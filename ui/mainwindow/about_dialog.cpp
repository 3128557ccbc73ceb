#include "ui/mainwindow/about_dialog.h"

#include "core/base/version.h"
#include "ui/mainwindow/licences.h"
#include "ui/style/fonts.h"
#include "ui/widgets/hint_button.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr QSize kSize(740, 580);
constexpr int kColumnGap = 16;
constexpr int kLogo = 48;

// A link can be followed and the text be copied, with the keyboard too.
QLabel* makeWords(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setOpenExternalLinks(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(titleFont());
    return label;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About DASS Studio"));
    auto* tabs = new QTabWidget(this);
    tabs->addTab(makeOrigins(), tr("&Origins"));
    tabs->addTab(makeLibraries(), tr("&Libraries"));
    tabs->addTab(makeLicence(), tr("L&icence"));
    tabs->setDocumentMode(true); // no frame around what is a sheet of its own
    tabs->setAccessibleName(windowTitle());
    auto* close = new HintButton(tr("Close"), tr("Esc"), this);
    close->setPrimary(true);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 12);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    layout->addWidget(tabs, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
    resize(kSize);
    close->setFocus();
}

QWidget* AboutDialog::makeHead()
{
    auto* head = new QWidget(this);
    auto* logo = new QLabel(head);
    logo->setPixmap(QIcon(QStringLiteral(":/icons/dass-studio.svg")).pixmap(QSize(kLogo, kLogo), devicePixelRatioF()));
    auto* name = new QLabel(tr("DASS Studio %1").arg(QLatin1String(kVersion)), head);
    name->setFont(textFont(TextSize::Large, QFont::DemiBold));
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words =
        new QLabel(tr("Says what is heard when, in recordings of any length, with audio state space models."), head);
    words->setWordWrap(true);
    auto* terms =
        new QLabel(tr("Free software: GNU General Public License, version 3 or later, without any warranty."), head);
    terms->setForegroundRole(QPalette::PlaceholderText);
    terms->setWordWrap(true);
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(name);
    text->addWidget(words);
    text->addWidget(terms);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(logo, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    return head;
}

QWidget* AboutDialog::makeOrigins()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(makeTitle(tr("The method"), page));
    layout->addWidget(makeWords(QStringLiteral("S. Bhati, Y. Gong, L. Karlinsky, H. Kuehne, R. Feris, J. Glass: "
                                               "<i>DASS: Distilled Audio State Space Models Are Stronger and More "
                                               "Duration-Scalable Learners</i>. IEEE SLT 2024. "
                                               "<a href=\"https://arxiv.org/abs/2407.04082\">arXiv:2407.04082</a>"),
                                page));
    layout->addSpacing(10);
    layout->addWidget(makeTitle(tr("The tags"), page));
    layout->addWidget(makeWords(
        tr("Names and tree of the %1 tags are those of AudioSet, in English as published. Labels: CC BY 4.0, ontology: "
           "CC BY-SA 4.0, Google LLC; put into tables of this project.")
                .arg(527) +
            QStringLiteral("<br>J. F. Gemmeke et al.: <i>Audio Set: An ontology and human-labeled dataset for audio "
                           "events</i>. ICASSP 2017. <a href=\"https://research.google.com/audioset/\">"
                           "research.google.com/audioset</a>"),
        page));
    layout->addSpacing(10);
    layout->addWidget(makeTitle(tr("Model and sample"), page));
    layout->addWidget(makeWords(tr("The bundled model was trained by this project and says in its card with what. The "
                                   "sample recording was made by formula and synthesizers."),
                                page));
    layout->addStretch();
    return page;
}

QWidget* AboutDialog::makeLibraries()
{
    auto* list = new QTreeWidget(this);
    list->setColumnCount(3);
    list->setHeaderLabels({tr("Library"), tr("Licence"), tr("Used for")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setFrameShape(QFrame::NoFrame);
    list->setAccessibleName(tr("Libraries and their licences"));
    for (const Library& library : libraries())
        list->addTopLevelItem(
            new QTreeWidgetItem({QLatin1String(library.name), QLatin1String(library.licence), useOf(library)}));
    for (int column = 0; column < 2; ++column) {
        list->resizeColumnToContents(column);
        list->setColumnWidth(column, list->columnWidth(column) + kColumnGap);
    }
    return list;
}

QWidget* AboutDialog::makeLicence()
{
    auto* text = new QPlainTextEdit(licenceText(), this);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    text->setAccessibleName(tr("Text of the licence"));
    return text;
}

} // namespace dass
