#include "ui/analyze/model_table.h"

#include "app/session/analyze_session.h"
#include "app/session/model_shelf.h"
#include "ui/analyze/model_chooser.h"
#include "ui/analyze/model_words.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QButtonGroup>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>
#include <QThread>
#include <QVBoxLayout>

#include <utility>

namespace dass {

namespace {

constexpr int kCellRow = 32;
enum Column { Name, Parameters, Published, Speed, Origin };

// So many rows at most: the page is to fit a window of ordinary height.
constexpr int kMostOnDisk = 5;
constexpr int kMostReleases = 2;

QString mapText(double percent)
{
    return percent > 0 ? QStringLiteral("%1 %").arg(percent, 0, 'f', 1) : ModelTable::tr("not published");
}

} // namespace

ModelTable::ModelTable(AnalyzeSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto* title = new QLabel(tr("Model"), this);
    title->setFont(titleFont());
    auto* hint = new QLabel(tr("can be changed at any time, top right"), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout;
    row->addWidget(title);
    row->addWidget(hint);
    row->addStretch();
    layout->addLayout(row);
    connect(&session, &AnalyzeSession::modelChanged, this, &ModelTable::rebuildOnceSeen);
    connect(&session.models(), &ModelShelf::changed, this, &ModelTable::rebuildOnceSeen);
    connect(&session, &AnalyzeSession::batchEnded, this, &ModelTable::rebuildOnceSeen); // speeds were measured
    connect(&session, &AnalyzeSession::runSettingsChanged, this, &ModelTable::rebuildOnceSeen);
    rebuild();
}

// Behind the plots of a recording it would take the end of every run some milliseconds for nothing.
void ModelTable::rebuildOnceSeen()
{
    m_outdated = !isVisible();
    if (!m_outdated)
        rebuild();
}

void ModelTable::showEvent(QShowEvent* event)
{
    if (std::exchange(m_outdated, false)) {
        rebuild();
        m_rows->show(); // it is too late for those that are shown with their parent
    }
    QWidget::showEvent(event);
}

void ModelTable::addCell(QGridLayout* grid, int row, int column, const QString& text, bool secondary)
{
    auto* label = new QLabel(text, m_rows);
    if (secondary)
        label->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(label, row, column, (column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

void ModelTable::addHead(QGridLayout* grid)
{
    const QString titles[] = {tr("Name"), tr("Parameters"), tr("Published AudioSet mAP"), tr("Speed on this CPU"), {}};
    for (int column = Name; column <= Origin; ++column) {
        auto* label = new QLabel(titles[column], m_rows);
        label->setFont(textFont(TextSize::Label));
        label->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(label, 0, column, (column == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    grid->setRowMinimumHeight(0, 22);
    grid->addWidget(new Hairline(Qt::Horizontal, m_rows), 1, 0, 1, Origin + 1);
}

void ModelTable::addOnDisk(QGridLayout* grid, QButtonGroup* group, int row, const ShelvedModel& model)
{
    const bool chosen = model.path == m_session.model().path();
    const auto& inUse = m_session.model().info();
    const auto* info = model.description ? model.description->info.get() : chosen ? inUse.get() : nullptr;
    auto* radio = new QRadioButton(info ? QString::fromStdString(info->name) : model.name, m_rows);
    radio->setChecked(chosen);
    radio->setToolTip(QDir::toNativeSeparators(model.path));
    group->addButton(radio);
    grid->addWidget(radio, row, Name);
    connect(radio, &QRadioButton::clicked, this, [this, path = model.path] { m_session.setModel(path); });
    const ModelRelease* release = m_session.models().release(QFileInfo(model.path).fileName());
    const bool published = release && model.kind == ShelvedModel::Kind::Installed;
    const std::int64_t parameters = info ? info->parameters : published ? release->parameters : 0;
    addCell(grid, row, Parameters, parameters > 0 ? countText(parameters) : QStringLiteral("–"), parameters == 0);
    addCell(grid, row, Published, published ? mapText(release->publishedMap) : tr("not published"), !published);
    if (chosen) {
        const double speed = m_session.forecast().timesRealTime();
        addCell(grid, row, Speed, speed > 0 ? speedText(speed) : tr("not measured yet"), speed <= 0);
    }
    addCell(grid, row, Origin, placeText(model), true);
}

void ModelTable::addRelease(QGridLayout* grid, int row, const ShelvedModel& model)
{
    const auto look = [this, id = model.release.id] { ModelChooser::present(this, m_session, id); };
    auto* radio = new QRadioButton(model.name, m_rows); // outside of the group, in which the arrow keys choose
    radio->setAutoExclusive(false);
    grid->addWidget(radio, row, Name);
    connect(radio, &QRadioButton::clicked, this, [radio, look] {
        radio->setChecked(false); // until it is there
        look();
    });
    addCell(grid, row, Parameters, countText(model.release.parameters));
    addCell(grid, row, Published, mapText(model.release.publishedMap));
    auto* download = new HintButton(tr("Download…"), {}, m_rows);
    download->setAccessibleName(tr("Download %1").arg(model.name));
    connect(download, &QPushButton::clicked, this, look);
    grid->addWidget(download, row, Origin, Qt::AlignRight);
}

void ModelTable::rebuild()
{
    if (m_rows) { // may be where the click came from that led here
        m_rows->hide();
        layout()->removeWidget(m_rows);
        m_rows->deleteLater();
    }
    m_rows = new QWidget(this);
    auto* grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(Name, 1);
    for (const int column : {Parameters, Published, Speed, Origin})
        grid->setColumnMinimumWidth(column, 100);
    addHead(grid);
    auto* group = new QButtonGroup(m_rows);
    int row = 2;
    int onDisk = 0;
    int releases = 0;
    for (const ShelvedModel& model : m_session.models().models()) {
        if (model.isRelease() ? releases == kMostReleases
                              : onDisk >= kMostOnDisk && model.path != m_session.model().path())
            continue;
        grid->setRowMinimumHeight(row, kCellRow);
        if (model.isRelease()) {
            addRelease(grid, row++, model);
            ++releases;
        } else {
            addOnDisk(grid, group, row++, model);
            ++onDisk;
        }
    }
    auto* words =
        new QLabel(tr("Recordings never leave this computer; models are downloaded only when you say so."), m_rows);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(words, row, 0, 1, Speed);
    auto* all = new HintButton(tr("All models…"), {}, m_rows);
    const auto showKeys = [all] { all->setHint(KeyNames::instance().of("analyze.models")); };
    showKeys();
    connect(&KeyNames::instance(), &KeyNames::changed, all, showKeys);
    connect(all, &QPushButton::clicked, this, [this] { ModelChooser::present(this, m_session); });
    grid->addWidget(all, row, Speed, 1, 2, Qt::AlignRight);
    grid->setRowMinimumHeight(row, kCellRow + 6);
    layout()->addWidget(m_rows);
}

} // namespace dass
