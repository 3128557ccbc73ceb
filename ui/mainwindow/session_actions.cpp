#include "ui/mainwindow/session_actions.h"

#include "app/session/analyze_session.h"
#include "app/session/batch_keeper.h"
#include "app/session/session_file.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/empty_page.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/menu_action.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/save_dialog.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace dass {

SessionActions::SessionActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback,
                               QMainWindow* window)
    : QObject(window), m_session(session), m_view(view), m_playback(playback), m_window(window),
      m_keeper(session, [this](SessionDocument& document) { describeView(document); })
{
    connect(&m_keeper, &SessionKeeper::changed, this, &SessionActions::updateTitle);
    connect(&m_keeper, &SessionKeeper::changed, this, &SessionActions::updateActions);
    connect(&m_keeper, &SessionKeeper::opened, this, &SessionActions::show);
    connect(&m_keeper, &SessionKeeper::leftChanged, this, [this] {
        updateActions();
        emit offerChanged();
    });
    connect(&m_keeper, &SessionKeeper::failed, this, &SessionActions::noticed);
    connect(&m_keeper, &SessionKeeper::failed, this, [this] {
        m_afterSaving = nullptr;
        if (m_keeper.isBusy())
            return;
        m_continueBatch = false; // nothing was opened
        openOthers();
    });
    connect(&m_keeper, &SessionKeeper::editedMeanwhile, this, [this](const QString& file) {
        file.isEmpty() ? startAnew() : openSession(file, std::exchange(m_afterOpening, {}));
    });
    connect(&m_keeper, &SessionKeeper::restoreRefused, this, [this] {
        m_continueBatch = false;
        m_afterOpening.clear();
        emit noticed(tr("The unsaved work was not restored."),
                     tr("What is open was changed meanwhile. Restore it again to be asked about that first."));
    });
    connect(&m_keeper, &SessionKeeper::foundFolder, this,
            [this](const QString& folder) { m_session.open(QStringList{folder} + std::exchange(m_afterOpening, {})); });
    connect(&m_keeper, &SessionKeeper::saved, this, [this](const QString& file) {
        emit told(tr("Saved %1").arg(QDir::toNativeSeparators(file)));
        finishSaving();
    });
    connect(&m_keeper, &SessionKeeper::completed, this, [this] {
        if (!std::exchange(m_continueBatch, false))
            return;
        if (m_session.batchKeeper().isLeftOpen()) // it was under way with this work
            m_session.batchKeeper().goOn();
        emit offerChanged();
    });
    connect(&session, &AnalyzeSession::currentChanged, this, &SessionActions::updateTitle);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording == m_session.current())
            updateTitle(); // it may be another file's
    });
    for (const auto signal : {&AnalyzeSession::recordingAdded, &AnalyzeSession::recordingRemoved})
        connect(&session, signal, this, &SessionActions::updateActions);
    connect(view.plots()->viewport(), &TimeViewport::changed, &m_keeper, &SessionKeeper::viewChanged);
    connect(view.plots()->stack(), &PlotStack::selectionChanged, &m_keeper, &SessionKeeper::viewChanged);
    connect(view.plots(), &PlotView::spectrogramChanged, &m_keeper, &SessionKeeper::viewChanged);
    connect(view.plots(), &PlotView::locateRequested, this, &SessionActions::locate);
    connect(view.emptyPage(), &EmptyPage::openSessionRequested, this,
            [this](const QString& file) { openSession(file); });
    updateTitle();
}

void SessionActions::setBuilder(std::function<std::string()> describe, std::function<void()> settle)
{
    m_describeBuilder = std::move(describe);
    m_settleBuilder = std::move(settle);
}

void SessionActions::addTo(QMenu* menu)
{
    menu->addAction(makeAction(this, "file.open_session", tr("Open sess&ion…"), QKeySequence("Ctrl+Alt+O"),
                               [this] { askToOpen(); }));
    QMenu* recent = menu->addMenu(tr("Recent sessio&ns"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    m_save = makeAction(this, "file.save_session", tr("&Save session"), QKeySequence::Save, [this] { save(); });
    m_saveAs = makeAction(this, "file.save_session_as", tr("Save session &as…"), QKeySequence("Ctrl+Shift+S"),
                          [this] { saveAs(); });
    m_anew = makeAction(this, "file.close_session", tr("C&lose session"), QKeySequence("Ctrl+Shift+W"),
                        [this] { startAnew(); });
    m_restore = makeAction(this, "file.restore_work", tr("Restore &unsaved work"), {}, [this] { acceptOffer(); });
    menu->addActions({m_save, m_saveAs, m_anew, m_restore});
    menu->addSeparator();
    updateActions();
}

void SessionActions::updateActions()
{
    if (!m_save)
        return;
    const bool any = !m_session.recordings().empty();
    m_save->setEnabled(any);
    m_saveAs->setEnabled(any);
    m_anew->setEnabled(any || !m_keeper.file().isEmpty());
    m_restore->setVisible(hasOffer());
}

void SessionActions::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_session.settings().recentSessions()) {
        QAction* action = menu->addAction(QFileInfo(path).completeBaseName());
        action->setToolTip(QDir::toNativeSeparators(path));
        connect(action, &QAction::triggered, this, [this, path] { openSession(path); });
    }
    menu->setToolTipsVisible(true);
    if (menu->isEmpty()) {
        menu->addAction(tr("none yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    menu->addAction(tr("Clear the list"), this, [this] { m_session.settings().clearRecentSessions(); });
}

QString SessionActions::name() const
{
    return m_keeper.file().isEmpty() ? QString() : QFileInfo(m_keeper.file()).completeBaseName();
}

void SessionActions::updateTitle()
{
    QStringList parts;
    if (!name().isEmpty())
        parts << name() + QStringLiteral("[*]");
    else if (m_keeper.isModified())
        parts << tr("Unsaved session[*]");
    if (const OpenRecording* recording = m_session.current())
        parts << recording->name;
    parts << QStringLiteral("DASS Studio");
    const QString title = parts.join(QStringLiteral(" – "));
    if (title != m_window->windowTitle())
        m_window->setWindowTitle(title);
    m_window->setWindowModified(m_keeper.isModified());
}

void SessionActions::openPaths(const QStringList& paths)
{
    QStringList sessions;
    QStringList others;
    for (const QString& path : paths)
        (isSessionFile(path) ? sessions : others) << path;
    if (sessions.isEmpty()) {
        m_session.open(others);
        return;
    }
    openSession(sessions.first(), others);
    if (sessions.size() > 1)
        emit noticed(tr("One session is open at a time."), tr("“%1” was opened.").arg(sessions.first()));
}

void SessionActions::openSession(const QString& file, const QStringList& others)
{
    withoutLoss(tr("Save the changes before another session is opened?"), [this, file, others] {
        m_afterOpening = others;
        m_keeper.open(file);
    });
}

void SessionActions::askToOpen()
{
    const QString file =
        QFileDialog::getOpenFileName(m_window, tr("Open session"), reachable(m_session.settings().lastFolder()),
                                     tr("Sessions (*%1)").arg(QLatin1String(kSessionSuffix)));
    if (file.isEmpty())
        return;
    m_session.settings().setLastFolder(QFileInfo(file).absolutePath());
    openSession(file);
}

void SessionActions::startAnew()
{
    withoutLoss(tr("Save the changes before the session is closed?"), [this] { m_keeper.startAnew(); });
}

void SessionActions::save()
{
    m_settleBuilder();
    m_keeper.file().isEmpty() ? saveAs() : m_keeper.save(m_keeper.file());
}

void SessionActions::saveAs()
{
    m_settleBuilder();
    const int opening = m_keeper.openings();
    QString folder;
    QString suggestion;
    if (const QFileInfo own(m_keeper.file()); !m_keeper.file().isEmpty()) {
        folder = own.absolutePath();
        suggestion = own.fileName();
    } else if (m_session.current()) {
        const QFileInfo recording(m_session.current()->path);
        folder = recording.absolutePath();
        suggestion = recording.completeBaseName() + QLatin1String(kSessionSuffix);
    }
    const QString file =
        askWhereToSave(m_window, tr("Save session"), folder, suggestion,
                       tr("Sessions (*%1)").arg(QLatin1String(kSessionSuffix)), QLatin1String(kSessionSuffix).mid(1));
    if (!file.isEmpty() && opening == m_keeper.openings()) {
        m_keeper.save(file);
        return;
    }
    m_afterSaving = nullptr;
    if (!file.isEmpty()) // what was being opened is there now
        emit noticed(
            tr("“%1” was not saved: the session that it was for was closed meanwhile.").arg(QFileInfo(file).fileName()),
            {});
}

void SessionActions::withoutLoss(const QString& question, const std::function<void()>& then)
{
    m_settleBuilder();
    if (!m_keeper.isModified()) {
        then();
        return;
    }
    if (m_question) {
        m_question->raise();
        return;
    }
    makeQuestion(question);
    m_question->setInformativeText(
        name().isEmpty() ? tr("What is open was not saved as a session yet. Corrections and results of finished "
                              "recordings are kept either way.")
                         : tr("“%1” has changed since it was saved.").arg(name()));
    QPushButton* save = m_question->addButton(QMessageBox::Save);
    QPushButton* discard = m_question->addButton(tr("Do&n’t save"), QMessageBox::DestructiveRole);
    m_question->addButton(QMessageBox::Cancel);
    m_question->setDefaultButton(save);
    m_question->setEscapeButton(QMessageBox::Cancel);
    connect(m_question, &QMessageBox::finished, this, [this, save, discard, question, then] {
        const QAbstractButton* answer = std::exchange(m_question, nullptr)->clickedButton();
        if (answer == discard) {
            then();
        } else if (answer == save) {
            m_afterSaving = [this, question, then] { withoutLoss(question, then); }; // what was changed meanwhile
            this->save();
        }
    });
    m_question->open();
}

QMessageBox* SessionActions::makeQuestion(const QString& text)
{
    m_question = new QMessageBox(m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setIcon(QMessageBox::Question);
    m_question->setWindowTitle(QStringLiteral("DASS Studio"));
    m_question->setText(text);
    return m_question;
}

void SessionActions::finishSaving()
{
    if (const auto then = std::exchange(m_afterSaving, nullptr))
        then();
}

bool SessionActions::mayClose()
{
    const auto close = [this] {
        m_mayClose = true;
        m_window->close();
    };
    if (m_mayClose)
        return true;
    if (m_keeper.isSaving()) { // it is asked for already
        m_afterSaving = [this] { m_window->close(); };
        return false;
    }
    m_settleBuilder();
    if (!m_keeper.isModified())
        return true;
    withoutLoss(tr("Save the changes before the window is closed?"), close);
    return false;
}

QString SessionActions::offerTitle() const
{
    return tr("DASS Studio ended before your work was saved.");
}

QString SessionActions::offerText() const
{
    return tr("It was kept on %1.").arg(QLocale().toString(m_keeper.leftSince(), QLocale::ShortFormat));
}

void SessionActions::acceptOffer()
{
    const auto restore = [this](const QStringList& others) {
        m_afterOpening = others;
        m_continueBatch = true;
        m_keeper.restoreLeft();
    };
    if (m_keeper.isModified())
        withoutLoss(tr("Save the changes before the earlier work is restored?"), [restore] { restore({}); });
    else if (m_session.recordings().empty())
        restore({});
    else
        askAboutOpen(restore);
}

// Nothing that is open would be lost, but it would be gone from the window, and its run over.
void SessionActions::askAboutOpen(const std::function<void(const QStringList&)>& restore)
{
    if (m_question) {
        m_question->raise();
        return;
    }
    QMessageBox* question = makeQuestion(tr("Restore the earlier work in place of what is open?"));
    const int count = static_cast<int>(m_session.recordings().size());
    question->setInformativeText(
        count == 1 ? tr("1 recording is open now. A run that goes on is cancelled.")
                   : tr("%n recordings are open now. A run that goes on is cancelled.", nullptr, count));
    QPushButton* both = question->addButton(tr("&Restore and keep them open"), QMessageBox::AcceptRole);
    QPushButton* replace = question->addButton(tr("Re&place them"), QMessageBox::DestructiveRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(both);
    question->setEscapeButton(QMessageBox::Cancel);
    connect(question, &QMessageBox::finished, this, [this, both, replace, restore] {
        const QAbstractButton* answer = std::exchange(m_question, nullptr)->clickedButton();
        QStringList open;
        for (const auto& recording : m_session.recordings())
            open << recording->path;
        if (answer == both)
            restore(open);
        else if (answer == replace)
            restore({});
    });
    question->open();
}

void SessionActions::addLocateTo(QMenu* menu, OpenRecording* recording)
{
    if (recording->file == FileState::Missing)
        menu->addAction(tr("&Locate…"), this, [this, path = recording->path] {
            if (OpenRecording* open = m_session.openAt(path))
                locate(open);
        });
}

void SessionActions::locate(OpenRecording* recording)
{
    const QString path = recording->path; // it may be closed while the dialog is open
    const QString name = recording->name;
    const QString folder = reachable(m_session.settings().lastFolder());
    const QString file =
        QFileDialog::getOpenFileName(m_window, tr("Where is %1?").arg(name), folder, tr("%1;;All files (*)").arg(name));
    OpenRecording* open = m_session.openAt(path);
    if (!file.isEmpty() && open)
        m_keeper.locate(open, QFileInfo(file).absoluteFilePath());
}

} // namespace dass
