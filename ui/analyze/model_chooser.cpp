#include "ui/analyze/model_chooser.h"

#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/model_details.h"
#include "ui/analyze/model_list.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/local_paths.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/text_format.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kListWidth = 272;
constexpr QSize kSize(880, 600);

} // namespace

ModelChooser::ModelChooser(AnalyzeSession& session, QWidget* parent)
    : QDialog(parent), m_session(session), m_list(new ModelList(session, this)), m_view(new QListView(this)),
      m_details(new ModelDetails(session, this)), m_notice(new QLabel(this)), m_act(new HintButton({}, {}, this))
{
    setWindowTitle(tr("Models"));
    setAcceptDrops(true);
    resize(kSize);
    m_notice->setForegroundRole(QPalette::BrightText);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(16, 8, 16, 8);
    m_notice->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(makeSides(), 1);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addWidget(m_notice);
    layout->addLayout(makeButtons());
    connectShelf();
    ModelShelf& shelf = session.models();
    if (!shelf.listError().isEmpty())
        say(shelf.listError());
    shelf.refresh(session.model().path());
    shelf.readAll();
    select(session.model().path());
    m_view->setFocus();
}

// The list, and what is known of its chosen row.
QHBoxLayout* ModelChooser::makeSides()
{
    m_view->setModel(m_list);
    m_view->setItemDelegate(new ModelListDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Models"));
    m_view->setFixedWidth(kListWidth);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_details->setAutoFillBackground(true);
    m_details->setBackgroundRole(QPalette::Base);
    auto* sides = new QHBoxLayout;
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(0);
    sides->addWidget(m_view);
    sides->addWidget(new Hairline(Qt::Vertical, this));
    sides->addWidget(m_details, 1);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& row) {
        if (const QString key = row.data(ModelList::KeyRole).toString(); !key.isEmpty())
            m_key = key;
        showSelected();
    });
    connect(m_view, &QListView::doubleClicked, this, &ModelChooser::act);
    connect(m_list, &QAbstractItemModel::modelReset, this, [this] { select(m_key); });
    return sides;
}

QHBoxLayout* ModelChooser::makeButtons()
{
    auto* addFile = new HintButton(tr("Add file…"), {}, this);
    auto* addFolder = new HintButton(tr("Add folder…"), {}, this);
    addFile->setIcon(themedIcon(Icon::Plus, IconTone::Secondary));
    addFile->setToolTip(tr("A checkpoint of a DASS or AST: .safetensors, .pth, .pt or .ckpt"));
    addFolder->setToolTip(tr("A folder with config.json and model.safetensors, or with checkpoints"));
    auto* words = new QLabel(tr("or drop them here"), this);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    auto* close = new HintButton(tr("Close"), tr("Esc"), this);
    m_act->setPrimary(true);
    m_act->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(12, 8, 12, 10);
    buttons->setSpacing(8);
    buttons->addWidget(addFile);
    buttons->addWidget(addFolder);
    buttons->addWidget(words);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_act);
    connect(addFile, &QPushButton::clicked, this, [this] { askForFiles(false); });
    connect(addFolder, &QPushButton::clicked, this, [this] { askForFiles(true); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_act, &QPushButton::clicked, this, &ModelChooser::act);
    return buttons;
}

void ModelChooser::connectShelf()
{
    ModelShelf& shelf = m_session.models();
    connect(&shelf, &ModelShelf::modelChanged, this, [this](const QString& key) {
        if (key == m_key)
            showSelected();
    });
    connect(&shelf, &ModelShelf::changed, this, [this] { m_session.models().readAll(); });
    connect(&shelf, &ModelShelf::added, this, [this](const QString& path) {
        say({});
        select(path);
    });
    connect(&shelf, &ModelShelf::notAdded, this, [this](const QString&, const QString& error) { say(error); });
    connect(&shelf, &ModelShelf::removeFailed, this,
            [this](const QString& path) { say(tr("'%1' cannot be removed; may it be written to?").arg(path)); });
    connect(&m_session, &AnalyzeSession::modelChanged, this, &ModelChooser::showSelected);
}

void ModelChooser::present(QWidget* parent, AnalyzeSession& session, const QString& key)
{
    auto* dialog = parent->window()->findChild<ModelChooser*>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new ModelChooser(session, parent->window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    if (!key.isEmpty())
        dialog->select(key);
    dialog->open();
    dialog->raise();
}

void ModelChooser::select(const QString& key)
{
    QModelIndex row = m_list->indexOf(key);
    for (const ShelvedModel& model : m_session.models().models()) // a release that has become a model
        if (!row.isValid() && !key.isEmpty() && model.kind == ShelvedModel::Kind::Installed &&
            QFileInfo(model.path).fileName() == key)
            row = m_list->indexOf(model.path);
    for (int i = 0; i < m_list->rowCount() && !row.isValid(); ++i)
        if (m_list->modelAt(m_list->index(i)))
            row = m_list->index(i);
    m_view->setCurrentIndex(row);
    m_view->scrollTo(row);
    showSelected();
}

const ShelvedModel* ModelChooser::selected() const
{
    return m_session.models().find(m_view->currentIndex().data(ModelList::KeyRole).toString());
}

void ModelChooser::showSelected()
{
    const ShelvedModel* model = selected();
    m_details->showModel(model);
    using Download = ShelvedModel::Download;
    QString words = tr("Use this model");
    bool can = model != nullptr;
    QString why;
    if (model && model->isRelease()) {
        can = model->download != Download::Checking;
        words = model->download == Download::Running || model->download == Download::Checking ? tr("Pause")
                : model->done > 0                                                             ? tr("Go on")
                : model->download == Download::Failed                                         ? tr("Try again")
                                                                                              : tr("Download");
    } else if (model) {
        if (model->path == m_session.model().path() && m_session.model().state() != ModelState::Failed) {
            can = false;
            why = tr("It is in use");
        } else if (model->description && !model->description->tags) {
            can = false;
            why = model->description->info ? tr("Recordings cannot be tagged with it") : tr("It cannot be read");
        }
    }
    m_act->setText(words);
    m_act->setEnabled(can);
    m_act->setToolTip(why);
}

void ModelChooser::act()
{
    const ShelvedModel* model = selected();
    if (!model || !m_act->isEnabled())
        return;
    if (!model->isRelease()) {
        m_session.setModel(model->path);
        accept();
        return;
    }
    const QString id = model->release.id;
    if (model->download == ShelvedModel::Download::Running)
        m_session.models().pause(id);
    else
        m_session.models().download(id);
}

void ModelChooser::askForFiles(bool folder)
{
    auto* dialog = new QFileDialog(this, folder ? tr("Add a folder with a model") : tr("Add a model"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    if (!folder)
        dialog->setNameFilters({tr("Models (*.safetensors *.pth *.pt *.ckpt)"), tr("All files (*)")});
    if (const ShelvedModel* model = selected(); model && model->kind == ShelvedModel::Kind::Added)
        dialog->setDirectory(reachable(QFileInfo(model->path).absolutePath()));
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& files) {
        say({});
        m_session.models().add(files);
    });
    dialog->open();
}

void ModelChooser::say(const QString& words)
{
    m_notice->setText(sentenceText(words));
    m_notice->setVisible(!words.isEmpty());
}

void ModelChooser::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ModelChooser::dropEvent(QDropEvent* event)
{
    say({});
    m_session.models().add(localPaths(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace dass
