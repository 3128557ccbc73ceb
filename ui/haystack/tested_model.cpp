#include "ui/haystack/tested_model.h"

#include "app/haystack/experiment_plan.h"
#include "app/haystack/haystack_session.h"
#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "ui/widgets/labelled_combo.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalBlocker>

#include <algorithm>

namespace dass {

namespace {

constexpr int kSinusoidalRole = Qt::UserRole + 1; // of a model that is listed: with such positions

} // namespace

TestedModel::TestedModel(AnalyzeSession& shell, HaystackSession& session, QWidget* header, QObject* parent)
    : QObject(parent), m_shell(shell), m_session(session), m_list(new LabelledCombo(tr("Model"), header))
{
    connect(m_list, &QComboBox::activated, this, [this](int index) {
        choose(m_list->itemData(index).toString(), m_list->itemData(index, kSinusoidalRole).toBool());
    });
    connect(&shell, &AnalyzeSession::modelChanged, this, &TestedModel::update);
    connect(&shell.models(), &ModelShelf::changed, this, &TestedModel::update);
    connect(&shell.models(), &ModelShelf::modelChanged, this, [this](const QString& path) {
        const ShelvedModel* model = m_shell.models().find(path); // its name is known once it was read
        if (model && model->description && m_list->findText(model->name) < 0)
            update();
    });
}

void TestedModel::update()
{
    const QSignalBlocker block(m_list);
    takeAbsent();
    if (!m_own && !m_shell.model().path().isEmpty())
        m_session.setModel(m_shell.model().path());
    const auto models = known();
    m_list->clear();
    for (const auto& [name, path] : models)
        m_list->addItem(name, path);
    emit listed(models);
    m_list->setCurrentIndex(place());
    m_list->setToolTip(tr("The model that is tested"));
    m_list->updateGeometry();
}

std::vector<std::pair<QString, QString>> TestedModel::known() const
{
    std::vector<std::pair<QString, QString>> models;
    for (const QString& path : m_shell.models().paths()) {
        const bool loaded = path == m_shell.model().path() && m_shell.model().info();
        QString name =
            loaded ? QString::fromStdString(m_shell.model().info()->name) : m_shell.models().find(path)->name;
        if (std::any_of(models.begin(), models.end(), [&](const auto& other) { return other.first == name; }))
            name += QStringLiteral(" (%1)").arg(QFileInfo(path).fileName()); // figures tell models by their names
        models.emplace_back(name, path);
    }
    return models;
}

// Of the tested one in the list.
int TestedModel::place()
{
    int at = m_list->findData(m_session.model());
    if (at < 0 && m_session.model().isEmpty())
        at = m_list->findData(bundledModelFolder());
    if (at >= 0 && m_session.sinusoidalPositions()) { // as a cell had them; no list has such models
        const QString name = tr("%1, sinusoidal positions").arg(m_list->itemText(at));
        m_list->insertItem(++at, name, m_session.model());
        m_list->setItemData(at, true, kSinusoidalRole);
    }
    return at;
}

void TestedModel::choose(const QString& path, bool sinusoidalPositions)
{
    m_own = true;
    m_absent.clear();
    m_ofCell.clear();
    m_session.setModel(path, sinusoidalPositions);
}

void TestedModel::use(const QString& path, bool sinusoidalPositions)
{
    choose(path, sinusoidalPositions);
    m_shell.models().add({path}); // listed as soon as it has been read
    update();
}

void TestedModel::useCell(const niah::ModelEntry& model)
{
    QString path = modelPath(model);
    if (!QFileInfo(path).isAbsolute()) // the name of an installed one
        for (const QString& known : m_shell.models().paths())
            if (QFileInfo(known).fileName() == path) {
                path = known;
                break;
            }
    const bool used = path == m_session.model() || (model.path.empty() && m_session.model().isEmpty());
    if (used || m_shell.models().find(path)) {
        choose(used ? m_session.model() : path, model.sinusoidalPositions);
        update();
        return;
    }
    m_ofCell = path;
    lookForFile(path, this, [this, path, sinusoidal = model.sinusoidalPositions](bool there) {
        if (m_ofCell != path)
            return; // another was chosen meanwhile
        m_ofCell.clear();
        if (there)
            use(path, sinusoidal);
        else
            emit noticed(tr("The cell's model is not there"),
                         tr("'%1' is missing; the present model is kept").arg(QDir::toNativeSeparators(path)));
    });
}

void TestedModel::forget()
{
    m_own = false;
    m_absent.clear();
    m_ofCell.clear();
}

void TestedModel::describe(BuilderState& state) const
{
    state.model = m_own ? m_session.model() : m_absent;
    state.sinusoidalPositions = m_own ? m_session.sinusoidalPositions() : !m_absent.isEmpty() && m_absentSinusoidal;
}

void TestedModel::restore(const BuilderState& state, bool ofSession)
{
    m_ofCell.clear();
    if (m_own)
        return; // a model that was asked for meanwhile is what the person wants now
    m_absent = state.model;
    m_absentSinusoidal = state.sinusoidalPositions;
    update();
    if (!m_absent.isEmpty())
        lookForFile(m_absent, this,
                    [this, path = m_absent, ofSession](bool there) { askForAbsent(path, there, ofSession); });
}

// It is not on the list, or is not known to be there yet.
void TestedModel::askForAbsent(const QString& path, bool there, bool ofSession)
{
    if (m_absent != path)
        return; // taken, or another was chosen meanwhile
    if (!there)
        emit noticed(tr("The chosen model is not there at present."),
                     tr("'%1' is taken again when it is; meanwhile Analyze's model is tested.")
                         .arg(QDir::toNativeSeparators(path)));
    else if (ofSession)
        use(path, m_absentSinusoidal);
    // else it was taken off the list, or is put on it at once
}

void TestedModel::takeAbsent()
{
    if (m_absent.isEmpty() || !m_shell.models().find(m_absent))
        return;
    m_own = true;
    m_session.setModel(std::exchange(m_absent, {}), m_absentSinusoidal);
}

} // namespace dass
