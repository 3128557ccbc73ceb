#include "ui/haystack/scores_panel.h"

#include "app/haystack/haystack_session.h"
#include "app/haystack/number_list.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/padded_delegate.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace dass {

namespace {

constexpr int kShownTags = 12;

constexpr int kShownNeedles = 6; // more are scrolled to

void setNumber(QTreeWidgetItem* item, int column, double probability)
{
    item->setText(column, probability < 0 ? QString(QChar(0x2013)) : probabilityText(probability));
    item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

void setRows(QTreeWidget* table, std::size_t rows)
{
    while (table->topLevelItemCount() > static_cast<int>(rows))
        delete table->takeTopLevelItem(table->topLevelItemCount() - 1);
    while (table->topLevelItemCount() < static_cast<int>(rows))
        table->addTopLevelItem(new QTreeWidgetItem);
}

} // namespace

// The needle's probability as a bar, that of the needle alone as a mark.
class ScoreBar : public QWidget
{
public:
    explicit ScoreBar(QWidget* parent) : QWidget(parent) { setFixedHeight(14); }

    void set(double value, double mark, bool exact, int needle = 0)
    {
        m_needle = needle;
        m_value = value;
        m_mark = mark;
        m_exact = exact;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const QRect track(Panel::kInset, 3, width() - 2 * Panel::kInset, 8);
        painter.fillRect(track, tokens().grid);
        if (m_value < 0)
            return;
        QColor colour = tokens().tag(m_needle); // looked up here: the theme may be another by now
        if (!m_exact)
            colour.setAlphaF(0.5F);
        painter.fillRect(QRect(track.left(), track.top(), qRound(track.width() * m_value), track.height()), colour);
        painter.fillRect(QRect(track.left() + qRound(track.width() * m_mark), 0, 2, height()), tokens().text);
    }

private:
    double m_value = -1;
    double m_mark = 0;
    bool m_exact = true;
    int m_needle = 0;
};

ScoresPanel::ScoresPanel(HaystackSession& session, QWidget* parent)
    : Panel(tr("Scores"), parent), m_session(session), m_tag(new ElidedLabel(this)),
      m_probability(new ElidedLabel(TextSize::Large, TextTone::Text, this)),
      m_alone(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)), m_bar(new ScoreBar(this)),
      m_drop(new ValueRow(tr("Relative drop"), this)), m_rank(new ValueRow(tr("Rank"), this)),
      m_each(makeTable(tr("Needles of the mixture"), {tr("Needle"), tr("Mixture"), tr("Alone"), tr("Rank")},
                       {66, 54, 54})),
      m_tags(makeTable(tr("What else the model hears"), {tr("Tag"), tr("Mixture"), tr("Alone")}, {70, 66}))
{
    auto* tag = new QHBoxLayout;
    tag->setContentsMargins(kInset, 2, kInset, 2);
    m_tag->setWeight(QFont::DemiBold);
    tag->addWidget(m_tag);
    body()->addLayout(tag);
    auto* numbers = new QHBoxLayout;
    numbers->setContentsMargins(kInset, 2, kInset, 2);
    numbers->setSpacing(8);
    m_probability->setWeight(QFont::DemiBold);
    m_probability->setWidthFor(QStringLiteral("0.00"));
    numbers->addWidget(m_probability);
    numbers->addWidget(m_alone, 1);
    body()->addLayout(numbers);
    m_bar->setToolTip(tr("Bar: in the mixture. Mark: the needle alone, 10.24 s"));
    body()->addWidget(m_bar);
    body()->addSpacing(2);
    body()->addWidget(m_drop);
    body()->addWidget(m_rank);
    body()->addSpacing(6);
    body()->addWidget(new Hairline(Qt::Horizontal, this));
    body()->addWidget(m_each);
    m_each->setVisible(false);
    m_tags->setMinimumHeight(56);
    body()->addWidget(m_tags, 1);
    connect(m_each, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item)
            m_session.setCurrent(item->data(0, Qt::UserRole).toInt());
    });
    connect(&session, &HaystackSession::needlesChanged, this, &ScoresPanel::refresh);
    connect(&session, &HaystackSession::answerChanged, this, &ScoresPanel::refresh);
    connect(&session, &HaystackSession::currentChanged, this, &ScoresPanel::refresh);
    refresh();
}

QString ScoresPanel::probability() const
{
    return m_probability->text();
}

QString ScoresPanel::rank() const
{
    return m_rank->value();
}

QTreeWidget* ScoresPanel::makeTable(const QString& name, const QStringList& columns, const std::vector<int>& widths)
{
    auto* table = new QTreeWidget(this);
    table->setAccessibleName(name);
    table->setColumnCount(static_cast<int>(columns.size()));
    table->setHeaderLabels(columns);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setItemDelegate(new PaddedDelegate(table));
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView* header = table->header();
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < static_cast<int>(columns.size()); ++column) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, widths[static_cast<std::size_t>(column - 1)]);
        table->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return table;
}

void ScoresPanel::clear()
{
    setHint(m_session.isProbing() ? stageText(m_session.progress()) : QString());
    m_tag->setText(m_session.error().isEmpty() ? tr("Nothing heard yet") : m_session.error());
    m_tag->setTone(m_session.error().isEmpty() ? TextTone::Text : TextTone::Danger);
    m_probability->setText(QString(QChar(0x2013)));
    m_alone->setText({});
    m_bar->set(-1, 0, true);
    m_drop->setValue({});
    m_rank->setValue({});
    m_tags->clear();
}

void ScoresPanel::refresh()
{
    refreshEach();
    const ProbeAnswer* answer = m_session.answer();
    const NeedleClip* clip = m_session.needle();
    const std::int64_t label = m_session.labelClass();
    if (!clip || label < 0 || (clip->hidden && !answer)) {
        clear();
        return;
    }
    const NeedleHeard heard = m_session.heard(m_session.current());
    const QString error = m_session.error();
    m_tag->setText(error.isEmpty()
                       ? QString::fromStdString(m_session.modelInfo()->labels[static_cast<std::size_t>(label)].name)
                       : error);
    m_tag->setTone(error.isEmpty() ? TextTone::Text : TextTone::Danger);
    const bool known = heard.mixture >= 0 && heard.alone >= 0;
    m_probability->setText(known ? probabilityText(heard.mixture) : QString(QChar(0x2013)));
    m_alone->setText(heard.alone >= 0 ? tr("10 s baseline %1").arg(probabilityText(heard.alone)) : QString());
    m_bar->set(known ? heard.mixture : -1, heard.alone, answer && answer->exact, m_session.current());
    m_drop->setValue(known && heard.alone > 0 ? percentText(1 - heard.mixture / heard.alone).replace('-', QChar(0x2212))
                                              : QString());
    m_rank->setValue(known ? tr("%1 (alone: %2)").arg(heard.rank).arg(heard.rankAlone) : QString());
    m_rank->setToolTip(tr("Among %1 tags").arg(m_session.modelInfo()->classes));
    if (!clip->hidden)
        setHint(tr("not in the mixture"));
    else if (!answer->exact)
        setHint(tr("quick, of %1 around it").arg(lengthText(answer->frames)));
    else if (answer->seconds > 0)
        setHint(tr("exact, %1").arg(shortDurationText(answer->seconds)));
    else
        setHint(tr("exact"));
    refreshTags(label);
}

void ScoresPanel::refreshEach()
{
    const QSignalBlocker block(m_each);
    const int hidden = m_session.hidden();
    m_each->setVisible(hidden > 1);
    if (hidden <= 1) {
        m_each->clear();
        return;
    }
    setRows(m_each, static_cast<std::size_t>(hidden));
    int row = 0;
    QTreeWidgetItem* chosen = nullptr;
    for (int i = 0; i < static_cast<int>(m_session.needles().size()); ++i) {
        const NeedleClip& clip = m_session.needles()[static_cast<std::size_t>(i)];
        if (!clip.hidden)
            continue;
        QTreeWidgetItem* item = m_each->topLevelItem(row++);
        const NeedleHeard heard = m_session.heard(i);
        const std::int64_t label = m_session.labelClass(i);
        item->setText(0, clip.name);
        item->setToolTip(0, label < 0 ? clip.name
                                      : clip.name + '\n' +
                                            QString::fromStdString(
                                                m_session.modelInfo()->labels[static_cast<std::size_t>(label)].name));
        item->setData(0, Qt::UserRole, i);
        setNumber(item, 1, heard.mixture);
        setNumber(item, 2, heard.alone);
        item->setForeground(2, tokens().secondary);
        item->setText(3, heard.rank > 0 ? QString::number(heard.rank) : QString(QChar(0x2013)));
        item->setToolTip(3, heard.rank > 0 ? tr("rank %1, alone %2").arg(heard.rank).arg(heard.rankAlone) : QString());
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        if (i == m_session.current())
            chosen = item;
    }
    m_each->setCurrentItem(chosen);
    const int rowHeight = m_each->sizeHintForRow(0);
    m_each->setFixedHeight(m_each->header()->sizeHint().height() + std::min(hidden, kShownNeedles) * rowHeight + 2);
}

void ScoresPanel::refreshTags(std::int64_t label)
{
    const ProbeAnswer* answer = m_session.answer();
    if (!answer || answer->mixture.empty()) {
        m_tags->clear();
        return;
    }
    const auto c = static_cast<std::size_t>(label);
    const std::vector<float>* alone = m_session.aloneOf(m_session.current());
    std::vector<std::size_t> order(answer->mixture.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto shown = std::min<std::size_t>(kShownTags, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](std::size_t a, std::size_t b) { return answer->mixture[a] > answer->mixture[b]; });
    order.resize(shown);
    if (std::find(order.begin(), order.end(), c) == order.end())
        order.push_back(c);
    setRows(m_tags, order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        QTreeWidgetItem* item = m_tags->topLevelItem(static_cast<int>(i));
        const QString name = QString::fromStdString(answer->model->labels[order[i]].name);
        item->setText(0, name);
        item->setToolTip(0, name);
        setNumber(item, 1, static_cast<double>(answer->mixture[order[i]]));
        setNumber(item, 2, alone ? static_cast<double>((*alone)[order[i]]) : -1);
        for (int column = 0; column < 3; ++column)
            item->setFont(column, textFont(TextSize::Body, order[i] == c ? QFont::DemiBold : QFont::Normal));
        item->setForeground(2, tokens().secondary);
    }
}

} // namespace dass
