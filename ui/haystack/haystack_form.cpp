#include "ui/haystack/haystack_form.h"

#include "app/haystack/number_list.h"
#include "app/jobs/path_text.h"
#include "core/niah/needle_set.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/value_slider.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/path_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace dass {

namespace {

constexpr double kLeastFrames = 1024;
constexpr double kMostFrames = 8'640'000;                            // 24 h
constexpr double kMostRatio = 40;                                    // dB, either way, of the slider
constexpr double kNoRatio = std::numeric_limits<double>::infinity(); // of the slider: as loud as it is
constexpr int kLeastField = 104; // wide, of which a file's name has what the button's edges leave
constexpr int kButtonEdges = 40;

// Round lengths, so that a slider does not stop at 4 min 37.21 s.
double roundLength(double frames)
{
    const double seconds = frames / 100;
    const double step = seconds < 60 ? 1 : seconds < 600 ? 10 : seconds < 3600 ? 60 : seconds < 36000 ? 600 : 3600;
    return std::max(kLeastFrames, std::round(seconds / step) * step * 100);
}

ValueSlider::Scale lengthScale()
{
    const double range = std::log(kMostFrames / kLeastFrames);
    return {[=](double share) { return roundLength(kLeastFrames * std::exp(share * range)); },
            [=](double frames) { return std::log(frames / kLeastFrames) / range; },
            [](const QString& text) -> std::optional<double> {
                const auto frames = parseLength(text);
                return frames ? std::optional(static_cast<double>(*frames)) : std::nullopt;
            },
            [](double frames) { return lengthText(static_cast<std::int64_t>(frames)); }};
}

ValueSlider::Scale positionScale()
{
    const auto same = [](double value) { return value; };
    return {[](double share) { return std::round(share * 100) / 100; }, same,
            [](const QString& text) -> std::optional<double> {
                const auto positions = parsePositions(text);
                return positions && positions->size() == 1 ? std::optional(positions->front()) : std::nullopt;
            },
            [](double position) { return QLocale().toString(position, 'f', 2); }};
}

// takesNone: whether there may be no ratio.
ValueSlider::Scale ratioScale(std::function<bool()> takesNone)
{
    return {[](double share) { return std::round((2 * share - 1) * kMostRatio); },
            [](double ratio) { return ratio == kNoRatio ? 0.5 : std::clamp((ratio / kMostRatio + 1) / 2, 0.0, 1.0); },
            [takesNone = std::move(takesNone)](const QString& text) -> std::optional<double> {
                QString number = text;
                const auto ratios = parseRatios(number.remove(QStringLiteral("dB")).remove('+'));
                if (!ratios || ratios->size() != 1)
                    return std::nullopt;
                if (!ratios->front())
                    return takesNone() ? std::optional(kNoRatio) : std::nullopt;
                return ratios->front();
            },
            [](double ratio) { return ratio == kNoRatio ? ratiosText({std::nullopt}) : ratioText(ratio); }};
}

// What is to be said of a choice: where it may be cut, all of it first.
QString hintOf(const QComboBox& box, const QString& words)
{
    if (box.width() >= box.sizeHint().width())
        return words;
    return words.isEmpty() ? box.currentText() : box.currentText() + '\n' + words;
}

} // namespace

HaystackForm::HaystackForm(QWidget* parent)
    : Panel(tr("Haystack"), parent), m_kind(new QComboBox(this)), m_file(new QPushButton(tr("Choose…"), this)),
      m_babble(makeBabbleMenu()), m_length(new ValueSlider(tr("Length"), lengthScale(), this)),
      m_position(new ValueSlider(tr("Position"), positionScale(), this)),
      m_ratio(new ValueSlider(
          tr("SNR"), ratioScale([this] { return !m_own && m_choice.haystack.kind == niah::HaystackKind::Recording; }),
          this)),
      m_ownRatio(new QCheckBox(tr("SNR of this needle alone"), this)), m_seed(new QSpinBox(this)),
      m_insertion(new QComboBox(this)), m_pooling(new QComboBox(this))
{
    addSource();
    addSliders();
    addSeed();
    addListening();
    connectSource();
    connectRatio();
    connectChoices();
    setChoice(m_choice);
    setOwnRatio({}, false);
}

// What the needle is hidden in.
void HaystackForm::addSource()
{
    for (const niah::HaystackKind kind : haystackKinds())
        m_kind->addItem(haystackName(kind));
    m_kind->setAccessibleName(tr("Kind of haystack"));
    addRow(tr("Kind"), m_kind);
    m_file->setAccessibleName(tr("File of the haystack"));
    m_fileRow = addRow(tr("File"), m_file);
}

void HaystackForm::addSliders()
{
    m_length->field()->setToolTip(tr("10.24 s to 24 h: “90 s”, “5 min”, “2.5 h”"));
    m_position->field()->setToolTip(tr("Where the chosen needle begins: 0 is the start, 1 the end"));
    m_ratio->field()->setToolTip(tr("Loudness of the needle over that of the haystack; “none” leaves a recording as "
                                    "loud as it is"));
    for (ValueSlider* slider : {m_length, m_position, m_ratio})
        body()->addWidget(slider);
    m_ownRatio->setToolTip(tr("The first needle stays as loud as it is; the haystack and the other needles are made "
                              "louder or softer"));
    auto* own = new QHBoxLayout;
    own->setContentsMargins(kInset, 2, kInset, 2);
    own->addWidget(m_ownRatio);
    body()->addLayout(own);
}

void HaystackForm::addSeed()
{
    m_seed->setRange(0, 1'000'000);
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed gives the same noise"));
    m_seed->setAlignment(Qt::AlignRight);
    m_seedRow = addRow(tr("Seed"), m_seed);
}

// How the needle is put in, and how the model sums up.
void HaystackForm::addListening()
{
    for (const auto insertion : {niah::Insertion::Spectrogram, niah::Insertion::Waveform, niah::Insertion::Overlay}) {
        m_insertion->addItem(insertionName(insertion));
        m_insertion->setItemData(m_insertion->count() - 1, insertionHint(insertion, m_choice.crossfadeSeconds),
                                 Qt::ToolTipRole);
    }
    m_insertion->setAccessibleName(tr("How the needle is put in"));
    addRow(tr("Put in"), m_insertion);
    for (const Pooling pooling : allPoolings())
        m_pooling->addItem(poolingName(pooling));
    m_pooling->setAccessibleName(tr("Pooling over time"));
    m_pooling->setToolTip(tr("How the model sums up what it hears over the whole length"));
    addRow(tr("Pooling"), m_pooling);
}

void HaystackForm::connectSource()
{
    connect(m_kind, &QComboBox::activated, this, &HaystackForm::chooseKind);
    connect(m_file, &QPushButton::clicked, this, [this] { askForPath(m_choice.haystack.kind); });
}

void HaystackForm::connectRatio()
{
    connect(m_ratio, &ValueSlider::valueChanged, this, &HaystackForm::takeRatio);
    connect(m_ownRatio, &QCheckBox::clicked, this, [this](bool ticked) {
        m_own = ticked ? std::optional(m_choice.snrDb.value_or(0)) : std::nullopt;
        showRatio();
        emit ownRatioChanged(m_own);
    });
}

// What changes one value of the choice and nothing else.
void HaystackForm::connectChoices()
{
    const auto tell = [this](auto&& take) {
        return [this, take](auto value) {
            take(m_choice, value);
            updateRows();
            emit changed(m_choice);
        };
    };
    connect(m_length, &ValueSlider::valueChanged, this,
            tell([](HaystackChoice& choice, double frames) { choice.frames = static_cast<std::int64_t>(frames); }));
    connect(m_position, &ValueSlider::valueChanged, this,
            tell([](HaystackChoice& choice, double position) { choice.position = position; }));
    connect(m_seed, &QSpinBox::valueChanged, this,
            tell([](HaystackChoice& choice, int seed) { choice.haystack.seed = static_cast<std::uint64_t>(seed); }));
    connect(m_insertion, &QComboBox::activated, this, tell([](HaystackChoice& choice, int index) {
                choice.insertion = static_cast<niah::Insertion>(index);
                choice.crossfadeSeconds = HaystackChoice().crossfadeSeconds; // else that of a cell that was opened
            }));
    connect(m_pooling, &QComboBox::activated, this, tell([](HaystackChoice& choice, int index) {
                choice.pooling = allPoolings()[static_cast<std::size_t>(index)];
            }));
}

QWidget* HaystackForm::addRow(const QString& name, QWidget* field)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(kInset, 3, kInset, 3);
    layout->setSpacing(8);
    auto* label = new ElidedLabel(TextSize::Body, TextTone::Secondary, row);
    label->setText(name);
    m_names.push_back(label);
    int widest = 0; // in this language; the fields have the rest
    for (const ElidedLabel* one : m_names)
        widest = std::max(widest, one->sizeHint().width());
    for (ElidedLabel* one : m_names)
        one->setFixedWidth(widest);
    field->setMinimumWidth(kLeastField);
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    field->installEventFilter(this);
    layout->addWidget(label);
    layout->addWidget(field, 1);
    body()->addWidget(row);
    return row;
}

// What a field has room for follows its width.
bool HaystackForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        updateRows();
    return Panel::eventFilter(watched, event);
}

void HaystackForm::setChoice(const HaystackChoice& choice)
{
    m_choice = choice;
    const auto& kinds = haystackKinds();
    m_kind->setCurrentIndex(
        static_cast<int>(std::find(kinds.begin(), kinds.end(), choice.haystack.kind) - kinds.begin()));
    m_length->setValue(static_cast<double>(choice.frames));
    m_position->setValue(choice.position);
    showRatio();
    const QSignalBlocker block(m_seed);
    m_seed->setValue(static_cast<int>(std::min<std::uint64_t>(choice.haystack.seed, 1'000'000)));
    m_insertion->setCurrentIndex(static_cast<int>(choice.insertion));
    const auto& poolings = allPoolings();
    m_pooling->setCurrentIndex(
        static_cast<int>(std::find(poolings.begin(), poolings.end(), choice.pooling) - poolings.begin()));
    updateRows();
}

void HaystackForm::setOwnRatio(std::optional<double> ratio, bool asked)
{
    m_own = ratio;
    m_ownRatio->setChecked(ratio.has_value());
    m_ownRatio->setVisible(asked || ratio);
    showRatio();
}

void HaystackForm::takeRatio(double ratio)
{
    const std::optional<double> taken = ratio == kNoRatio ? std::nullopt : std::optional(ratio);
    if (m_own) {
        m_own = taken;
        emit ownRatioChanged(m_own);
        return;
    }
    m_choice.snrDb = taken;
    emit changed(m_choice);
}

void HaystackForm::showRatio()
{
    m_ratio->setValue(m_own.value_or(m_choice.snrDb.value_or(kNoRatio)));
}

QMenu* HaystackForm::makeBabbleMenu()
{
    auto* menu = new QMenu(this);
    connect(menu->addAction(tr("A folder of recordings…")), &QAction::triggered, this,
            [this] { askForPath(niah::HaystackKind::Babble, true); });
    connect(menu->addAction(tr("One recording…")), &QAction::triggered, this,
            [this] { askForPath(niah::HaystackKind::Babble); });
    connect(menu->addAction(tr("The 16 voices of the program")), &QAction::triggered, this, [this] { useFile({}); });
    return menu;
}

void HaystackForm::updateRows()
{
    using Kind = niah::HaystackKind;
    const Kind kind = m_choice.haystack.kind;
    const bool takesFile = kind == Kind::Babble || kind == Kind::Recording;
    m_fileRow->setVisible(takesFile);
    m_seedRow->setVisible(kind == Kind::White || kind == Kind::Pink || kind == Kind::Brown);
    m_ratio->setEnabled(kind != Kind::Zero);
    m_ownRatio->setEnabled(kind != Kind::Zero);
    const QString file = fromPath(m_choice.haystack.file.filename());
    const int room = std::max(m_file->width(), kLeastField) - kButtonEdges;
    m_file->setText(!file.isEmpty()        ? m_file->fontMetrics().elidedText(file, Qt::ElideMiddle, room)
                    : kind == Kind::Babble ? tr("16 voices")
                                           : tr("Choose…"));
    m_file->setToolTip(!file.isEmpty() ? fromPath(m_choice.haystack.file)
                       : kind == Kind::Babble
                           ? tr("The synthetic babble that comes with the program; choose recordings "
                                "of speech of your own")
                           : tr("A recording of your own to hide the needle in"));
    m_file->setMenu(kind == Kind::Babble ? m_babble : nullptr);
    m_kind->setToolTip(hintOf(*m_kind, {}));
    m_insertion->setToolTip(hintOf(*m_insertion, insertionHint(m_choice.insertion, m_choice.crossfadeSeconds)));
}

void HaystackForm::chooseKind(int index)
{
    const niah::HaystackKind kind = haystackKinds()[static_cast<std::size_t>(index)];
    if (kind == m_choice.haystack.kind)
        return;
    if (kind == niah::HaystackKind::Recording) {
        askForPath(kind);
        return;
    }
    m_choice.haystack.kind = kind;
    m_choice.haystack.file.clear();
    m_choice.snrDb = m_choice.snrDb.value_or(0); // only a recording has a loudness of its own
    setChoice(m_choice);
    emit changed(m_choice);
}

// What holds stays so until there is an answer, and then, too, where another kind has come meanwhile, as with a
// session.
void HaystackForm::askForPath(niah::HaystackKind kind, bool folder)
{
    const auto take = [this, kind, before = m_choice.haystack.kind](const QString& path) {
        if (m_choice.haystack.kind != before)
            return;
        m_choice.haystack.kind = kind;
        useFile(path);
    };
    const QString title = kind == niah::HaystackKind::Babble ? tr("Recording of speech") : tr("Haystack");
    QFileDialog* dialog = folder ? askForFolder(this, tr("Recordings of speech"), {}, this, take)
                                 : askForFile(this, title, {}, {}, this, take);
    connect(dialog, &QFileDialog::rejected, this, [this] { setChoice(m_choice); }); // the kind's field says another
}

void HaystackForm::useFile(const QString& path)
{
    m_choice.haystack.file = toPath(path);
    setChoice(m_choice);
    emit changed(m_choice);
}

} // namespace dass
