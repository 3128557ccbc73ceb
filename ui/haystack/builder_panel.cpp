#include "ui/haystack/builder_panel.h"

#include "app/haystack/haystack_session.h"
#include "app/haystack/number_list.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_words.h"
#include "ui/style/icons.h"
#include "ui/style/studio_style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fitting_row.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

BuilderPanel::BuilderPanel(HaystackSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_words(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)),
      m_grow(new HintButton(tr("Grow into an experiment"), {}, this)), m_plot(new BuilderPlot(this))
{
    auto* title = new ElidedLabel(this);
    title->setWeight(QFont::DemiBold);
    title->setText(tr("Builder"));
    auto* out = makeIconButton(Icon::ZoomOut, tr("Zoom out"), this);
    auto* in = makeIconButton(Icon::ZoomIn, tr("Zoom in at the needle"), this);
    auto* fit = makeIconButton(Icon::ZoomFit, tr("The whole mixture"), this);
    // What goes first in a narrow window is in the workspace's menu.
    constexpr int kGrow = 1;
    constexpr int kTitle = 2;
    auto* header = new FittingRow(this);
    header->row()->setContentsMargins(12, 4, 8, 0);
    header->row()->setSpacing(8);
    m_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // takes what is left
    m_grow->setProperty(styleproperty::kToolRow, true);
    header->add(title, kTitle);
    header->add(m_words, 0, 1);
    header->add(m_grow, kGrow);
    for (QToolButton* button : {fit, out, in}) {
        button->setFixedSize(26, 24);
        header->add(button);
    }
    setGrowable(false, {});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(header);
    layout->addWidget(m_plot, 1);
    connect(m_grow, &QPushButton::clicked, this, &BuilderPanel::growRequested);
    connect(fit, &QToolButton::clicked, m_plot, &BuilderPlot::fit);
    connect(in, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(1.6); });
    connect(out, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(1 / 1.6); });
    connect(m_plot, &BuilderPlot::positionChanged, this, [this](double position) {
        HaystackChoice choice = m_session.choice();
        choice.position = position;
        m_session.setChoice(choice);
    });
    connect(m_plot, &BuilderPlot::needleChosen, &session, &HaystackSession::setCurrent);
    for (const auto signal : {&HaystackSession::choiceChanged, &HaystackSession::currentChanged,
                              &HaystackSession::needlesChanged, &HaystackSession::answerChanged})
        connect(&session, signal, this, &BuilderPanel::showChoice);
    connect(&session, &HaystackSession::choiceChanged, this, &BuilderPanel::showSweep);
    connect(&session, &HaystackSession::mixtureChanged, this, [this] { m_plot->setMixture(m_session.mixture()); });
    connect(&session, &HaystackSession::sweepChanged, this, &BuilderPanel::showSweep);
    connect(&session, &HaystackSession::answerChanged, this, &BuilderPanel::showSweep);
    showChoice();
}

void BuilderPanel::setGrowable(bool growable, const QString& why)
{
    m_grow->setEnabled(growable);
    m_grow->setToolTip(growable
                           ? tr("The plan below gets this haystack, its ratio and pooling, how needles are put in, "
                                "and lengths up to this one")
                           : why);
}

void BuilderPanel::showChoice()
{
    const HaystackChoice& choice = m_session.choice();
    m_plot->setChoice(choice);
    std::vector<SceneNeedle> needles;
    int current = -1;
    const std::vector<std::int64_t> begins = m_session.begins();
    for (int i = 0; i < static_cast<int>(begins.size()); ++i) {
        if (begins[static_cast<std::size_t>(i)] < 0)
            continue;
        if (i == m_session.current())
            current = static_cast<int>(needles.size());
        needles.push_back(describe(i, begins[static_cast<std::size_t>(i)]));
    }
    const QString length = lengthText(choice.frames);
    const QString kind = haystackName(choice.haystack.kind);
    const auto count = static_cast<int>(needles.size());
    m_words->setText(m_session.needles().empty() ? QString()
                     : count == 0                ? tr("no needle in %1 (%2)").arg(length, kind)
                     : count == 1                ? tr("%1 in %2 (%3)").arg(needles.front().name, length, kind)
                                                 : tr("%n needles in %1 (%2)", nullptr, count).arg(length, kind));
    if (const NeedleClip* clip = m_session.needle(); current >= 0)
        if (needles[static_cast<std::size_t>(current)].begin != niah::needleStart(choice.frames, clip->position))
            m_words->setText(m_words->text() + QStringLiteral(", ") + tr("%1 moved aside").arg(clip->name));
    m_plot->setNeedles(std::move(needles), current);
}

SceneNeedle BuilderPanel::describe(int index, std::int64_t begin) const
{
    const HaystackChoice& choice = m_session.choice();
    const NeedleClip& clip = m_session.needles()[static_cast<std::size_t>(index)];
    const auto seconds = [](std::int64_t frame) { return shortTimeText(static_cast<double>(frame) / 100, true); };
    SceneNeedle needle;
    needle.name = clip.name;
    needle.begin = begin;
    needle.listed = index;
    needle.facts = tr("%1 to %2").arg(seconds(begin), seconds(begin + niah::kNeedleFrames));
    const std::optional<double> ratio = clip.ratio ? clip.ratio : choice.snrDb;
    if (ratio && choice.haystack.kind != niah::HaystackKind::Zero)
        needle.facts += QStringLiteral(", ") + ratioText(*ratio);
    needle.words = needle.name + '\n' + needle.facts;
    if (begin != niah::needleStart(choice.frames, clip.position))
        needle.words += '\n' + tr("moved aside: only needles that are laid over the sound may lie over each other");
    if (const NeedleHeard heard = m_session.heard(index); heard.mixture >= 0 && heard.alone >= 0) {
        needle.score = tr("%1, alone %2").arg(probabilityText(heard.mixture), probabilityText(heard.alone));
        needle.words += '\n' + needle.score + '\n' + tr("rank %1, alone %2").arg(heard.rank).arg(heard.rankAlone);
    }
    return needle;
}

void BuilderPanel::showSweep()
{
    const bool nothing = m_session.hidden() == 0 && !m_session.needles().empty();
    m_plot->setHint(!m_session.error().isEmpty() ? m_session.error()
                    : nothing                    ? tr("Tick a clip to hide it here")
                    : m_session.isProbing()      ? stageText(m_session.progress())
                                                 : QString());
    const NeedleClip* clip = m_session.needle();
    const std::int64_t label = clip && clip->hidden ? m_session.labelClass() : -1;
    std::map<std::int64_t, float> line;
    if (label >= 0)
        for (const auto& [begin, values] : m_session.sweep())
            line[begin] = values[static_cast<std::size_t>(label)];
    m_plot->setSweep(std::move(line), label >= 0 ? m_session.alone(m_session.current()) : -1);
}

} // namespace dass
