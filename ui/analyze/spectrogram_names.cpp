#include "ui/analyze/spectrogram_names.h"

#include <QCoreApplication>

#include <array>

namespace dass {

namespace {

constexpr std::array<ColourMapName, 4> kMaps = {
    {{ColourMap::Magma, "magma", QT_TRANSLATE_NOOP("dass::PlotView", "&Magma")},
     {ColourMap::Viridis, "viridis", QT_TRANSLATE_NOOP("dass::PlotView", "&Viridis")},
     {ColourMap::Cividis, "cividis", QT_TRANSLATE_NOOP("dass::PlotView", "&Cividis")},
     {ColourMap::Grey, "grey", QT_TRANSLATE_NOOP("dass::PlotView", "&Grey")}}};
constexpr std::array<FrequencyScaleName, 3> kScales = {
    {{FrequencyScale::Mel, "mel", QT_TRANSLATE_NOOP("dass::PlotView", "M&el")},
     {FrequencyScale::Linear, "linear", QT_TRANSLATE_NOOP("dass::PlotView", "&Linear")},
     {FrequencyScale::Log, "log", QT_TRANSLATE_NOOP("dass::PlotView", "L&ogarithmic")}}};

} // namespace

std::span<const ColourMapName> colourMapNames()
{
    return kMaps;
}

std::span<const FrequencyScaleName> frequencyScaleNames()
{
    return kScales;
}

QString spectrogramWords(const char* words)
{
    return QCoreApplication::translate("dass::PlotView", words);
}

SpectrogramSettings spectrogramFrom(const SpectrogramChoice& choice)
{
    SpectrogramSettings settings;
    for (const ColourMapName& map : kMaps)
        if (choice.map == QLatin1String(map.name))
            settings.map = map.map;
    for (const FrequencyScaleName& scale : kScales)
        if (choice.scale == QLatin1String(scale.name))
            settings.scale = scale.scale;
    settings.floorDb = choice.lowDb;
    settings.ceilingDb = choice.highDb;
    return settings;
}

SpectrogramChoice choiceOf(const SpectrogramSettings& settings)
{
    SpectrogramChoice choice;
    for (const ColourMapName& map : kMaps)
        if (settings.map == map.map)
            choice.map = QLatin1String(map.name);
    for (const FrequencyScaleName& scale : kScales)
        if (settings.scale == scale.scale)
            choice.scale = QLatin1String(scale.name);
    choice.lowDb = settings.floorDb;
    choice.highDb = settings.ceilingDb;
    return choice;
}

} // namespace dass
