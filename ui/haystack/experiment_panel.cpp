#include "ui/haystack/experiment_panel.h"

#include "app/haystack/haystack_experiment.h"
#include "ui/haystack/result_plots.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fitting_row.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kFewCells = 2000; // that are made ready within a frame

} // namespace

ExperimentPanel::ExperimentPanel(HaystackExperiment& experiment, QWidget* parent)
    : QWidget(parent), m_experiment(experiment), m_words(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)),
      m_series(new QComboBox(this)), m_csv(new QPushButton(themedIcon(Icon::Export), tr("CSV…"), this)),
      m_figure(new QPushButton(themedIcon(Icon::Export), tr("Figure…"), this)),
      m_open(new QPushButton(tr("Open…"), this)), m_duplicate(new QPushButton(tr("Duplicate"), this)),
      m_map(new HeatMap(this)), m_curves(new RetentionPlot(this))
{
    auto* title = new ElidedLabel(this);
    title->setWeight(QFont::DemiBold);
    title->setText(tr("Experiment"));
    m_series->setAccessibleName(tr("Series that the heat map shows"));
    m_series->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_csv->setToolTip(tr("Tables of cells and of needles, and the specification, in a folder"));
    m_figure->setToolTip(tr("Heat map and curves as PNG, SVG or PDF"));
    m_open->setToolTip(tr("Look at an experiment that was run before, here or with dass niah"));
    m_duplicate->setToolTip(tr("The same plan as a new experiment, to be changed"));
    // What goes first in a narrow window is in the workspace's menu.
    constexpr int kOpen = 1;
    constexpr int kDuplicate = 2;
    constexpr int kTitle = 3;
    auto* header = new FittingRow(this);
    header->row()->setContentsMargins(12, 4, 12, 0);
    header->row()->setSpacing(8);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // takes what is left
    header->add(title, kTitle);
    header->add(m_words, 0, 1);
    header->add(m_series);
    header->add(m_open, kOpen);
    header->add(m_duplicate, kDuplicate);
    header->add(m_csv);
    header->add(m_figure);
    for (QPushButton* button : {m_open, m_duplicate, m_csv, m_figure})
        button->setProperty(styleproperty::kToolRow, true);
    m_series->setProperty(styleproperty::kToolRow, true);
    auto* plots = new QHBoxLayout;
    plots->setContentsMargins(0, 0, 0, 0);
    plots->setSpacing(0);
    plots->addWidget(m_map, 1);
    plots->addWidget(m_curves, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(header);
    layout->addLayout(plots, 1);

    connect(m_csv, &QPushButton::clicked, this, &ExperimentPanel::exportRequested);
    connect(m_figure, &QPushButton::clicked, this, &ExperimentPanel::figureRequested);
    connect(m_open, &QPushButton::clicked, this, &ExperimentPanel::openRequested);
    connect(m_duplicate, &QPushButton::clicked, &experiment, &HaystackExperiment::duplicate);
    connect(m_series, &QComboBox::currentIndexChanged, this, &ExperimentPanel::request);
    connect(m_map, &HeatMap::cellChosen, this, [this](int cell) {
        if (m_experiment.results()) // else there is nothing in it
            m_experiment.select(static_cast<std::size_t>(cell));
        m_map->setSelected(m_experiment.results() ? cell : -1); // curves of its position follow
        request();
    });
    connect(&m_pictures, &ExperimentPictureWorker::ready, this,
            [this](quint64 request, const std::shared_ptr<const ExperimentPicture>& picture) {
                if (request == m_request)
                    show(picture);
            });
    connect(&experiment, &HaystackExperiment::resultsChanged, this, &ExperimentPanel::refresh);
    connect(&experiment, &HaystackExperiment::stateChanged, this, &ExperimentPanel::refresh);
    connect(&experiment, &HaystackExperiment::planChanged, this, &ExperimentPanel::refresh);
    refresh();
}

void ExperimentPanel::refresh()
{
    const auto& results = m_experiment.results();
    const bool any = results && results->done() > 0;
    m_csv->setEnabled(any && !m_experiment.isRunning());
    m_figure->setEnabled(any);
    m_open->setEnabled(!m_experiment.isRunning());
    m_duplicate->setEnabled(results && !m_experiment.isRunning());
    if (results) {
        const auto needles = static_cast<int>(results->experiment->needles.size());
        const QString folder = QFileInfo(m_experiment.folder()).fileName();
        m_words->setText(needles == 1 ? tr("1 needle, %1").arg(folder)
                                      : tr("%n needles, %1", nullptr, needles).arg(folder));
    } else {
        m_words->setText(tr("what is kept of short sounds, over many needles, lengths and positions"));
    }
    request();
}

ExperimentPictureRequest ExperimentPanel::wanted() const
{
    return {m_experiment.results(), m_experiment.plan(),
            static_cast<std::size_t>(std::max(0, m_series->currentIndex())), m_experiment.selected()};
}

void ExperimentPanel::request()
{
    const auto& results = m_experiment.results();
    const auto cells = results ? static_cast<std::int64_t>(results->cells.size()) : plannedCells(m_experiment.plan());
    ExperimentPictureRequest wanted = this->wanted();
    if (cells <= kFewCells) {
        m_pictures.cancel();
        m_request = 0;
        show(pictureOf(wanted));
        return;
    }
    m_request = m_pictures.request(std::move(wanted));
}

void ExperimentPanel::show(const std::shared_ptr<const ExperimentPicture>& picture)
{
    m_shown = picture;
    QStringList names;
    for (const ExperimentSeries& series : picture->series)
        names << series.name;
    QStringList shown;
    for (int i = 0; i < m_series->count(); ++i)
        shown << m_series->itemText(i);
    if (names != shown) {
        const QSignalBlocker block(m_series);
        m_series->clear();
        m_series->addItems(names);
    }
    m_series->setVisible(names.size() > 1);
    if (picture->series.empty())
        return;
    const QSignalBlocker block(m_series);
    m_series->setCurrentIndex(static_cast<int>(picture->shown));
    m_map->show(picture->results, picture->grid, picture->series[picture->shown].name);
    const auto selected = m_experiment.selected();
    m_map->setSelected(selected ? static_cast<int>(*selected) : -1);
    m_curves->show(picture->lines, picture->position);
}

} // namespace dass
