#include "ui/analyze/tag_lists.h"

#include "app/jobs/class_list_job.h"
#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/save_dialog.h"
#include "ui/widgets/text_format.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace dass {

TagLists::TagLists(AnalyzeSession& session, QWidget* parent)
    : QObject(parent), m_session(session), m_parent(parent), m_menu(new QMenu(tr("&Tag lists"), parent))
{
    m_menu->setAccessibleName(tr("Tag lists"));
    fill();
}

void TagLists::fill()
{
    const auto add = [this](const char* id, const QString& text, const std::function<void()>& act) {
        QAction* action = m_menu->addAction(text);
        action->setObjectName(QLatin1String(id));
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("tag_lists.draw", tr("&Draw the tags of a file…"), [this] { askToLoad(Kind::Drawn, tr("Tags to draw")); });
    add("tag_lists.keep", tr("&Keep only the tags of a file…"), [this] { askToLoad(Kind::Kept, tr("Tags to keep")); });
    add("tag_lists.leave_out", tr("Leave &out the tags of a file…"),
        [this] { askToLoad(Kind::LeftOut, tr("Tags to leave out")); });
    m_menu->addSeparator();
    QAction* drawn = add("tag_lists.save_drawn", tr("&Save the drawn tags…"),
                         [this] { askToSave(Kind::Drawn, tr("Save the drawn tags")); });
    QAction* kept = add("tag_lists.save_kept", tr("Save the tags to k&eep…"),
                        [this] { askToSave(Kind::Kept, tr("Save the tags to keep")); });
    QAction* left = add("tag_lists.save_left_out", tr("Save the tags to &leave out…"),
                        [this] { askToSave(Kind::LeftOut, tr("Save the tags to leave out")); });
    m_menu->addSeparator();
    QAction* clear = add("tag_lists.forget", tr("&Forget both lists"), [this] { m_session.tags().setLists({}); });
    const auto update = [this, drawn, kept, left, clear] {
        drawn->setEnabled(!classes(Kind::Drawn).empty());
        kept->setEnabled(!classes(Kind::Kept).empty());
        left->setEnabled(!classes(Kind::LeftOut).empty());
        clear->setEnabled(!m_session.tags().lists().isEmpty());
    };
    connect(&m_session.tags(), &TagChoice::changed, this, update);
    update();
}

std::vector<std::int64_t> TagLists::classes(Kind kind) const
{
    const TagChoice& tags = m_session.tags();
    switch (kind) {
    case Kind::Kept:
        return tags.lists().kept;
    case Kind::LeftOut:
        return tags.lists().leftOut;
    case Kind::Drawn:
        break;
    }
    return tags.classes();
}

void TagLists::askToLoad(Kind kind, const QString& title)
{
    const QString path = QFileDialog::getOpenFileName(m_parent, title, reachable(m_session.settings().lastFolder()),
                                                      tr("Lists of tags (*.txt);;All files (*)"));
    if (!path.isEmpty())
        load(kind, path);
}

void TagLists::askToSave(Kind kind, const QString& title)
{
    const QString path = askWhereToSave(m_parent, title, m_session.settings().lastFolder(), {},
                                        tr("Lists of tags (*.txt);;All files (*)"), QStringLiteral("txt"));
    if (!path.isEmpty())
        save(kind, path);
}

void TagLists::load(Kind kind, const QString& path)
{
    const auto labels = m_session.sharedLabels();
    const QString name = QFileInfo(path).fileName();
    auto* job = new ClassListJob(toPath(path), labels->labels(), std::nullopt, this);
    connect(job, &ClassListJob::read, this, [this, kind, labels, name](quint64, const ClassList& list) {
        if (labels == m_session.sharedLabels()) // else the indices mean other tags now
            take(kind, name, list);
    });
    connect(job, &ClassListJob::ended, this, [this, job](quint64, JobEnd end, const QString& error) {
        if (end == JobEnd::Failed)
            emit m_session.noticed(tr("The list of tags could not be read."), sentenceText(error));
        job->deleteLater();
    });
    job->start();
}

void TagLists::take(Kind kind, const QString& name, const ClassList& list)
{
    const std::vector<Label>& labels = m_session.labels().labels();
    const QString unknown =
        list.unknown.empty() ? QString() : sentenceText(QString::fromStdString(unknownClassesText(list, labels)));
    if (list.classes.empty()) {
        emit m_session.noticed(tr("%1 names no tag of this model; nothing was changed.").arg(name), unknown);
        return;
    }
    TagChoice& tags = m_session.tags();
    TagChoice::Lists lists = tags.lists();
    switch (kind) {
    case Kind::Kept:
        lists.kept = list.classes;
        tags.setLists(lists);
        break;
    case Kind::LeftOut:
        lists.leftOut = list.classes;
        tags.setLists(lists);
        break;
    case Kind::Drawn:
        tags.clear();
        tags.setAllChosen(list.classes, true);
        break;
    }
    if (!unknown.isEmpty())
        emit m_session.noticed(
            tr("%n lines of %1 were skipped.", nullptr, static_cast<int>(list.unknown.size())).arg(name), unknown);
    emit loaded(kind);
}

void TagLists::save(Kind kind, const QString& path)
{
    const QString title = kind == Kind::Kept      ? tr("Tags to keep")
                          : kind == Kind::LeftOut ? tr("Tags to leave out")
                                                  : tr("Drawn tags");
    const std::string text = classListText(title.toStdString(), classes(kind), m_session.labels().labels());
    auto* job = new ClassListJob(toPath(path), {}, text, this);
    connect(job, &ClassListJob::ended, this, [this, job](quint64, JobEnd end, const QString& error) {
        if (end == JobEnd::Failed)
            emit m_session.noticed(tr("The list of tags could not be written."), sentenceText(error));
        job->deleteLater();
    });
    job->start();
}

} // namespace dass
