#include "ui/analyze/model_table.h"

#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "ui/analyze/model_dialog.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QButtonGroup>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QRadioButton>
#include <QThread>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kRow = 32;
enum Column { Name, Parameters, Published, Speed, Origin };

// From the paper's table of results on the full set.
struct PublishedModel
{
    const char* name;
    const char* parameters;
    const char* map;
};
constexpr PublishedModel kPublished[] = {{"DASS-Small", "30 M", "47.2 %"}, {"DASS-Medium", "49 M", "47.6 %"}};

QString nameOfFolder(const QString& path)
{
    const QString folder = QDir(path).dirName();
    return folder == QLatin1String("dass-nano") ? QStringLiteral("DASS-Nano") : folder;
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
    connect(&session, &AnalyzeSession::modelChanged, this, &ModelTable::rebuild);
    rebuild();
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
    // hasFile: choosing it asks for no file. The others stand outside of the group, in which the arrow keys choose.
    const auto addRadio = [&](const QString& name, bool chosen, bool hasFile, const std::function<void()>& choose) {
        auto* radio = new QRadioButton(name, m_rows);
        radio->setChecked(chosen);
        if (hasFile)
            group->addButton(radio);
        else
            radio->setAutoExclusive(false);
        grid->addWidget(radio, row, Name);
        grid->setRowMinimumHeight(row, kRow);
        connect(radio, &QRadioButton::clicked, this, choose);
    };
    const auto addCurrentFacts = [&] {
        const auto& model = m_session.model();
        addCell(grid, row, Parameters, model ? countText(model->parameters) : QStringLiteral("–"));
        const double speed = m_session.measuredTimesRealTime();
        addCell(grid, row, Speed, speed > 0 ? speedText(speed) : tr("not measured yet"), speed <= 0);
    };

    const QString current = m_session.modelPath();
    const QStringList bundled = bundledModelFolders();
    for (const QString& path : bundled) {
        const bool chosen = QFileInfo(path) == QFileInfo(current);
        addRadio(nameOfFolder(path), chosen, true, [this, path] { m_session.setModel(path); });
        if (chosen)
            addCurrentFacts();
        addCell(grid, row, Published, tr("not published"), true);
        addCell(grid, row, Origin, tr("bundled"), true);
        ++row;
    }
    for (const PublishedModel& model : kPublished) {
        addRadio(QString::fromLatin1(model.name), false, false, [this] { chooseFile(); });
        addCell(grid, row, Parameters, QString::fromLatin1(model.parameters));
        addCell(grid, row, Published, QString::fromLatin1(model.map));
        auto* choose = new HintButton(tr("Choose file…"), {}, m_rows);
        connect(choose, &QPushButton::clicked, this, &ModelTable::chooseFile);
        grid->addWidget(choose, row, Origin, Qt::AlignRight);
        ++row;
    }
    const bool other = !current.isEmpty() && !bundled.contains(current);
    addRadio(other && m_session.model() ? QString::fromStdString(m_session.model()->name) : tr("Other model file"),
             other, other, [this] { chooseFile(); });
    if (other)
        addCurrentFacts();
    auto* choose = new HintButton(tr("Choose file…"), {}, m_rows);
    connect(choose, &QPushButton::clicked, this, &ModelTable::chooseFile);
    grid->addWidget(choose, row, Origin, Qt::AlignRight);
    ++row;
    auto* words = new QLabel(tr("Nothing leaves this computer."), m_rows);
    words->setFont(textFont(TextSize::Label));
    words->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(words, row, 0, 1, Origin + 1);
    grid->setRowMinimumHeight(row, 28);
    layout()->addWidget(m_rows);
}

void ModelTable::chooseFile()
{
    const QString path = askForModel(this, m_session.settings());
    if (path.isEmpty())
        rebuild(); // the chosen one stays chosen
    else
        m_session.setModel(path);
}

} // namespace dass
