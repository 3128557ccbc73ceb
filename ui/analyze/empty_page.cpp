#include "ui/analyze/empty_page.h"

#include "app/session/analyze_session.h"
#include "ui/analyze/model_table.h"
#include "ui/analyze/recent_sessions.h"
#include "ui/analyze/sample_preview.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace dass {

namespace {

constexpr int kContentWidth = 712;
constexpr int kHeroButton = 32;

QLabel* makeWords(const QString& text, TextSize size, bool secondary, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(textFont(size));
    label->setWordWrap(true);
    if (secondary)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* makeTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(titleFont());
    return label;
}

} // namespace

EmptyPage::EmptyPage(AnalyzeSession& session, const QString& sample, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 24, 12, 24);
    column->setSpacing(0);
    column->addStretch(2);
    column->addWidget(makeOpenPart());
    auto* recent = new RecentSessions(session.settings(), content);
    column->addWidget(recent);
    connect(recent, &RecentSessions::openRequested, this, &EmptyPage::openSessionRequested);
    if (!sample.isEmpty()) {
        column->addSpacing(20);
        column->addWidget(new Hairline(Qt::Horizontal, content));
        column->addSpacing(16);
        column->addWidget(makeSamplePart(sample));
    }
    column->addSpacing(16);
    column->addWidget(new Hairline(Qt::Horizontal, content));
    column->addSpacing(16);
    column->addWidget(new ModelTable(session, content));
    column->addStretch(3);
    content->setFixedWidth(kContentWidth + 24);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignHCenter);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

QWidget* EmptyPage::makeOpenPart()
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* title = new QLabel(tr("Open a recording to see what is in it"), part);
    title->setFont(textFont(TextSize::Large, QFont::DemiBold));
    column->addWidget(title);
    column->addSpacing(6);
    column->addWidget(
        makeWords(tr("Every second is given a probability for each of 527 sounds, from speech and music to "
                     "thunder.\nDrop files or folders anywhere in this window, or open them here."),
                  TextSize::Body, true, part));
    column->addSpacing(14);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 3, 0, 3); // room for the focus ring
    buttons->setSpacing(8);
    m_open = new HintButton(tr("Open recordings…"), {}, part);
    m_open->setPrimary(true);
    m_open->setIcon(themedIcon(Icon::Folder, IconTone::OnAccent));
    auto* folder = new HintButton(tr("Open folder…"), {}, part);
    const auto showKeys = [this, folder] {
        m_open->setHint(KeyNames::instance().of("file.open"));
        folder->setHint(KeyNames::instance().of("file.open_folder"));
        for (HintButton* button : {m_open, folder})
            button->setMinimumWidth(button->sizeHint().width() + 8);
    };
    m_open->setFixedHeight(kHeroButton);
    folder->setFixedHeight(kHeroButton);
    connect(&KeyNames::instance(), &KeyNames::changed, this, showKeys);
    showKeys();
    buttons->addWidget(m_open);
    buttons->addWidget(folder);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addSpacing(10);
    column->addWidget(makeWords(tr("WAV, RF64, W64, FLAC, MP3, Ogg, M4A, the sound of videos, and whatever else FFmpeg "
                                   "reads. Any length, any sample rate."),
                                TextSize::Label, true, part));
    connect(m_open, &QPushButton::clicked, this, &EmptyPage::openFilesRequested);
    connect(folder, &QPushButton::clicked, this, &EmptyPage::openFolderRequested);
    return part;
}

QWidget* EmptyPage::makeSamplePart(const QString& sample)
{
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(makeTitle(tr("Or start with the sample"), part));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    auto* preview = new SamplePreview(sample, part);
    row->addWidget(preview, 1, Qt::AlignTop);
    auto* side = new QVBoxLayout;
    side->setSpacing(2);
    side->addWidget(new QLabel(QFileInfo(sample).fileName(), part));
    auto* facts = makeWords(QString(), TextSize::Label, true, part);
    facts->setWordWrap(false);
    side->addWidget(facts);
    side->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* play = makeIconButton(Icon::Play, tr("Play the sample"), part);
    play->setAutoRaise(false);
    play->setFixedSize(26, 26);
    auto* tag = new HintButton(tr("Tag the sample"), {}, part);
    buttons->addWidget(play);
    buttons->addWidget(tag);
    buttons->addStretch();
    side->addLayout(buttons);
    side->addStretch();
    row->addLayout(side);
    column->addLayout(row);
    connect(preview, &SamplePreview::described, facts, &QLabel::setText);
    connect(play, &QToolButton::clicked, this, &EmptyPage::playSampleRequested);
    connect(tag, &QPushButton::clicked, this, &EmptyPage::openSampleRequested);
    return part;
}

int EmptyPage::contentWidth() const
{
    return kContentWidth + 24;
}

void EmptyPage::focusFirst()
{
    m_open->setFocus(Qt::OtherFocusReason);
}

} // namespace dass
