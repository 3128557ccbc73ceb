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
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace dass {

namespace {

constexpr int kShownTags = 12;

std::int64_t rankOf(const std::vector<float>& values, std::size_t c)
{
    return 1 + std::count_if(values.begin(), values.end(), [&](float value) { return value > values[c]; });
}

} // namespace

// The needle's probability as a bar, that of the needle alone as a mark.
class ScoreBar : public QWidget
{
public:
    explicit ScoreBar(QWidget* parent) : QWidget(parent) { setFixedHeight(14); }

    void set(double value, double mark, bool exact)
    {
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
        QColor colour = tokens().tag(0);
        if (!m_exact)
            colour.setAlphaF(0.5F);
        painter.fillRect(QRect(track.left(), track.top(), qRound(track.width() * m_value), track.height()), colour);
        painter.fillRect(QRect(track.left() + qRound(track.width() * m_mark), 0, 2, height()), tokens().text);
    }

private:
    double m_value = -1;
    double m_mark = 0;
    bool m_exact = true;
};

ScoresPanel::ScoresPanel(HaystackSession& session, QWidget* parent)
    : Panel(tr("Scores"), parent), m_session(session), m_tag(new ElidedLabel(this)),
      m_probability(new ElidedLabel(TextSize::Large, TextTone::Text, this)),
      m_alone(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)), m_bar(new ScoreBar(this)),
      m_drop(new ValueRow(tr("Relative drop"), this)), m_rank(new ValueRow(tr("Rank"), this)),
      m_tags(new QTreeWidget(this))
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
    m_tags->setAccessibleName(tr("What else the model hears"));
    m_tags->setColumnCount(3);
    m_tags->setHeaderLabels({tr("Tag"), tr("Mixture"), tr("Alone")});
    m_tags->setRootIsDecorated(false);
    m_tags->setUniformRowHeights(true);
    m_tags->setItemDelegate(new PaddedDelegate(m_tags));
    m_tags->setFrameShape(QFrame::NoFrame);
    m_tags->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tags->setMinimumHeight(56);
    QHeaderView* header = m_tags->header();
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int column : {1, 2}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, 68);
        m_tags->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_tags->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_tags, 1);
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

void ScoresPanel::refresh()
{
    const ProbeAnswer* answer = m_session.answer();
    const std::int64_t label = m_session.labelClass();
    if (!answer || label < 0) {
        setHint(m_session.isProbing() ? stageText(m_session.progress()) : QString());
        m_tag->setText(m_session.error().isEmpty() ? tr("Nothing heard yet") : m_session.error());
        m_probability->setText(QString(QChar(0x2013)));
        m_alone->setText({});
        m_bar->set(-1, 0, true);
        m_drop->setValue({});
        m_rank->setValue({});
        m_tags->clear();
        return;
    }
    const auto c = static_cast<std::size_t>(label);
    const double value = static_cast<double>(answer->mixture[c]);
    const double alone = static_cast<double>(answer->alone[c]);
    m_tag->setText(m_session.error().isEmpty() ? QString::fromStdString(answer->model->labels[c].name)
                                               : m_session.error());
    m_tag->setTone(m_session.error().isEmpty() ? TextTone::Text : TextTone::Danger);
    m_probability->setText(probabilityText(value));
    m_alone->setText(tr("10 s baseline %1").arg(probabilityText(alone)));
    m_bar->set(value, alone, answer->exact);
    m_drop->setValue(alone > 0 ? percentText(1 - value / alone).replace('-', QChar(0x2212)) : QString());
    m_rank->setValue(tr("%1 (alone: %2)").arg(rankOf(answer->mixture, c)).arg(rankOf(answer->alone, c)));
    m_rank->setToolTip(tr("Among %1 tags").arg(answer->mixture.size()));
    if (!answer->exact)
        setHint(tr("quick, of %1 around it").arg(lengthText(answer->frames)));
    else if (answer->seconds > 0)
        setHint(tr("exact, %1").arg(shortDurationText(answer->seconds)));
    else
        setHint(tr("exact"));

    std::vector<std::size_t> order(answer->mixture.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto shown = std::min<std::size_t>(kShownTags, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](std::size_t a, std::size_t b) { return answer->mixture[a] > answer->mixture[b]; });
    order.resize(shown);
    if (std::find(order.begin(), order.end(), c) == order.end())
        order.push_back(c);
    while (m_tags->topLevelItemCount() > static_cast<int>(order.size()))
        delete m_tags->takeTopLevelItem(m_tags->topLevelItemCount() - 1);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (static_cast<int>(i) >= m_tags->topLevelItemCount())
            m_tags->addTopLevelItem(new QTreeWidgetItem);
        QTreeWidgetItem* item = m_tags->topLevelItem(static_cast<int>(i));
        const QString name = QString::fromStdString(answer->model->labels[order[i]].name);
        item->setText(0, name);
        item->setToolTip(0, name);
        item->setText(1, probabilityText(static_cast<double>(answer->mixture[order[i]])));
        item->setText(2, probabilityText(static_cast<double>(answer->alone[order[i]])));
        for (int column = 0; column < 3; ++column)
            item->setFont(column, textFont(TextSize::Body, order[i] == c ? QFont::DemiBold : QFont::Normal));
        for (const int column : {1, 2})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setForeground(2, tokens().secondary);
    }
}

} // namespace dass
