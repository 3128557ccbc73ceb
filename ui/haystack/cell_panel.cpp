#include "ui/haystack/cell_panel.h"

#include "app/haystack/haystack_experiment.h"
#include "app/haystack/number_list.h"
#include "ui/haystack/padded_delegate.h"
#include "ui/widgets/text_format.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <cmath>

namespace dass {

CellPanel::CellPanel(HaystackExperiment& experiment, QWidget* parent)
    : Panel(tr("Cell"), parent), m_experiment(experiment), m_precision(new ValueRow(tr("mAP"), this)),
      m_alone(new ValueRow(tr("mAP at 10 s"), this)), m_retention(new ValueRow(tr("Retention"), this)),
      m_time(new ValueRow(tr("Time"), this)), m_needles(new QTreeWidget(this)),
      m_open(new QPushButton(tr("Open cell in builder"), this))
{
    for (ValueRow* row : {m_precision, m_alone, m_retention, m_time})
        body()->addWidget(row);
    body()->addWidget(new Hairline(Qt::Horizontal, this));
    m_needles->setAccessibleName(tr("Needles of the cell, those that lost most first"));
    m_needles->setColumnCount(2);
    m_needles->setHeaderLabels({tr("Needles that lost most"), tr("10 s → here")});
    m_needles->setRootIsDecorated(false);
    m_needles->setUniformRowHeights(true);
    m_needles->setFrameShape(QFrame::NoFrame);
    m_needles->setItemDelegate(new PaddedDelegate(m_needles));
    m_needles->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_needles->setMinimumHeight(48);
    QHeaderView* header = m_needles->header();
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionResizeMode(1, QHeaderView::Fixed);
    header->resizeSection(1, 104);
    m_needles->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    body()->addWidget(m_needles, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kInset, 4, kInset, 8);
    row->addWidget(m_open);
    row->addStretch();
    body()->addLayout(row);
    m_open->setToolTip(tr("Its haystack, length and position, with the chosen needle, to be heard and changed"));
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto cell = m_experiment.selected();
        const QTreeWidgetItem* item = m_needles->currentItem();
        if (cell)
            emit openRequested(*cell, item ? item->data(0, Qt::UserRole).toLongLong() : 0);
    });
    connect(&experiment, &HaystackExperiment::resultsChanged, this, &CellPanel::refresh);
    connect(&experiment, &HaystackExperiment::needlesChanged, this, [this] {
        refresh();
        fillNeedles();
    });
    refresh();
}

QString CellPanel::retention() const
{
    return m_retention->value();
}

void CellPanel::refresh()
{
    const auto& results = m_experiment.results();
    const auto selected = m_experiment.selected();
    const bool known = results && selected && *selected < results->cells.size();
    m_open->setEnabled(known);
    for (ValueRow* row : {m_precision, m_alone, m_retention, m_time}) {
        row->setValue({});
        row->setNote({});
        row->setToolTip({});
    }
    if (!known) {
        setHint(results ? tr("click one") : QString());
        return;
    }
    const niah::Cell& cell = results->experiment->cells[*selected].cell;
    const CellResult& result = results->cells[*selected];
    setHint(tr("%1, position %2").arg(lengthText(cell.frames), QLocale().toString(cell.position, 'f', 2)));
    if (result.state == CellResult::State::Done) {
        const niah::CellScores& scores = result.scores;
        m_precision->setValue(percentText(scores.meanAveragePrecision));
        m_alone->setValue(percentText(scores.baseMeanAveragePrecision));
        const bool interval = std::isfinite(scores.retentionInterval.low);
        m_retention->setValue(interval
                                  ? tr("%1 (%2 to %3)")
                                        .arg(percentText(scores.retention), percentText(scores.retentionInterval.low),
                                             percentText(scores.retentionInterval.high))
                                  : percentText(scores.retention));
        m_time->setValue(shortDurationText(result.seconds));
    } else if (result.state == CellResult::State::Impossible) {
        m_retention->setValue(tr("none"));
        m_retention->setNote(QString::fromStdString(result.note));
        m_retention->setToolTip(QString::fromStdString(result.note));
    } else {
        m_retention->setValue(tr("not computed yet"));
    }
}

void CellPanel::fillNeedles()
{
    m_needles->clear();
    for (const NeedleScore& score : m_experiment.needles()) {
        auto* item = new QTreeWidgetItem;
        const QString label = QString::fromStdString(score.label);
        item->setText(0, label);
        item->setText(1, QStringLiteral("%1 → %2").arg(probabilityText(static_cast<double>(score.alone)),
                                                       probabilityText(static_cast<double>(score.mixture))));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, Qt::UserRole, qint64{score.needle});
        const QString words = QStringLiteral("%1\n%2\n%3")
                                  .arg(QString::fromStdString(score.name), label,
                                       tr("rank %1, alone %2").arg(score.rank).arg(score.rankAlone));
        item->setToolTip(0, words);
        item->setToolTip(1, words);
        m_needles->addTopLevelItem(item);
    }
}

} // namespace dass
