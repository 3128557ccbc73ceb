#include "ui/haystack/builder_panel.h"

#include "app/haystack/haystack_session.h"
#include "app/haystack/number_list.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_words.h"
#include "ui/style/icons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/panel.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

BuilderPanel::BuilderPanel(HaystackSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_words(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)),
      m_plot(new BuilderPlot(this))
{
    auto* title = new ElidedLabel(this);
    title->setWeight(QFont::DemiBold);
    title->setText(tr("Builder"));
    auto* out = makeIconButton(Icon::ZoomOut, tr("Zoom out"), this);
    auto* in = makeIconButton(Icon::ZoomIn, tr("Zoom in at the needle"), this);
    auto* fit = makeIconButton(Icon::ZoomFit, tr("The whole mixture"), this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 8, 0);
    row->setSpacing(8);
    row->addWidget(title);
    row->addWidget(m_words, 1);
    for (QToolButton* button : {fit, out, in}) {
        button->setFixedSize(26, 24);
        row->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_plot, 1);
    connect(fit, &QToolButton::clicked, m_plot, &BuilderPlot::fit);
    connect(in, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(1.6); });
    connect(out, &QToolButton::clicked, m_plot, [this] { m_plot->zoom(1 / 1.6); });
    connect(m_plot, &BuilderPlot::positionChanged, this, [this](double position) {
        HaystackChoice choice = m_session.choice();
        choice.position = position;
        m_session.setChoice(choice);
    });
    connect(&session, &HaystackSession::choiceChanged, this, &BuilderPanel::showChoice);
    connect(&session, &HaystackSession::currentChanged, this, &BuilderPanel::showChoice);
    connect(&session, &HaystackSession::choiceChanged, this, &BuilderPanel::showSweep);
    connect(&session, &HaystackSession::mixtureChanged, this, [this] { m_plot->setMixture(m_session.mixture()); });
    connect(&session, &HaystackSession::sweepChanged, this, &BuilderPanel::showSweep);
    connect(&session, &HaystackSession::answerChanged, this, &BuilderPanel::showSweep);
    showChoice();
}

void BuilderPanel::showChoice()
{
    const NeedleClip* needle = m_session.needle();
    m_plot->setChoice(m_session.choice());
    m_plot->setNeedle(needle ? needle->name : QString());
    m_words->setText(needle ? tr("%1 in %2 (%3)")
                                  .arg(needle->name, lengthText(m_session.choice().frames),
                                       haystackName(m_session.choice().haystack.kind))
                            : QString());
}

void BuilderPanel::showSweep()
{
    m_plot->setHint(!m_session.error().isEmpty() ? m_session.error()
                    : m_session.isProbing()      ? stageText(m_session.progress())
                                                 : QString());
    const std::int64_t label = m_session.labelClass();
    std::map<double, float> line;
    if (label >= 0)
        for (const auto& [position, values] : m_session.sweep())
            line[position] = values[static_cast<std::size_t>(label)];
    m_plot->setSweep(std::move(line),
                     label >= 0 ? static_cast<double>(m_session.answer()->alone[static_cast<std::size_t>(label)]) : -1);
}

} // namespace dass
