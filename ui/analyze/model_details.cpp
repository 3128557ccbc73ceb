#include "ui/analyze/model_details.h"

#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/card_view.h"
#include "ui/analyze/model_words.h"
#include "ui/style/fonts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QProgressBar>
#include <QUrl>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kNameWidth = 96;
constexpr int kProgressSteps = 1000;

QLabel* wrapped(QPalette::ColorRole role, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    label->hide();
    return label;
}

} // namespace

ModelDetails::ModelDetails(AnalyzeSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_title(new ElidedLabel(TextSize::Large, TextTone::Text, this)),
      m_place(new ElidedLabel(TextSize::Label, TextTone::Secondary, this)), m_factBox(new QWidget(this)),
      m_facts(new QGridLayout(m_factBox)), m_page(new QLabel(this)), m_progressBox(new QWidget(this)),
      m_bar(new QProgressBar(this)), m_progress(new ElidedLabel(TextSize::Label, TextTone::Secondary, this)),
      m_trouble(wrapped(QPalette::BrightText, this)), m_words(wrapped(QPalette::PlaceholderText, this)),
      m_line(new Hairline(Qt::Horizontal, this)), m_card(new CardView(this)),
      m_copy(new HintButton(tr("Copy SHA-256"), {}, this)),
      m_showFolder(new HintButton(tr("Show in folder"), {}, this)), m_remove(new HintButton(tr("Remove…"), {}, this)),
      m_discard(new HintButton(tr("Discard what has come"), {}, this))
{
    m_title->setWeight(QFont::DemiBold);
    m_place->setElideMode(Qt::ElideMiddle);
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(4);
    m_facts->setColumnMinimumWidth(0, kNameWidth);
    m_facts->setColumnStretch(1, 1);
    m_page->setTextFormat(Qt::RichText);
    m_page->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_page->setOpenExternalLinks(true);
    m_bar->setRange(0, kProgressSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Download"));
    m_words->setFont(textFont(TextSize::Label));
    m_discard->setToolTip(tr("Removes from the disk what has been downloaded of it"));

    auto* progress = new QVBoxLayout(m_progressBox);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->setSpacing(4);
    progress->addWidget(m_bar);
    auto* below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_progress, 1);
    below->addWidget(m_discard);
    progress->addLayout(below);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (HintButton* button : {m_copy, m_showFolder, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_place);
    column->addSpacing(12);
    column->addWidget(m_factBox);
    column->addSpacing(8);
    column->addWidget(m_page);
    column->addSpacing(4);
    column->addLayout(buttons);
    column->addSpacing(12);
    column->addWidget(m_progressBox);
    column->addSpacing(4);
    column->addWidget(m_trouble);
    column->addSpacing(8);
    column->addWidget(m_words);
    column->addWidget(m_line);
    column->addSpacing(12);
    column->addWidget(m_card, 1);
    column->addStretch(0);

    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (const ShelvedModel* model = m_session.models().find(m_key); model && model->description)
            QGuiApplication::clipboard()->setText(QString::fromStdString(model->description->info->sha256));
    });
    connect(m_showFolder, &QPushButton::clicked, this, &ModelDetails::showFolder);
    connect(m_remove, &QPushButton::clicked, this, &ModelDetails::askToRemove);
    connect(m_discard, &QPushButton::clicked, this, [this] { m_session.models().discard(m_key); });
    showModel(nullptr);
}

void ModelDetails::clearFacts()
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

void ModelDetails::addFact(const QString& name, QWidget* value)
{
    const int row = m_facts->rowCount();
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary, m_factBox);
    label->setText(name);
    m_facts->addWidget(label, row, 0, Qt::AlignTop);
    m_facts->addWidget(value, row, 1);
}

void ModelDetails::addFact(const QString& name, const QString& value)
{
    auto* text = new QLabel(value, m_factBox);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setAccessibleName(name + QStringLiteral(": ") + value);
    addFact(name, text);
}

void ModelDetails::showModel(const ShelvedModel* model)
{
    m_key = model ? model->key() : QString();
    const bool disk = model && !model->isRelease();
    const bool read = disk && model->description && model->description->info;
    const bool inUse = disk && model->path == m_session.model().path();
    m_copy->setVisible(read);
    m_showFolder->setVisible(disk);
    m_remove->setVisible(disk && model->kind != ShelvedModel::Kind::Bundled);
    m_remove->setEnabled(!inUse);
    m_remove->setToolTip(inUse ? tr("It is in use; choose another model first") : QString());
    if (model)
        showProgress(*model);
    const QString state = model ? QStringLiteral("%1 %2 %3").arg(m_key, model->name).arg(model->description ? 1 : 0)
                                : QStringLiteral("none");
    if (state == m_shown)
        return;
    m_shown = state;
    clearFacts();
    m_card->setCard({});
    m_line->setVisible(disk);
    m_card->setVisible(disk);
    m_page->hide();
    m_words->hide();
    m_title->setText(model ? model->name : QString());
    m_place->setText({});
    if (!model) {
        m_progressBox->hide();
        m_trouble->hide();
        m_discard->hide();
        return;
    }
    if (disk)
        showOnDisk(*model);
    else
        showRelease(*model);
}

void ModelDetails::showOnDisk(const ShelvedModel& model)
{
    m_place->setText(placeText(model) + QStringLiteral(", ") + QDir::toNativeSeparators(model.path));
    if (!model.description || !model.description->info)
        return;
    const ModelDescription& description = *model.description;
    const ModelInfo& info = *description.info;
    addFact(tr("Architecture"), layoutText(info));
    addFact(tr("Shape"), shapeText(info));
    addFact(tr("Parameters"), countText(info.parameters));
    addFact(tr("Classes"), classesText(info));
    addFact(tr("File"), bytesText(static_cast<std::uint64_t>(description.bytes)));
    auto* digest = new ElidedLabel(TextSize::Label, TextTone::Text, m_factBox);
    digest->setElideMode(Qt::ElideMiddle);
    digest->setText(QString::fromStdString(info.sha256));
    digest->setAccessibleName(tr("SHA-256: %1").arg(QString::fromStdString(info.sha256)));
    addFact(tr("SHA-256"), digest);
    if (!description.licence.isEmpty())
        addFact(tr("Licence"), description.licence);
    if (description.origin) {
        addFact(tr("Downloaded"), QString::fromStdString(description.origin->fetched));
        const QString page = QString::fromStdString(description.origin->page).toHtmlEscaped();
        if (page.startsWith(QLatin1String("https://"))) {
            m_page->setText(QStringLiteral("<a href=\"%1\">%1</a>").arg(page));
            m_page->show();
        }
    }
    if (!description.tags) {
        m_words->setText(tr("It hears sound at 32 kHz in place of the spectrogram that recordings are tagged from, so "
                            "it cannot be chosen here. dass inspect and dass logits --audio take it."));
        m_words->show();
    }
    m_card->setCard(description.card.isEmpty() ? tr("*It has no card.*") : description.card);
}

void ModelDetails::showRelease(const ShelvedModel& model)
{
    const ModelRelease& release = model.release;
    m_place->setText(tr("released, not on this computer yet"));
    addFact(tr("Authors"), release.authors);
    addFact(tr("Architecture"), tr("DASS, %1 parameters").arg(countText(release.parameters)));
    if (release.publishedMap > 0)
        addFact(tr("Published"), tr("%1 % mAP on AudioSet").arg(QLocale().toString(release.publishedMap, 'f', 1)));
    if (!release.taughtBy.isEmpty())
        addFact(tr("Taught by"), release.taughtBy);
    addFact(tr("Licence"),
            release.licence.isEmpty() ? tr("see its page") : tr("%1, as its page says").arg(release.licence));
    addFact(tr("Download"),
            tr("about %1 from %2").arg(bytesText(static_cast<std::uint64_t>(release.aboutBytes)), release.page.host()));
    const QString page = release.page.toString().toHtmlEscaped();
    m_page->setText(QStringLiteral("<a href=\"%1\">%1</a>").arg(page));
    m_page->show();
    m_words->setText(
        tr("The weights are their authors' own. Weights, configuration and card are fetched over https, the "
           "weights checked by their SHA-256; all of it is read as data. The Python code on the page is not "
           "fetched and not run. Nothing about you or your recordings is sent."));
    m_words->show();
}

void ModelDetails::showProgress(const ShelvedModel& model)
{
    using Download = ShelvedModel::Download;
    const bool under = model.download == Download::Running || model.download == Download::Checking;
    const bool rest = (model.download == Download::Paused || model.download == Download::Failed) && model.done > 0;
    m_progressBox->setVisible(under || rest);
    m_bar->setValue(static_cast<int>(downloadShare(model) * kProgressSteps));
    m_progress->setText(model.download == Download::Checking ? tr("Being checked and read…")
                        : model.download == Download::Paused ? tr("Paused: %1").arg(progressText(model))
                                                             : progressText(model));
    QString trouble = model.error;
    if (model.description && !model.description->info)
        trouble = model.description->error;
    m_trouble->setText(sentenceText(trouble));
    m_trouble->setVisible(!trouble.isEmpty());
    m_discard->setVisible(rest);
}

void ModelDetails::showFolder()
{
    const ShelvedModel* model = m_session.models().find(m_key);
    if (!model || model->isRelease())
        return;
    askDisk(
        this,
        [path = model->path] {
            const QFileInfo info(path);
            return info.isDir() ? path : info.absolutePath();
        },
        [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

void ModelDetails::askToRemove()
{
    const ShelvedModel* model = m_session.models().find(m_key);
    if (!model || model->isRelease())
        return;
    const bool deletes = model->kind == ShelvedModel::Kind::Installed;
    auto* box = new QMessageBox(window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Remove a model"));
    box->setTextFormat(Qt::PlainText);
    box->setText(deletes ? tr("Delete %1 from this computer?").arg(model->name)
                         : tr("Take %1 from the list?").arg(model->name));
    box->setInformativeText(deletes ? tr("It can be downloaded again. Results that were made with it stay.")
                                    : tr("Its files stay where they are."));
    QPushButton* yes = box->addButton(deletes ? tr("Delete") : tr("Take from the list"), QMessageBox::AcceptRole);
    box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    connect(yes, &QPushButton::clicked, this, [this, path = model->path] {
        if (path != m_session.model().path()) // chosen meanwhile
            m_session.models().remove(path);
    });
    box->open();
}

} // namespace dass
