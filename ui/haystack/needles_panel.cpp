#include "ui/haystack/needles_panel.h"

#include "app/haystack/haystack_session.h"
#include "app/session/label_tree.h"
#include "ui/analyze/tag_dialog.h"
#include "ui/haystack/padded_delegate.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text_format.h"

#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <string>
#include <unordered_map>

namespace dass {

namespace {

// Machine ids of AudioSet and what they are called.
std::unordered_map<std::string, QString> labelsByMid()
{
    const auto labels = LabelTree::audioSet();
    std::unordered_map<std::string, QString> names;
    for (std::int64_t c = 0; c < labels->classes(); ++c)
        names.try_emplace(labels->labels()[static_cast<std::size_t>(c)].mid, labels->name(c));
    return names;
}

QString labelNames(const NeedleClip& clip, const std::unordered_map<std::string, QString>& labels)
{
    QStringList names;
    for (const std::string& mid : clip.mids)
        if (const auto name = labels.find(mid); name != labels.end())
            names << name->second;
    return names.join(QStringLiteral(", "));
}

} // namespace

NeedlesPanel::NeedlesPanel(HaystackSession& session, QWidget* parent)
    : Panel(tr("Needles"), parent), m_session(session), m_list(new QTreeWidget(this)), m_label(new QPushButton(this)),
      m_remove(makeIconButton(Icon::Close, tr("Take the needle away"), this)),
      m_hint(new ElidedLabel(TextSize::Label, TextTone::Secondary, this))
{
    QToolButton* add = addButton(Icon::Plus, tr("Add clips"));
    connect(add, &QToolButton::clicked, this, &NeedlesPanel::addRequested);
    m_list->setAccessibleName(tr("Needles"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new PaddedDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    m_list->header()->resizeSection(1, 52);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(84);
    body()->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kInset, 4, kInset - 4, 0);
    row->setSpacing(4);
    m_label->setAccessibleName(tr("Label of the needle"));
    m_remove->setFixedSize(22, 22);
    row->addWidget(m_label, 1);
    row->addWidget(m_remove);
    body()->addLayout(row);
    auto* hints = new QHBoxLayout;
    hints->setContentsMargins(kInset, 4, kInset, 6);
    m_hint->setText(tr("Tick to hide. Drop clips here."));
    m_hint->setToolTip(
        tr("Ticked clips are needles in one haystack. Right: the probability of each in the clip alone."));
    hints->addWidget(m_hint);
    body()->addLayout(hints);

    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item)
            m_session.setCurrent(m_list->indexOfTopLevelItem(item));
    });
    connect(m_list, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
        m_session.setHidden(m_list->indexOfTopLevelItem(item), item->checkState(0) == Qt::Checked);
    });
    connect(m_label, &QPushButton::clicked, this, &NeedlesPanel::chooseLabel);
    connect(m_remove, &QToolButton::clicked, this, [this] { m_session.removeNeedle(m_session.current()); });
    connect(&session, &HaystackSession::needlesChanged, this, &NeedlesPanel::fill);
    connect(&session, &HaystackSession::currentChanged, this, &NeedlesPanel::updateChosen);
    connect(&Theme::instance(), &Theme::changed, this, &NeedlesPanel::fill);
    fill();
}

void NeedlesPanel::fill()
{
    const QSignalBlocker block(m_list);
    const auto& needles = m_session.needles();
    while (m_list->topLevelItemCount() > static_cast<int>(needles.size()))
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    while (m_list->topLevelItemCount() < static_cast<int>(needles.size()))
        m_list->addTopLevelItem(new QTreeWidgetItem);
    const auto labels = labelsByMid();
    for (int i = 0; i < static_cast<int>(needles.size()); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        const NeedleClip& clip = needles[static_cast<std::size_t>(i)];
        const QString names = labelNames(clip, labels);
        const QString error = m_session.clipError(i);
        item->setText(0, error.isEmpty()         ? clip.name
                         : m_session.isSilent(i) ? tr("Silent: %1").arg(clip.name)
                                                 : tr("Unreadable: %1").arg(clip.name));
        item->setForeground(0, error.isEmpty() ? tokens().text : tokens().danger);
        item->setCheckState(0, clip.hidden ? Qt::Checked : Qt::Unchecked);
        item->setData(0, Qt::DecorationRole, tokens().tag(i));
        QStringList words{QDir::toNativeSeparators(clip.path)};
        if (!names.isEmpty())
            words << names;
        words << (!error.isEmpty() ? error : clip.hidden ? tr("in the mixture") : tr("tick to hide it in the mixture"));
        item->setToolTip(0, words.join('\n'));
        const double alone = m_session.alone(i);
        item->setText(1, alone < 0 ? QString() : probabilityText(alone));
        item->setToolTip(1, tr("Probability of its label in the clip alone, 10.24 s"));
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    updateChosen();
}

void NeedlesPanel::updateChosen()
{
    const QSignalBlocker block(m_list);
    const int current = m_session.current();
    m_list->setCurrentItem(current < 0 ? nullptr : m_list->topLevelItem(current));
    const NeedleClip* clip = m_session.needle();
    m_label->setEnabled(clip != nullptr);
    m_remove->setEnabled(clip != nullptr);
    const QString names = clip ? labelNames(*clip, labelsByMid()) : QString();
    const QString text = names.isEmpty() ? tr("Label…") : names;
    m_label->setText(m_label->fontMetrics().elidedText(text, Qt::ElideRight, 150));
    m_label->setToolTip(clip ? tr("What is heard in the needle: %1. Click to choose another tag")
                                   .arg(names.isEmpty() ? tr("not told yet") : names)
                             : tr("Add a clip first"));
}

void NeedlesPanel::chooseLabel()
{
    const NeedleClip* clip = m_session.needle();
    if (!clip)
        return;
    const auto labels = LabelTree::audioSet();
    std::int64_t current = -1;
    for (std::int64_t c = 0; c < labels->classes() && !clip->mids.empty(); ++c)
        if (labels->labels()[static_cast<std::size_t>(c)].mid == clip->mids.front())
            current = c;
    auto* dialog = new TagDialog(labels, tr("Label of the needle"), tr("Use this label"), current, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TagDialog::chosen, this, [this, labels, id = clip->id](std::int64_t c) {
        if (const int index = m_session.indexOf(id); index >= 0)
            m_session.setLabels(index, {labels->labels()[static_cast<std::size_t>(c)].mid});
    });
    dialog->open();
}

} // namespace dass
