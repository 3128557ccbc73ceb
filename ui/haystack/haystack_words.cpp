#include "ui/haystack/haystack_words.h"

#include "app/haystack/number_list.h"
#include "app/jobs/path_text.h"

#include <QCoreApplication>

#include <cmath>

namespace dass {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(dass::HaystackWords)
};

} // namespace

QString haystackName(niah::HaystackKind kind)
{
    switch (kind) {
    case niah::HaystackKind::Zero:
        return Words::tr("Silence");
    case niah::HaystackKind::White:
        return Words::tr("White noise");
    case niah::HaystackKind::Pink:
        return Words::tr("Pink noise");
    case niah::HaystackKind::Brown:
        return Words::tr("Brown noise");
    case niah::HaystackKind::Babble:
        return Words::tr("Babble");
    case niah::HaystackKind::Recording:
        break;
    }
    return Words::tr("Recording");
}

const std::vector<niah::HaystackKind>& haystackKinds()
{
    using Kind = niah::HaystackKind;
    static const std::vector<Kind> kKinds{Kind::Zero,  Kind::White,  Kind::Pink,
                                          Kind::Brown, Kind::Babble, Kind::Recording};
    return kKinds;
}

QString haystackTitle(const niah::HaystackSpec& haystack)
{
    const QString file = fromPath(haystack.file.filename());
    if (file.isEmpty())
        return haystackName(haystack.kind);
    return haystack.kind == niah::HaystackKind::Babble ? Words::tr("Babble of %1").arg(file) : file;
}

QString insertionName(niah::Insertion insertion)
{
    switch (insertion) {
    case niah::Insertion::Spectrogram:
        return Words::tr("Spectrogram");
    case niah::Insertion::Waveform:
        return Words::tr("In place of sound");
    case niah::Insertion::Overlay:
        break;
    }
    return Words::tr("Over the sound");
}

QString insertionHint(niah::Insertion insertion, double crossfadeSeconds)
{
    switch (insertion) {
    case niah::Insertion::Spectrogram:
        return Words::tr(
            "The needle's spectrogram, padding included, stands between the haystack's, as in the paper; no "
            "recording has such seams");
    case niah::Insertion::Waveform:
        return Words::tr("The needle's sound takes the place of as much of the haystack's, with a cross-fade of %1 ms")
            .arg(plainNumber(std::round(crossfadeSeconds * 1000)));
    case niah::Insertion::Overlay:
        break;
    }
    return Words::tr("The needle's sound is added to the haystack's, as a sound in a place is");
}

QString poolingName(Pooling pooling)
{
    switch (pooling) {
    case Pooling::Mean:
        return Words::tr("Mean");
    case Pooling::First:
        return Words::tr("First");
    case Pooling::Mid:
        return Words::tr("Middle");
    case Pooling::Last:
        return Words::tr("Last");
    case Pooling::Sum:
        return Words::tr("Sum");
    case Pooling::Max:
        break;
    }
    return Words::tr("Maximum");
}

const std::vector<Pooling>& allPoolings()
{
    static const std::vector<Pooling> kAll{Pooling::Mean,  Pooling::Max, Pooling::Sum,
                                           Pooling::First, Pooling::Mid, Pooling::Last};
    return kAll;
}

QString ratioText(double decibels)
{
    QString number = plainNumber(std::abs(decibels));
    if (decibels != 0)
        number.prepend(decibels > 0 ? QChar('+') : QChar(0x2212));
    return Words::tr("%1 dB").arg(number);
}

QString stageText(const ProbeProgress& progress)
{
    switch (progress.stage) {
    case ProbeProgress::Stage::Needle:
        return Words::tr("Reading the needle");
    case ProbeProgress::Stage::Model:
        return Words::tr("Loading the model");
    case ProbeProgress::Stage::Haystack:
        return Words::tr("Making the haystack");
    case ProbeProgress::Stage::Scoring:
        return Words::tr("Hearing the whole");
    case ProbeProgress::Stage::Others:
        return Words::tr("Hearing the other clips alone");
    case ProbeProgress::Stage::Sweep:
        break;
    }
    return Words::tr("Trying other positions");
}

QString shortTimeText(double seconds, bool tenths)
{
    const auto total = static_cast<std::int64_t>(std::floor(seconds * 10 + 1e-6));
    const std::int64_t whole = total / 10;
    const QString rest = QStringLiteral("%1:%2")
                             .arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QLatin1Char('0'))
                             .arg(whole % 60, 2, 10, QLatin1Char('0')) +
                         (tenths ? QStringLiteral(".%1").arg(total % 10) : QString());
    return whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(rest) : rest;
}

} // namespace dass
